/** Writes pieces to a socket, and tells when their memory is no longer needed. */
import type { Socket } from 'node:net';

export interface PieceWriter {
  /** Writes bytes. Returns whether the socket accepts more. Nothing is written to a socket that has closed. */
  write(raw: Uint8Array): boolean;
  /** Calls `then` when everything up to now has been written, or can no longer be written. */
  whenWritten(then: () => void): void;
}

export function pieceWriter(socket: Socket): PieceWriter {
  let begun = 0;
  let ended = 0;
  const waiting: { readonly after: number; readonly then: () => void }[] = [];
  // A socket writes in order, and ends each write once. After an error, the order no longer matters: nothing is written.
  const end = () => {
    ended += 1;
    while (waiting[0] && waiting[0].after <= ended) waiting.shift()?.then();
  };
  return {
    write(raw) {
      if (!socket.writable) return true;
      begun += 1;
      return socket.write(raw, end);
    },
    whenWritten(then) {
      if (ended === begun) then();
      else waiting.push({ after: begun, then });
    },
  };
}

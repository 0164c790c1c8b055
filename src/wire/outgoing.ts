/** Writes replies to a socket no faster than the other side accepts them. */
import type { Socket } from 'node:net';

/** Bytes that follow a reply and may be too many for memory. */
export interface Outgoing {
  /** Returns the next piece, or `null` at the end. */
  next(): Uint8Array | null;
  /** Releases the source of the bytes. Called once, after the last piece or when the connection is closed. */
  close(): void;
}

/** Writes all pieces to a socket. Resolves when they are written, or when the socket is closed. */
export function pump(socket: Socket, outgoing: Outgoing): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      socket.off('drain', write);
      socket.off('close', end);
      outgoing.close();
      resolve();
    };
    const write = () => {
      for (let piece = outgoing.next(); ; piece = outgoing.next()) {
        if (piece === null || socket.destroyed) return end();
        if (!socket.write(piece)) return;
      }
    };
    socket.on('drain', write);
    socket.on('close', end);
    write();
  });
}

/** Writes to a client what a server sends, and pauses the server while the client does not accept more bytes. */
import type { Socket } from 'node:net';
import { pieceWriter } from './piece-writer.ts';

export interface ClientWriter {
  /** Writes bytes. `source` is paused until there is room for more. */
  send(raw: Uint8Array, source: Socket): void;
  /**
   * Calls `action`, which sends bytes of one piece. Bytes that arrived in one piece are forwarded in one piece.
   * `written` is called when all of them are written, or can no longer be written.
   */
  piece(action: () => void, written: () => void): void;
}

export function clientWriter(client: Socket): ClientWriter {
  const writer = pieceWriter(client);
  let isWaiting = false;
  return {
    send(raw, source) {
      if (writer.write(raw) || isWaiting) return;
      isWaiting = true;
      source.pause();
      client.once('drain', () => {
        isWaiting = false;
        source.resume();
      });
    },
    piece(action, written) {
      client.cork();
      action();
      client.uncork();
      writer.whenWritten(written);
    },
  };
}

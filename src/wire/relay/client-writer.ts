/** Writes to a client what a server sends, and pauses the server while the client does not accept more bytes. */
import type { Socket } from 'node:net';

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
  let isWaiting = false;
  /** Notes that a part of the piece has to be written, and returns the function that notes that it was. */
  let writing: () => () => void = () => NOTHING;
  return {
    send(raw, source) {
      if (!client.writable || client.write(raw, writing()) || isWaiting) return;
      isWaiting = true;
      source.pause();
      client.once('drain', () => {
        isWaiting = false;
        source.resume();
      });
    },
    piece(action, written) {
      let unwritten = 1;
      const partWritten = () => {
        unwritten -= 1;
        if (unwritten === 0) written();
      };
      writing = () => {
        unwritten += 1;
        return partWritten;
      };
      client.cork();
      action();
      client.uncork();
      writing = () => NOTHING;
      partWritten();
    },
  };
}

const NOTHING = () => {};

/** Accepting connections on the loopback address, for a server that knows no sockets. */
import { createServer, type Socket } from 'node:net';

/** Takes the bytes of one connection as they come; gives the whole answer once it has one, `null` until then. */
export type Conversation = (piece: Uint8Array) => Uint8Array | null;

export interface Listener {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** Stops listening and ends the connections that are open. */
  close(): Promise<void>;
}

/** How long a connection may be silent, in milliseconds. */
const IDLE_LIMIT = 30_000;

/**
 * Listens on 127.0.0.1. Port 0 takes one that is free. Rejects with Node's error where the port cannot be had.
 * Each connection has one answer and is closed after it.
 */
export function listen(port: number, converse: () => Conversation): Promise<Listener> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.setTimeout(IDLE_LIMIT, () => socket.destroy());
    const conversation = converse();
    socket.on('data', (piece) => {
      if (socket.writableEnded) return;
      const answer = conversation(piece);
      if (answer) socket.end(answer);
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve({
        host: '127.0.0.1',
        port: typeof address === 'object' && address ? address.port : port,
        close: () =>
          new Promise((closed) => {
            for (const socket of open) socket.destroy();
            server.close(() => closed());
          }),
      });
    });
  });
}

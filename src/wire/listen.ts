/** Accepting connections on the loopback address, for a server that knows no sockets. */
import { createServer, type Socket } from 'node:net';

/** Takes the bytes of one connection as they come; gives what is to be said to them, `null` for nothing yet. */
export type Conversation = (piece: Uint8Array) => Reply | null;

export interface Reply {
  readonly bytes: Uint8Array;
  /** Whether the connection is closed behind it; one that is not last is an interim answer (RFC 9110, section 15.2). */
  readonly isLast: boolean;
}

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
 * Each connection is closed after its last reply, and its conversation hears nothing of later bytes.
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
      const reply = conversation(piece);
      if (reply?.isLast) socket.end(reply.bytes);
      else if (reply) socket.write(reply.bytes);
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

/** A server made for one test, on a free port of 127.0.0.1. */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { arrayFromOctets } from '../../../src/bytes/octets.ts';
import { octets } from '../bytes.ts';

export interface TcpServer {
  readonly port: number;
  /** All bytes that came, over all connections. */
  readonly received: () => Buffer;
  readonly close: () => Promise<void>;
}

/** Calls `answer` once for each connection, as soon as its first bytes have come. */
export function serve(answer: (socket: Socket, first: Buffer) => unknown): Promise<TcpServer> {
  const sockets = new Set<Socket>();
  const pieces: Buffer[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('data', (piece) => pieces.push(piece));
    socket.once('data', (first) => answer(socket, first));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      resolve({
        port: (server.address() as AddressInfo).port,
        received: () => Buffer.concat(pieces),
        close: () =>
          new Promise((closed) => {
            for (const socket of sockets) socket.destroy();
            server.close(() => closed());
          }),
      });
    });
  });
}

/** Ports below those that systems give to programs that ask for any free one. */
const UNASKED = { first: 10_000, count: 6000 };

/** A port at which nothing listens, and that no program gets that does not ask for it by its number. */
export async function silentPort(): Promise<number> {
  for (;;) {
    const port = UNASKED.first + Math.floor(Math.random() * UNASKED.count);
    if (await isFree(port)) return port;
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

export const bytes = (text: string): Uint8Array => arrayFromOctets(octets(text));

/** Writes the pieces with a pause before each but the first, so that they arrive one by one. */
export async function writeSlowly(socket: Socket, pieces: readonly string[]): Promise<void> {
  socket.setNoDelay(true);
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) await pause(30);
    socket.write(bytes(piece));
  }
}

/** Accepts connections on the loopback address for a server that has no access to sockets. */
import { createServer, type Socket } from 'node:net';
import * as timers from 'node:timers';
import { type Problem, problem } from '../bytes/problem.ts';

/** Takes the bytes of one connection as they arrive. Returns the reply, or `null` if there is none yet. */
export type Conversation = (piece: Uint8Array) => Reply | null;

export interface Connection {
  /** Registers a function that is called when the connection has closed for any reason. */
  onClose(heard: () => void): void;
}

export interface Reply {
  readonly bytes: Uint8Array;
  /**
   * Whether the connection is closed after this reply. If not, the reply is an interim response (RFC 9110, section
   * 15.2).
   */
  readonly isLast: boolean;
}

export interface Listener {
  readonly host: '127.0.0.1';
  readonly port: number;
  close(): Promise<void>;
}

export interface ListenLimits {
  /** The maximum number of open connections. Any others are closed immediately. */
  readonly connections: number;
  /** The maximum time without a byte, in milliseconds. */
  readonly idle: number;
  /** The maximum duration of a connection, up to the last byte of the response, in milliseconds. */
  readonly whole: number;
}

/**
 * The default limits. They allow about two thousand clients. If their heads never end, they take at most 128 MiB (64
 * KiB each). In two minutes, a 16 MiB body can arrive at 1.2 Mbit/s.
 */
const LIMITS: ListenLimits = { connections: 2048, idle: 30_000, whole: 120_000 };

/**
 * Listens on 127.0.0.1. Port 0 selects a free port. Rejects with the Node.js error if the port is not available. Each
 * connection is closed after its last reply, and bytes that arrive later are ignored.
 */
export function listen(
  port: number,
  converse: (connection: Connection) => Conversation,
  limits: ListenLimits = LIMITS,
): Promise<Listener> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    hold(socket, converse, limits);
  });
  server.maxConnections = limits.connections;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // All connections may arrive together, so that many must be able to wait. The default is 511.
    server.listen(port, '127.0.0.1', limits.connections, () => {
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

function hold(socket: Socket, converse: (connection: Connection) => Conversation, { idle, whole }: ListenLimits): void {
  const deadline = timers.setTimeout(() => socket.destroy(), whole);
  socket.on('close', () => timers.clearTimeout(deadline));
  socket.on('error', () => socket.destroy());
  socket.setTimeout(idle, () => socket.destroy());
  const conversation = converse({ onClose: (heard) => void socket.on('close', heard) });
  socket.on('data', (piece) => {
    if (socket.writableEnded) return;
    const reply = conversation(piece);
    if (reply?.isLast) socket.end(reply.bytes);
    else if (reply) socket.write(reply.bytes);
  });
}

/** Returns the problem for a port that is not available. `error` is the reason with which `listen` rejected. */
export function portProblem(port: number, error: unknown): Problem {
  const why = error instanceof Error ? error.message : String(error);
  return problem('no-port', `Port ${port} on 127.0.0.1 is not available: ${why}.`, 'Choose another port.');
}

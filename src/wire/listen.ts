/** Accepting connections on the loopback address, for a server that knows no sockets. */
import { createServer, type Socket } from 'node:net';
import * as timers from 'node:timers';
import { type Problem, problem } from '../bytes/problem.ts';

/** Takes the bytes of one connection as they come; gives what is to be said to them, `null` for nothing yet. */
export type Conversation = (piece: Uint8Array) => Reply | null;

/** What a conversation can learn of the connection that it is held on. */
export interface Connection {
  /** Calls `heard` once the connection has closed, however it came to that. */
  onClose(heard: () => void): void;
}

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

export interface ListenLimits {
  /** How many connections may be open at once; more are closed as they come. */
  readonly connections: number;
  /** How long a connection may be silent, in milliseconds. */
  readonly idle: number;
  /** How long a connection may last, from its beginning to the last byte of the answer, in milliseconds. */
  readonly whole: number;
}

/**
 * Connections: two thousand clients at once fit, and heads that do not end take 128 MiB at most, 64 KiB each. The whole:
 * four times what silence may take, in which a body of 16 MiB comes at 1.2 Mbit/s.
 */
const LIMITS: ListenLimits = { connections: 2048, idle: 30_000, whole: 120_000 };

/**
 * Listens on 127.0.0.1. Port 0 takes one that is free. Rejects with Node's error where the port cannot be had.
 * Each connection is closed after its last reply, and its conversation hears nothing of later bytes.
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
    // As many may wait to be accepted, because all of them can come at once; Node's own number is 511.
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

/** Holds one conversation, for as long as the limits let it last. */
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

/** Says why a port cannot be listened on; `error` is what `listen` rejected with. */
export function portProblem(port: number, error: unknown): Problem {
  const why = error instanceof Error ? error.message : String(error);
  return problem('no-port', `Port ${port} on 127.0.0.1 cannot be had: ${why}.`, 'Choose another port.');
}

/** Accepts connections for a server that has no access to sockets. */
import { createServer, type Server, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import * as timers from 'node:timers';
import { createSecureContext, TLSSocket } from 'node:tls';
import { createTurns, drained, type Outgoing, pump, type Turns } from './outgoing.ts';
import { type Place, type Places, placesFor } from './places.ts';

/** Takes the bytes of one connection as they arrive. Returns the reply, or `null` if there is no reply yet. */
export type Conversation = (piece: Uint8Array) => Reply | null;

export interface Connection {
  /** Registers a function that is called when the connection has closed for any reason. */
  onClose(heard: () => void): void;
}

export interface Reply {
  readonly bytes: Uint8Array;
  /** The data that follows the bytes, for data that may not fit in memory. */
  readonly outgoing?: Outgoing;
  /**
   * Whether the connection is closed after this reply. If not, the reply is an interim response (RFC 9110, section
   * 15.2), or the connection is kept for the next request.
   */
  readonly isLast: boolean;
  /**
   * Returns the reply to the next request if that request has already arrived, and `null` otherwise. Omitted if the
   * current request continues.
   */
  readonly next?: () => Reply | null;
}

export interface Listener {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

export interface ListenLimits {
  /** The maximum number of open connections. For another one, the one that has been idle longest is closed. */
  readonly connections: number;
  /**
   * The maximum time without any bytes, in milliseconds. It is also the maximum time for which bytes are still accepted,
   * and ignored, after the last reply. Closing at once could make the client lose the reply (RFC 9112, section 9.6).
   */
  readonly idle: number;
  /** The maximum time from the first byte of a request to the last byte, in milliseconds. */
  readonly whole: number;
  /** The minimum rate, in bytes per millisecond, at which a long request may take longer. */
  readonly slowest: number;
}

/** The address and the port to listen on. */
export interface ListenPlace {
  readonly host: string;
  readonly port: number;
  /** The certificate and the private key of the server in PEM form; `null` for HTTP without TLS. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

/**
 * The default limits. The limits allow about two thousand clients. Even if the clients' request heads never end, the
 * heads take at most 128 MiB of memory (64 KiB each). A request must be complete after two minutes, or arrive at 64 KiB
 * per second.
 */
const LIMITS: ListenLimits = { connections: 2048, idle: 30_000, whole: 120_000, slowest: 64 };

/**
 * Listens on 127.0.0.1, or on another address if `place` is not only a port. Port 0 selects a free port. Rejects with
 * the Node.js error if the port is not available. After the last reply, the connection is closed, and bytes that arrive
 * later are ignored.
 */
export function listen(
  place: number | ListenPlace,
  converse: (connection: Connection) => Conversation,
  limits: ListenLimits = LIMITS,
): Promise<Listener> {
  const { host, port, tls } = typeof place === 'number' ? { host: '127.0.0.1', port: place, tls: null } : place;
  const places = placesFor(limits.connections);
  const shared = { limits, sendAtEndOfTurn: turnCollector(), turns: createTurns() };
  const secureContext = tls && createSecureContext(tls);
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    const place = places.take(socket);
    if (!place) return;
    const served = secureContext ? new TLSSocket(socket, { isServer: true, secureContext }) : socket;
    hold(served, place, converse, shared);
  });
  return listening(server, { host, port, connections: limits.connections }, places);
}

/** Begins to listen. Resolves when clients can connect. */
export function listening(
  server: Server,
  { host, port, connections }: { readonly host: string; readonly port: number; readonly connections: number },
  places: Places,
): Promise<Listener> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // All connections may arrive at once, so the queue must have room for all of them. The default is 511.
    server.listen(port, host, connections, () => {
      const address = server.address();
      resolve({
        host,
        port: typeof address === 'object' && address ? address.port : port,
        close: () =>
          new Promise((closed) => {
            places.clear();
            server.close(() => closed());
          }),
      });
    });
  });
}

/** What all connections of a listener share. */
interface Shared {
  readonly limits: ListenLimits;
  readonly sendAtEndOfTurn: (socket: Socket) => void;
  readonly turns: Turns;
}

/** Serves one connection until it is closed. */
function hold(
  socket: Socket,
  place: Place,
  converse: (connection: Connection) => Conversation,
  { limits, sendAtEndOfTurn, turns }: Shared,
): void {
  const deadline = requestDeadline(socket, limits);
  socket.on('error', () => socket.destroy());
  socket.setTimeout(limits.idle, () => socket.destroy());
  socket.setNoDelay(true);
  socket.on('finish', () => {
    place.rest();
    deadline.lastSent();
  });
  const conversation = converse({ onClose: (heard) => void socket.on('close', heard) });
  socket.on('data', (piece) => {
    if (socket.writableEnded) return;
    place.work();
    deadline.received(piece.length);
    const reply = conversation(piece);
    if (!reply) return;
    sendAtEndOfTurn(socket);
    sendReplies({ socket, place, deadline, turns }, reply);
  });
}

/**
 * Returns a function that collects what is written to a socket, and sends it after all requests that have already
 * arrived, on any connection, have been read. Waking a client that waits takes longer than the rest of a short answer.
 * In this way, a client with several connections is woken only once.
 */
function turnCollector(): (socket: Socket) => void {
  let sockets: Socket[] = [];
  const sendAll = () => {
    const collected = sockets;
    sockets = [];
    for (const socket of collected) socket.uncork();
  };
  return (socket) => {
    if (sockets.length === 0) setImmediate(sendAll);
    socket.cork();
    sockets.push(socket);
  };
}

interface Held {
  readonly socket: Socket;
  readonly place: Place;
  readonly deadline: RequestDeadline;
  readonly turns: Turns;
}

/** Writes a reply and any replies that directly follow it. */
function sendReplies(held: Held, first: Reply | null): void {
  const { socket, place, deadline } = held;
  for (let reply = first; reply; reply = reply.next?.() ?? null) {
    const { bytes, outgoing, isLast, next } = reply;
    if (isLast || next) deadline.finished();
    if (!outgoing && isLast) return void socket.end(bytes);
    const isTaken = socket.write(bytes);
    if (socket.destroyed) return;
    if (outgoing || !isTaken) return void finishReply(held, reply);
  }
  if (!deadline.isSet()) place.rest();
}

/** Waits until the other side has accepted a reply, and then continues. Nothing more is read until then. */
async function finishReply(held: Held, { outgoing, isLast, next }: Reply): Promise<void> {
  const { socket, turns } = held;
  socket.pause();
  await (outgoing ? pump(socket, outgoing, turns) : drained(socket));
  if (socket.destroyed) return;
  if (isLast) return void socket.end();
  socket.resume();
  sendReplies(held, next?.() ?? null);
}

interface RequestDeadline {
  received(bytes: number): void;
  finished(): void;
  /** Returns whether a request has begun and is not finished. */
  isSet(): boolean;
  /** Limits the time until the other side closes the connection, after the last reply was sent. */
  lastSent(): void;
}

/**
 * Closes a connection whose request takes too long. Each connection has one timer, which is set again only when it
 * fires. Setting a timer for each request would take longer than the request itself.
 */
function requestDeadline(socket: Socket, { idle, whole, slowest }: ListenLimits): RequestDeadline {
  let end: number | null = null;
  let timer: NodeJS.Timeout | null = null;
  const wait = (time: number) => {
    if (timer) timers.clearTimeout(timer);
    timer = timers.setTimeout(check, time);
    timer.unref();
  };
  const check = () => {
    timer = null;
    if (end === null) return;
    const left = end - performance.now();
    if (left <= 0) socket.destroy();
    else wait(left);
  };
  socket.on('close', () => {
    end = null;
    if (timer) timers.clearTimeout(timer);
  });
  return {
    received(bytes) {
      end = (end ?? performance.now() + whole) + bytes / slowest;
      if (timer === null) wait(whole);
    },
    finished() {
      end = null;
    },
    isSet: () => end !== null,
    lastSent() {
      if (socket.destroyed) return;
      end = performance.now() + idle;
      wait(idle);
    },
  };
}

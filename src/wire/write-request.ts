/**
 * Writes a request piece by piece, no faster than the socket accepts it, until the request is complete or writing is
 * stopped.
 */
import type { Socket } from 'node:net';
import type { SendOrder } from './send-order.ts';

/** The maximum number of bytes in one piece. Pieces are small so that a time limit can apply to each one. */
const PIECE_LIMIT = 65_536;

export interface RequestWriter {
  start(): void;
  stop(): void;
}

interface WriterEvents {
  /** Called before each read from the source. */
  readonly asks: () => void;
  readonly writes: (piece: Uint8Array) => void;
  readonly ends: () => void;
  /** Called with the error that the source threw. */
  readonly fails: (error: unknown) => void;
}

export function requestWriter(request: SendOrder['request'], socket: Socket, events: WriterEvents): RequestWriter {
  let isStopped = false;
  const run = async (): Promise<void> => {
    events.asks();
    for await (const { piece, isLast } of withLast(piecesOf(request))) {
      if (isStopped) return;
      events.writes(piece);
      await written(socket, piece);
      if (isStopped) return;
      if (isLast) break;
      events.asks();
      // A fast socket accepts the pieces without a pause, and no response could be read between two of them.
      await new Promise((resolve) => setImmediate(resolve));
    }
    events.ends();
  };
  return {
    start: () => void run().catch(events.fails),
    stop: () => {
      isStopped = true;
    },
  };
}

/** Waits until the piece has been written or has failed. The caller must determine which. */
const written = (socket: Socket, piece: Uint8Array) =>
  new Promise<void>((resolve) => {
    socket.write(piece, () => resolve());
  });

async function* piecesOf(request: SendOrder['request']): AsyncGenerator<Uint8Array> {
  if (request instanceof Uint8Array) {
    yield* piecesOfArray(request);
    return;
  }
  for await (const piece of request) yield* piecesOfArray(piece);
}

function* piecesOfArray(array: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < array.length; at += PIECE_LIMIT) yield array.subarray(at, at + PIECE_LIMIT);
}

/** Reads one piece ahead, so that the last piece is recognized before a response can arrive. */
async function* withLast(pieces: AsyncGenerator<Uint8Array>) {
  let before: Uint8Array | null = null;
  for await (const piece of pieces) {
    if (before) yield { piece: before, isLast: false };
    before = piece;
  }
  if (before) yield { piece: before, isLast: true };
}

/**
 * Reports write errors to `failed` instead of destroying the socket. If a server responds early and closes the
 * connection, writing fails before the server's response has been read. Node.js lets streams override `_write`.
 */
export function keepReadingAfterWriteErrors(socket: Socket, failed: (error: Error) => void): void {
  const write = socket._write.bind(socket);
  socket._write = (piece, encoding, callback) =>
    write(piece, encoding, (error) => {
      if (error) failed(error);
      callback();
    });
}

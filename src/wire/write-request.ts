/** Writes a request piece by piece, no faster than the socket accepts it, until it is complete or stopped. */
import type { Socket } from 'node:net';
import type { SendOrder } from './send-order.ts';

/** The most bytes that are written at once, which lets a time limit observe each piece. */
const PIECE_LIMIT = 65_536;

export interface RequestWriter {
  start(): void;
  /** Stops writing. */
  stop(): void;
}

interface WriterEvents {
  /** Called before more is read from the source. */
  readonly asks: () => void;
  /** Called before this piece is written. */
  readonly writes: (piece: Uint8Array) => void;
  /** Called when everything is written. */
  readonly ends: () => void;
  /** Called when the source throws. */
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
      await turnOfTheLoop();
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

/** Waits until the piece is written or has failed; the caller must check which. */
const written = (socket: Socket, piece: Uint8Array) =>
  new Promise<void>((resolve) => {
    socket.write(piece, () => resolve());
  });

/** Lets an answer be read between two pieces, because a fast socket accepts them without a pause. */
const turnOfTheLoop = () => new Promise<void>((resolve) => setImmediate(resolve));

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

/** Looks one piece ahead, which identifies the last piece before an answer to it can arrive. */
async function* withLast(pieces: AsyncGenerator<Uint8Array>) {
  let before: Uint8Array | null = null;
  for await (const piece of pieces) {
    if (before) yield { piece: before, isLast: false };
    before = piece;
  }
  if (before) yield { piece: before, isLast: true };
}

/**
 * Reports write errors to `failed` instead of destroying the socket. If a server answers early and closes, writing
 * fails while its answer is still to be read. Streams allow this by overriding `_write`.
 */
export function keepReadingAfterWriteErrors(socket: Socket, failed: (error: Error) => void): void {
  const write = socket._write.bind(socket);
  socket._write = (piece, encoding, callback) =>
    write(piece, encoding, (error) => {
      if (error) failed(error);
      callback();
    });
}

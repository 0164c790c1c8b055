/** Writing a request piece by piece, no faster than the socket takes it, until it is whole or nobody wants more. */
import type { Socket } from 'node:net';
import type { SendOrder } from './send-order.ts';

/** The most bytes that are handed to the system at once; a time limit can see each of them go. */
const PIECE_LIMIT = 65_536;

export interface RequestWriter {
  start(): void;
  /** Nothing more is written. */
  stop(): void;
}

/** What happens on the way. */
interface WriterEvents {
  /** The source is asked for more. */
  readonly asks: () => void;
  /** This goes to the system now. */
  readonly writes: (piece: Uint8Array) => void;
  /** The system has taken all of it. */
  readonly ends: () => void;
  /** The source threw. */
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

/** Until the system has taken it, or never will: whoever waits for this has to look. */
const written = (socket: Socket, piece: Uint8Array) =>
  new Promise<void>((resolve) => {
    socket.write(piece, () => resolve());
  });

/** Lets an answer come in between two pieces: a fast socket takes them without a pause. */
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

/** Looks one piece ahead, so that an answer to the last piece does not come before we know that it was the last. */
async function* withLast(pieces: AsyncGenerator<Uint8Array>) {
  let before: Uint8Array | null = null;
  for await (const piece of pieces) {
    if (before) yield { piece: before, isLast: false };
    before = piece;
  }
  if (before) yield { piece: before, isLast: true };
}

/**
 * From now on an error in writing is told to `failed` and does not destroy the socket: a server that answers early
 * and closes makes writing fail while its answer waits to be read. `_write` is where streams let one do that.
 */
export function keepReadingAfterWriteErrors(socket: Socket, failed: (error: Error) => void): void {
  const write = socket._write.bind(socket);
  socket._write = (piece, encoding, callback) =>
    write(piece, encoding, (error) => {
      if (error) failed(error);
      callback();
    });
}

/** A reader of requests that keeps each body in memory, up to a limit. */
import { octetsFromArray } from '../../../src/bytes/octets.ts';
import type { Problem } from '../../../src/bytes/problem.ts';
import { bodyTooLarge } from '../../../src/http/framing.ts';
import { type BegunRequest, type ReceivedRequest, requestReader } from '../../../src/http/read-request.ts';

export interface WholeReader {
  /** The request once it is whole, or a problem; `null` until then. The same again for bytes after the end. */
  push(piece: Uint8Array): ReceivedRequest | Problem | 'continue' | null;
  drop(): void;
}

export function wholeReader(limit: number): WholeReader {
  let done: ReceivedRequest | Problem | null = null;
  const reader = requestReader<ReceivedRequest | Problem>({
    unreadable: (problem) => problem,
    begin: ({ head, framing }) => {
      const isLarge = framing.kind === 'length' && framing.length > limit;
      if (isLarge) return { result: bodyTooLarge(`has ${framing.length} bytes`, limit) };
      return sinkOf(head, limit);
    },
  });
  return {
    push(piece) {
      if (done) return done;
      const progress = reader.push(piece);
      if (progress === null || progress === 'continue') return progress;
      done = progress.result;
      return done;
    },
    drop: () => reader.drop(),
  };
}

function sinkOf(head: BegunRequest['head'], limit: number) {
  const pieces: Uint8Array[] = [];
  let length = 0;
  return {
    add(piece: Uint8Array) {
      if (length + piece.length > limit) return bodyTooLarge('goes on', limit);
      length += piece.length;
      pieces.push(Uint8Array.from(piece));
      return null;
    },
    end: () => ({ head, body: octetsFromArray(Buffer.concat(pieces)) }),
    drop: () => undefined,
  };
}

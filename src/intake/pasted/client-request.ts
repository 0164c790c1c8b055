/** A request of a client, in whatever form a person has it: the shape that every reader of a form gives. */
import type { Bytes } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { type Origin, type Span, sourcesOf } from '../../bytes/origin.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import type { RequestHead } from '../../http/message.ts';

/** A request that a client sent or would send, in whatever form it was given. */
export interface ClientRequest {
  /**
   * Bytes that stand in the input as they are have the origin `given`, with their offsets in it; the others say what
   * they were made of or which rule put them there.
   */
  readonly head: RequestHead;
  /** What the form does not say, so that `head` has what is usual: it is unknown, and what follows from it proves nothing. */
  readonly unsaid: readonly UnsaidPart[];
  /** `server`: it is from a server's log, as it arrived there, whatever happened to it on the way. */
  readonly seenBy: 'client' | 'server';
  /** Decoded of HTTP's own transfer coding, not of aws-chunked; `null` where the form does not have it. */
  readonly body: Octets | null;
  /** `null` where nobody counts: there is no body, or none of it stands in the input. */
  readonly bodyOffset: BodyOffset | null;
  readonly scheme: 'http' | 'https' | null;
  /** Sentences for the person: what was read otherwise than it stands. */
  readonly remarks: readonly string[];
}

/** `method`: GET stands in its place. `headers`: there may be more than `head` has. The body is unknown where it is `null`. */
export type UnsaidPart = 'method' | 'headers';

/** What is said of a byte order mark before the first line. */
export const MARK_LEFT_OUT = 'The byte order mark before the first line was left out.';

/** The byte of the input at which a byte of the body stands, or at which what it was made of begins. */
export type BodyOffset = (at: number) => number;

/** A stretch of the input, in bytes; `end` is not included. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** What places in problems of what a person gave are bytes of: all of it, whatever is in it. */
export const INPUT = 'input';

/** A problem of what a person gave; `place` are bytes of the whole input. */
export function inputProblem(code: string, says: string, fix: string, { start, end }: Place, see?: string): Problem {
  return problem(code, says, fix, { where: { value: INPUT, start, end }, see: see ?? null });
}

/**
 * The byte of the input at which the byte `at` of `bytes` stands, or at which what it was made of begins; behind the
 * one before it, where nothing of it is from the input.
 */
export function offsetInInput({ spans }: Bytes, at: number): number {
  const tiles = spans ?? [];
  for (let index = lastSpanUpTo(tiles, at); index >= 0; index--) {
    const span = tiles[index];
    const source = span && sourceOf(span.origin);
    if (!span || !source) continue;
    if (at >= span.end) return source.end;
    return span.origin.kind === 'given' ? source.start + at - span.start : source.start;
  }
  for (const { origin } of tiles) {
    const source = sourceOf(origin);
    if (source) return source.start;
  }
  return 0;
}

/** The bytes of the input that an origin begins with. */
function sourceOf(origin: Origin): Place | null {
  const source = sourcesOf(origin).find(({ kind }) => kind === 'given');
  return source?.kind === 'given' ? source : null;
}

/** Spans tile, so that the one in which a byte is can be found by halving. */
function lastSpanUpTo(spans: readonly Span[], at: number): number {
  let low = -1;
  let high = spans.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) <= at) low = middle;
    else high = middle;
  }
  return low;
}

/** Where bytes that were taken out of the input stand in it, from the first to the last. */
export function placeInInput(bytes: Bytes): Place {
  const start = offsetInInput(bytes, 0);
  return { start, end: Math.max(start, offsetInInput(bytes, bytes.octets.length)) };
}

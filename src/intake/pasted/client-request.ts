/** The request of a client: the result of all readers of forms, and problems with places in the input. */
import type { Bytes } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { type Origin, type Span, sourcesOf } from '../../bytes/origin.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import type { RequestHead } from '../../http/message.ts';

/** A request that a client sent or would send, in any form. */
export interface ClientRequest {
  /**
   * Bytes that occur in the input have the origin `given` with their offsets. Other bytes name their sources or the rule
   * that added them.
   */
  readonly head: RequestHead;
  /** What the form does not say. `head` then contains a default, which proves nothing. */
  readonly unsaid: readonly UnsaidPart[];
  /** `server` for a request from a server's log, as it arrived there. */
  readonly seenBy: 'client' | 'server';
  /** The body without HTTP's transfer coding, but with aws-chunked; `null` if the form does not contain it. */
  readonly body: Octets | null;
  /** `null` if no byte of the body is in the input. */
  readonly bodyOffset: BodyOffset | null;
  readonly scheme: 'http' | 'https' | null;
  /** Sentences for the user: what was read differently from how it is written. */
  readonly remarks: readonly string[];
}

/** `method`: `head` has GET instead. `headers`: there may be more headers than in `head`. */
export type UnsaidPart = 'method' | 'headers';

export const MARK_LEFT_OUT = 'The byte order mark before the first line was left out.';

/** Finds the byte of the input that is a byte of the body, or at which the source of that byte begins. */
export type BodyOffset = (at: number) => number;

/** A range of the input in bytes; `end` is not included. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** The value that places in problems refer to: the whole input. */
export const INPUT = 'input';

/** Makes a problem of the input; the place is in bytes of the whole input. */
export function inputProblem(code: string, says: string, fix: string, { start, end }: Place, see?: string): Problem {
  return problem(code, says, fix, { where: { value: INPUT, start, end }, see: see ?? null });
}

/**
 * Finds the byte of the input that is byte `at` of `bytes`, or at which its source begins. If it has no source in the
 * input, returns the offset after the source of the byte before it.
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

/** Returns the first range of the input among the sources of an origin. */
function sourceOf(origin: Origin): Place | null {
  const source = sourcesOf(origin).find(({ kind }) => kind === 'given');
  return source?.kind === 'given' ? source : null;
}

/** Finds the span that contains a byte, by halving. */
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

/** Finds the range of the input from the first to the last of some bytes. */
export function placeInInput(bytes: Bytes): Place {
  const start = offsetInInput(bytes, 0);
  return { start, end: Math.max(start, offsetInInput(bytes, bytes.octets.length)) };
}

/** The request of a client, as all readers return it, and problems with positions in the input. */
import type { Bytes } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { type Origin, type Span, sourcesOf } from '../../bytes/origin.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import type { RequestHead } from '../../http/message.ts';

/** A request that a client sent or would send, in any form. */
export interface ClientRequest {
  /**
   * Bytes from the input have the origin `given` with their offsets. Other bytes name their sources or the rule that
   * added them.
   */
  readonly head: RequestHead;
  /** The parts that the form does not contain. `head` then has defaults, which prove nothing. */
  readonly unsaid: readonly UnsaidPart[];
  /** `server` for a request from a server's log, in the form in which the server received it. */
  readonly seenBy: 'client' | 'server';
  /** The body without HTTP's transfer coding, but with aws-chunked; `null` if the form does not contain it. */
  readonly body: Octets | null;
  /** `null` if no byte of the body is in the input. */
  readonly bodyOffset: BodyOffset | null;
  readonly scheme: 'http' | 'https' | null;
  /** Sentences for the user about anything that was read differently from how it is written. */
  readonly remarks: readonly string[];
}

/** `method`: `head` has GET instead. `headers`: `head` may lack some headers. */
export type UnsaidPart = 'method' | 'headers';

export const MARK_LEFT_OUT = 'The byte order mark before the first line was left out.';

/** Maps a byte of the body to its byte in the input, or to the beginning of that byte's source. */
export type BodyOffset = (at: number) => number;

/** A range of the input in bytes; `end` is not included. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** The name of the whole input, which positions in problems refer to. */
export const INPUT = 'input';

/** Makes a problem of the input; the position is in bytes of the whole input. */
export function inputProblem(code: string, says: string, fix: string, { start, end }: Place, see?: string): Problem {
  return problem(code, says, fix, { where: { value: INPUT, start, end }, see: see ?? null });
}

/**
 * Maps byte `at` of `bytes` to its byte in the input, or to the beginning of that byte's source. If it has no source in
 * the input, returns the offset after the source of the previous byte.
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

/** Finds the span that contains a byte, by binary search. */
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

/** Finds the range of the input from the first to the last of the given bytes. */
export function placeInInput(bytes: Bytes): Place {
  const start = offsetInInput(bytes, 0);
  return { start, end: Math.max(start, offsetInInput(bytes, bytes.octets.length)) };
}

/**
 * Defines a client's request, which all request readers return, and defines problems that have positions in the input.
 */
import type { Bytes } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { type Origin, type Span, sourcesOf } from '../../bytes/origin.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import type { RequestHead } from '../../http/message.ts';

/** A request that a client sent or would send, read from any form. */
export interface ClientRequest {
  /**
   * The head. Bytes from the input have the origin `given` with their offsets. The origin of all other bytes names
   * their sources or the rule that added them.
   */
  readonly head: RequestHead;
  /**
   * The parts that the form of the request does not contain. `head` has defaults for these parts, and the defaults
   * prove nothing.
   */
  readonly unsaid: readonly UnsaidPart[];
  /**
   * Who saw the request in this form: its `client`, as it sends the request; its `server`, as it received it; or a `tap`
   * in front of the server or of a proxy, which does not know what happened before it.
   */
  readonly seenBy: 'client' | 'tap' | 'server';
  /** The body; `null` if the form does not contain it. The HTTP transfer coding is decoded, but aws-chunked is not. */
  readonly body: Octets | null;
  /** The length and the SHA-256 of a body that is too long to keep, and that is therefore `null` here. */
  readonly hashedBody?: { readonly length: number; readonly sha256: Octets } | null;
  /** Maps offsets in the body to the input; `null` if no byte of the body is in the input. */
  readonly bodyOffset: BodyOffset | null;
  readonly scheme: 'http' | 'https' | null;
  /** Sentences for the user about input that was not read literally. */
  readonly remarks: readonly string[];
}

/**
 * `method` means that the actual method is unknown and `head` has GET; `target`, that the actual target is unknown and
 * `head` has a slash; and `headers`, that `head` may lack some headers.
 */
export type UnsaidPart = 'method' | 'target' | 'headers';

export const MARK_LEFT_OUT = 'The byte order mark before the first line was left out.';

/**
 * Maps the offset of a byte in the body to its offset in the input. If the byte was decoded, the result is the
 * beginning of its source.
 */
export type BodyOffset = (at: number) => number;

/** A range of the input in bytes. `end` is exclusive. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** The name of the whole input in the positions of problems. */
export const INPUT = 'input';

/** Returns a problem with the input. The position is in bytes of the whole input. */
export function inputProblem(code: string, says: string, fix: string, { start, end }: Place, see?: string): Problem {
  return problem(code, says, fix, { where: { value: INPUT, start, end }, see: see ?? null });
}

/**
 * Maps byte `at` of `bytes` to its offset in the input. If the byte was decoded, the result is the beginning of its
 * source. If the byte does not come from the input, the result is the end of the previous byte's source.
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

/** Returns the first range of the input among the sources of an origin, or `null` if there is no such range. */
function sourceOf(origin: Origin): Place | null {
  if (origin.kind === 'given') return origin;
  const source = sourcesOf(origin).find(({ kind }) => kind === 'given');
  return source?.kind === 'given' ? source : null;
}

/** Returns the index of the last span that begins at or before a byte, or -1. Uses binary search. */
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

/** Returns the range of the input from which the given bytes come. */
export function placeInInput(bytes: Bytes): Place {
  const start = offsetInInput(bytes, 0);
  return { start, end: Math.max(start, offsetInInput(bytes, bytes.octets.length)) };
}

/**
 * Defines bytes with provenance, which are bytes that know where they come from.
 *
 * Each operation computes both the new octets and their spans, so provenance cannot be forgotten. Bytes without spans
 * (`plain`) go through the same operations faster, and a result that includes any of them has no spans either. The same
 * code thus shows origins to people and signs for programs that need no origins.
 */
import type { Input } from './input.ts';
import { EMPTY, type Octets, sliceOctets } from './octets.ts';
import {
  continues,
  furtherIngredients,
  type Ingredient,
  NOTHING_DONE,
  type Origin,
  type Rule,
  type Span,
  sliceOrigin,
  type Transform,
  transformOrigin,
  withTransform,
} from './origin.ts';

/**
 * A byte string and the spans that cover it from the first byte to the last. `spans` is `null` if provenance is not
 * kept.
 */
export interface Bytes {
  readonly octets: Octets;
  readonly spans: readonly Span[] | null;
}

/** Creates bytes without provenance. */
export function plain(octets: Octets): Bytes {
  return { octets, spans: null };
}

/**
 * Creates bytes that come from outside; `at` is their offset in the input. Neighboring bytes merge only if they have
 * the same `input` object.
 */
export function given(octets: Octets, input: Input, at = 0): Bytes {
  return whole(octets, { kind: 'given', input, start: at, end: at + octets.length });
}

/** Creates bytes that a rule prescribes. */
export function fixed(text: string, rule: Rule): Bytes {
  return whole(text as Octets, { kind: 'fixed', rule });
}

/** Creates bytes that are a copy of a value of the trace. `value` is the ID of that value. */
export function copyOf(value: string, octets: Octets): Bytes {
  return whole(octets, { kind: 'copy', value, start: 0, end: octets.length });
}

/**
 * Creates bytes that were computed as a whole from other bytes, such as a hash or a MAC. The result has spans only if
 * every input has spans.
 */
export function derive(octets: Octets, transform: Transform, inputs: readonly Bytes[]): Bytes {
  const from: Ingredient[] = [];
  // A list, because many spans share a few histories.
  const histories: (readonly Transform[])[] = [];
  for (const { spans } of inputs) {
    if (spans === null) return plain(octets);
    for (const { origin } of spans) {
      if (origin.kind === 'derived' && !histories.includes(origin.by)) histories.push(origin.by);
      for (const ingredient of furtherIngredients(origin, transform)) from.push(ingredient);
    }
  }
  return derivedFrom(octets, withTransform(allTransforms(histories), transform), from);
}

/** Merges the histories of multiple inputs, in order. Transforms that they share are not repeated. */
function allTransforms(histories: readonly (readonly Transform[])[]): readonly Transform[] {
  const [first = NOTHING_DONE, ...others] = histories;
  if (others.length === 0) return first;
  const longest = others.reduce((one, other) => (other.length > one.length ? other : one), first);
  return [...longest, ...new Set(histories.flat().filter((transform) => !longest.includes(transform)))];
}

/** Creates derived bytes from a known history and known ingredients. */
export function derivedFrom(octets: Octets, by: readonly Transform[], from: readonly Ingredient[]): Bytes {
  return whole(octets, { kind: 'derived', by, from });
}

/** Returns bytes `start` to `end` (exclusive). */
export function slice(bytes: Bytes, start: number, end = bytes.octets.length): Bytes {
  // All empty slices are one object, because a text of separators alone has as many as it has bytes.
  if (start >= end) return bytes.spans === null ? PLAIN_NOTHING : NOTHING;
  const octets = sliceOctets(bytes.octets, start, end);
  const spans: Span[] = [];
  if (bytes.spans) appendSlice(spans, bytes.spans, { start, end, at: 0 });
  return { octets, spans: bytes.spans && spans };
}

/**
 * Concatenates ranges of bytes. `ranges` has the start and the end (exclusive) of each range in turn, because an object for
 * each range would take more memory than the bytes.
 */
export function slices(bytes: Bytes, ranges: readonly number[]): Bytes {
  const octets: Octets[] = [];
  const spans: Span[] = [];
  let length = 0;
  for (let index = 0; index < ranges.length; index += 2) {
    const [start = 0, end = 0] = [ranges[index], ranges[index + 1]];
    octets.push(sliceOctets(bytes.octets, start, end));
    if (bytes.spans) appendSlice(spans, bytes.spans, { start, end, at: length });
    length += end - start;
  }
  return { octets: octets.join('') as Octets, spans: bytes.spans && spans };
}

/** Concatenates the parts and puts `separator` between them. */
export function join(parts: readonly Bytes[], separator: Bytes = NOTHING): Bytes {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  let octets: string = EMPTY;
  let isKept = parts.length === 0 || separator.spans !== null;
  let isFirst = true;
  for (const part of parts) {
    octets += isFirst ? part.octets : separator.octets + part.octets;
    if (part.spans === null) isKept = false;
    isFirst = false;
  }
  return { octets: octets as Octets, spans: isKept ? joinedSpans(parts, separator) : null };
}

function joinedSpans(parts: readonly Bytes[], separator: Bytes): Span[] {
  const spans: Span[] = [];
  let length = 0;
  let isFirst = true;
  for (const part of parts) {
    if (!isFirst) {
      append(spans, separator.spans ?? [], length);
      length += separator.octets.length;
    }
    append(spans, part.spans ?? [], length);
    length += part.octets.length;
    isFirst = false;
  }
  return spans;
}

/**
 * Replaces each match of `pattern`, also an empty one, and keeps the rest. All functions that convert to lowercase,
 * encode, or collapse spaces use this function. `replacement` maps the matched octets to new octets, or to an empty
 * string to remove them. Throws an error if the pattern is not global, because its first match would be found forever.
 */
export function rewrite(
  bytes: Bytes,
  transform: Transform,
  pattern: RegExp,
  replacement: (match: string) => string,
): Bytes {
  if (!pattern.global) throw new Error(`${pattern} is not global.`);
  // Most bytes have nothing to replace, and to look for it is faster than to replace nothing.
  if (bytes.octets.search(pattern) < 0) return bytes;
  if (bytes.spans === null) return plain(bytes.octets.replace(pattern, replacement) as Octets);
  const pieces: Bytes[] = [];
  let kept = 0;
  // Not matchAll, which copies the pattern.
  pattern.lastIndex = 0;
  for (let match = pattern.exec(bytes.octets); match !== null; match = pattern.exec(bytes.octets)) {
    const end = match.index + match[0].length;
    if (match.index > kept) pieces.push(slice(bytes, kept, match.index));
    pieces.push(transformed(slice(bytes, match.index, end), transform, replacement(match[0]) as Octets));
    kept = end;
    if (match[0] === '') pattern.lastIndex += 1;
  }
  pieces.push(slice(bytes, kept));
  return join(pieces);
}

function transformed(from: Bytes, transform: Transform, octets: Octets): Bytes {
  if (octets.length === from.octets.length && from.spans) {
    return {
      octets,
      spans: from.spans.map(({ start, end, origin }) => ({ start, end, origin: transformOrigin(origin, transform) })),
    };
  }
  return derive(octets, transform, [from]);
}

function whole(octets: Octets, origin: Origin): Bytes {
  return { octets, spans: octets.length === 0 ? [] : [{ start: 0, end: octets.length, origin }] };
}

/**
 * Appends the spans of bytes `start` to `end` (exclusive), which begin at byte `at` of the result. No list is made for each
 * slice, and whole origins are not copied, because a command can have as many slices and spans as bytes.
 */
function appendSlice(
  sliced: Span[],
  spans: readonly Span[],
  { start, end, at }: { readonly start: number; readonly end: number; readonly at: number },
): void {
  for (let index = firstSpanAfter(spans, start); index < spans.length; index++) {
    const span = spans[index];
    if (!span || span.start >= end) break;
    const from = Math.max(span.start, start);
    const to = Math.min(span.end, end);
    if (from >= to) continue;
    const isWhole = from === span.start && to === span.end;
    const origin = isWhole ? span.origin : sliceOrigin(span.origin, from - span.start, to - span.start);
    appendSpan(sliced, { start: at + from - start, end: at + to - start, origin });
  }
}

/** Finds the first span that ends after this byte. A binary search works because spans are contiguous. */
function firstSpanAfter(spans: readonly Span[], at: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

function append(spans: Span[], more: readonly Span[], at: number): void {
  for (const span of more)
    appendSpan(spans, at === 0 ? span : { start: span.start + at, end: span.end + at, origin: span.origin });
}

/** Appends a span, which becomes one with the last span if it continues its origin. */
function appendSpan(spans: Span[], span: Span): void {
  const last = spans.at(-1);
  if (!last || !continues(last.origin, span.origin)) spans.push(span);
  else spans[spans.length - 1] = { start: last.start, end: span.end, origin: extended(last.origin, span.origin) };
}

function extended(first: Origin, second: Origin): Origin {
  if (first.kind === 'copy' && second.kind === 'copy') return { ...first, end: second.end };
  if (first.kind === 'given' && second.kind === 'given') return { ...first, end: second.end };
  return first;
}

/** An empty byte string. It counts as having provenance, because it contains no bytes whose origin could be unknown. */
export const NOTHING: Bytes = { octets: EMPTY, spans: [] };
const PLAIN_NOTHING = plain(EMPTY);

/** Follows bytes through a trace, either back to their sources or forward to everything made from them. */
import { joinNeighbors } from '../bytes/joined.ts';
import { ingredientsOf, type Origin, type Source, type Span, type Transform } from '../bytes/origin.ts';
import type { Range } from './ranges.ts';
import { findValue, type Value } from './trace.ts';

export interface Position {
  readonly value: string;
  /** The offset in the value, counted from 0. */
  readonly byte: number;
}

/** Bytes of a value. */
export interface ByteRange extends Range {
  readonly value: string;
}

/** A source of a byte, and how the byte was derived from it. */
export interface FoundSource {
  readonly source: Source;
  /** The transforms from the source to the byte, in order. Empty for a copy. */
  readonly by: readonly Transform[];
  /** The role of this source if there is more than one source, such as "key"; `null` if there is only one. */
  readonly role: string | null;
}

/** Bytes of a value that were derived from a range of another value. */
export interface FoundUse extends ByteRange {
  readonly how: 'copied' | 'derived';
}

type Values = { readonly values: readonly Value[] };

/** Finds the span of a byte. Returns `undefined` if the byte's origin is unknown. */
export function spanAt(trace: Values, { value, byte }: Position): Span | undefined {
  return findValue(trace, value)?.bytes.spans?.find(({ start, end }) => start <= byte && byte < end);
}

/** Returns the spans that have any of bytes `start` to `end` (exclusive). Returns none if the origins are unknown. */
export const spansIn = ({ spans }: Pick<Value['bytes'], 'spans'>, { start, end }: Range): Span[] =>
  (spans ?? []).filter((span) => span.start < end && span.end > start);

/** Returns the sources of one byte: the byte that it was copied from, or everything that it was derived from. */
export function sourcesAt(trace: Values, position: Position): FoundSource[] {
  const span = spanAt(trace, position);
  return span ? sourcesIn(byteOf(span.origin, position.byte - span.start)) : [];
}

/** Returns the sources of bytes with this origin, with their roles. */
export function sourcesIn(origin: Origin): FoundSource[] {
  const roles = origin.kind === 'derived' ? origin.by.find((transform) => transform.roles)?.roles : undefined;
  return ingredientsOf(origin).map(({ source, by }, index) => ({ source, by, role: roles?.[index] ?? null }));
}

function byteOf(origin: Origin, at: number): Origin {
  if (origin.kind !== 'copy' && origin.kind !== 'given') return origin;
  return { ...origin, start: origin.start + at, end: origin.start + at + 1 };
}

/** Returns everything that was derived directly from these bytes, in the order of the trace. */
export function usesOf({ values }: Values, range: ByteRange): FoundUse[] {
  return values.flatMap((value) => joinUses((value.bytes.spans ?? []).flatMap((span) => useIn(value.id, span, range))));
}

function useIn(value: string, { start, end, origin }: Span, range: ByteRange): FoundUse[] {
  if (origin.kind === 'copy') {
    const from = Math.max(origin.start, range.start);
    const to = Math.min(origin.end, range.end);
    if (origin.value !== range.value || from >= to) return [];
    return [{ value, start: start + from - origin.start, end: start + to - origin.start, how: 'copied' }];
  }
  return ingredientsOf(origin).some(({ source }) => overlaps(source, range))
    ? [{ value, start, end, how: 'derived' }]
    : [];
}

const overlaps = (source: Source, { value, start, end }: ByteRange) =>
  source.kind === 'copy' && source.value === value && source.start < end && source.end > start;

const joinUses = (uses: readonly FoundUse[]): FoundUse[] =>
  joinNeighbors(uses, (last, { start, end, how }) =>
    last.end === start && last.how === how ? { ...last, end } : null,
  );

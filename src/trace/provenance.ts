/** Following bytes through a trace: from a byte to what it was made of, and from there to everything that was made of it. */
import { ingredientsOf, type Origin, type Rule, type Source, type Span, type Transform } from '../bytes/origin.ts';
import { findValue, type Value } from './trace.ts';

/** A byte of a value. */
export interface Position {
  /** The id of the value. */
  readonly value: string;
  /** From 0. */
  readonly byte: number;
}

/** Bytes `start` to `end` (not included) of a value. */
export interface ByteRange {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** One of the things that a byte was made of. */
export interface FoundSource {
  readonly source: Source;
  /** What was done to it, in order; empty for a copy. */
  readonly by: readonly Transform[];
  /** What it is for, where there are several: "key". */
  readonly role: string | null;
}

/** A value that has bytes made of a range. */
export interface FoundUse extends ByteRange {
  readonly how: 'copied' | 'derived';
}

type Values = { readonly values: readonly Value[] };

/** The span that a byte lies in; `undefined` where its origin is not known. */
export function spanAt(trace: Values, { value, byte }: Position): Span | undefined {
  return findValue(trace, value)?.bytes.spans?.find(({ start, end }) => start <= byte && byte < end);
}

/** The rule that put the byte there; `null` for a byte that comes from elsewhere. */
export function ruleAt(trace: Values, position: Position): Rule | null {
  const origin = spanAt(trace, position)?.origin;
  return origin?.kind === 'fixed' ? origin.rule : null;
}

/** What one byte was made of: of a copy the one byte, of anything else all that went into it. */
export function sourcesAt(trace: Values, position: Position): FoundSource[] {
  const span = spanAt(trace, position);
  if (!span) return [];
  const { origin } = span;
  const roles = origin.kind === 'derived' ? origin.by.find((transform) => transform.roles)?.roles : undefined;
  return ingredientsOf(byteOf(origin, position.byte - span.start)).map(({ source, by }, index) => ({
    source,
    by,
    role: roles?.[index] ?? null,
  }));
}

/** The part of an origin that one byte of its span has. */
function byteOf(origin: Origin, at: number): Origin {
  if (origin.kind !== 'copy' && origin.kind !== 'given') return origin;
  return { ...origin, start: origin.start + at, end: origin.start + at + 1 };
}

/** Everything that was made of these bytes directly, value by value in the order of the trace. */
export function usesOf({ values }: Values, range: ByteRange): FoundUse[] {
  return values.flatMap((value) => united((value.bytes.spans ?? []).flatMap((span) => useIn(value.id, span, range))));
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

/** Uses that follow each other are one. */
function united(uses: readonly FoundUse[]): FoundUse[] {
  const one: FoundUse[] = [];
  for (const use of uses) {
    const last = one.at(-1);
    if (last && last.end === use.start && last.how === use.how) one[one.length - 1] = { ...last, end: use.end };
    else one.push(use);
  }
  return one;
}

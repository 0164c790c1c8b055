/** Ranges of bytes that are masked. */
import { joinNeighbors } from '../../bytes/joined.ts';
import { EMPTY, type Octets, sliceOctets } from '../../bytes/octets.ts';

/** Bytes `start` to `end` (exclusive) that are overwritten with `*`. */
export interface MaskedRange {
  readonly start: number;
  readonly end: number;
}

/** Sorts ranges, and joins those that overlap or touch. */
export function joinRanges(ranges: readonly MaskedRange[]): MaskedRange[] {
  const sorted = [...ranges].sort((one, other) => one.start - other.start);
  return joinNeighbors(sorted, ({ start, end }, next) =>
    next.start <= end ? { start, end: Math.max(end, next.end) } : null,
  );
}

/** Overwrites ranges with `*`. The ranges can be in any order. */
export function overwrite(octets: Octets, ranges: readonly MaskedRange[]): Octets {
  let masked: string = EMPTY;
  let kept = 0;
  for (const { start, end } of joinRanges(ranges)) {
    masked += octets.slice(kept, start) + '*'.repeat(end - start);
    kept = end;
  }
  return (masked + sliceOctets(octets, kept)) as Octets;
}

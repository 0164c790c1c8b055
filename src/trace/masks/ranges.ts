/** Ranges of bytes that are masked. */
import { joinNeighbors } from '../../bytes/joined.ts';
import { EMPTY, type Octets, sliceOctets } from '../../bytes/octets.ts';
import type { Range } from '../ranges.ts';

/** Sorts ranges, and joins those that overlap or touch. */
export function joinRanges(ranges: readonly Range[]): Range[] {
  const sorted = [...ranges].sort((one, other) => one.start - other.start);
  return joinNeighbors(sorted, ({ start, end }, next) =>
    next.start <= end ? { start, end: Math.max(end, next.end) } : null,
  );
}

/** Overwrites ranges with `*`. The ranges can be in any order. */
export function overwrite(octets: Octets, ranges: readonly Range[]): Octets {
  let masked: string = EMPTY;
  let kept = 0;
  for (const { start, end } of joinRanges(ranges)) {
    masked += octets.slice(kept, start) + '*'.repeat(end - start);
    kept = end;
  }
  return (masked + sliceOctets(octets, kept)) as Octets;
}

/** Ranges of bytes that are masked. */
import { EMPTY, type Octets, sliceOctets } from '../../bytes/octets.ts';

/** Bytes `start` to `end` (exclusive) that are overwritten with `*`. */
export interface MaskedRange {
  readonly start: number;
  readonly end: number;
}

/** Sorts ranges, and joins those that overlap or touch. */
export function joinRanges(ranges: readonly MaskedRange[]): MaskedRange[] {
  const sorted = [...ranges].sort((one, other) => one.start - other.start);
  const separate: MaskedRange[] = [];
  for (const range of sorted) {
    const last = separate.at(-1);
    if (last && range.start <= last.end)
      separate[separate.length - 1] = { ...last, end: Math.max(last.end, range.end) };
    else separate.push(range);
  }
  return separate;
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

/** Divides bytes into ranges, such as the lines of a text. */
import { type Octets, sliceOctets } from '../bytes/octets.ts';

/** Bytes `start` to `end` (exclusive). */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const allOf = ({ length }: Octets): Range => ({ start: 0, end: length });

/** Divides bytes after each separator, which is one byte. */
export function rangesAfter(octets: Octets, separator: string, { start, end }: Range = allOf(octets)): Range[] {
  const ranges: Range[] = [];
  for (let from = start; from < end; ) {
    const at = octets.indexOf(separator, from);
    const to = at < 0 ? end : Math.min(at + 1, end);
    ranges.push({ start: from, end: to });
    from = to;
  }
  return ranges;
}

/** Divides bytes into lines, each with its newline. */
export const lineRanges = (octets: Octets, within?: Range): Range[] => rangesAfter(octets, '\n', within);

/** Divides bytes before each match of a pattern, which has the flag `g`. */
export function rangesBefore(octets: Octets, pattern: RegExp, { start, end }: Range = allOf(octets)): Range[] {
  const starts = [...sliceOctets(octets, start, end).matchAll(pattern)].map(({ index }) => start + index);
  return [start, ...starts].map((from, index) => ({ start: from, end: starts[index] ?? end }));
}

/** Returns the last of sorted items that begins at or before a byte. Returns `undefined` if all begin after it. */
export function lastFrom<Item extends Pick<Range, 'start'>>(sorted: readonly Item[], byte: number): Item | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.start ?? 0) <= byte) low = middle + 1;
    else high = middle;
  }
  return sorted[low - 1];
}

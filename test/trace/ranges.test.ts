/** How bytes are divided into ranges, and which range has a byte. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { lastFrom, lineRanges, type Range, rangesAfter, rangesBefore } from '../../src/trace/ranges.ts';

const octets = (text: string) => text as Octets;
const textsOf = (text: string, ranges: readonly Range[]) => ranges.map(({ start, end }) => text.slice(start, end));

describe('bytes', () => {
  it('are divided after each separator, and lines keep their ends', () => {
    expect(textsOf('a\n\nb', lineRanges(octets('a\n\nb')))).toEqual(['a\n', '\n', 'b']);
    expect(textsOf('a=1&b', rangesAfter(octets('a=1&b'), '&'))).toEqual(['a=1&', 'b']);
    expect(lineRanges(octets(''))).toEqual([]);
  });

  it('are divided within a range only', () => {
    const text = 'a&b\nc&d&e\nf';
    expect(textsOf(text, rangesAfter(octets(text), '&', { start: 4, end: 9 }))).toEqual(['c&', 'd&', 'e']);
    expect(textsOf(text, rangesBefore(octets(text), /&/g, { start: 4, end: 9 }))).toEqual(['c', '&d', '&e']);
  });

  it('are all in one range, however they are divided', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '&', '\n') });
    fc.assert(
      fc.property(text, (given) => {
        expect(textsOf(given, lineRanges(octets(given))).join('')).toBe(given);
        expect(textsOf(given, rangesBefore(octets(given), /&/g)).join('')).toBe(given);
      }),
    );
  });

  it('are in the last range that begins at or before them', () => {
    const starts = fc.uniqueArray(fc.nat(30)).map((all) => all.sort((one, other) => one - other));
    fc.assert(
      fc.property(starts, fc.nat(35), (all, byte) => {
        const ranges = all.map((start) => ({ start }));
        expect(lastFrom(ranges, byte)).toBe(ranges.findLast(({ start }) => start <= byte));
      }),
    );
  });
});

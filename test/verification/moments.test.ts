/** Times and spans of time, as people read them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentInWords, spanInWords } from '../../src/verification/moments.ts';
import { runs } from '../support/sweep.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('a moment', () => {
  it.each([
    [Date.UTC(2013, 4, 24), '24 May 2013, 00:00 UTC'],
    [Date.UTC(2013, 4, 24, 23, 59, 59, 999), '24 May 2013, 23:59:59 UTC'],
    [0, '1 Jan 1970, 00:00 UTC'],
    [-1, '31 Dec 1969, 23:59:59 UTC'],
    [Date.UTC(2024, 1, 29, 12), '29 Feb 2024, 12:00 UTC'],
    [Date.UTC(9999, 11, 31), '31 Dec 9999, 00:00 UTC'],
  ])('of %i milliseconds is %s', (milliseconds, words) => {
    expect(momentInWords(milliseconds)).toBe(words);
  });
});

describe('a span', () => {
  it.each([
    [0, 'less than a second'],
    [SECOND - 1, 'less than a second'],
    [SECOND, '1 second'],
    [2 * SECOND - 1, '1 second'],
    [MINUTE - 1, '59 seconds'],
    [MINUTE, '1 minute'],
    [MINUTE + SECOND, '1 minute and 1 second'],
    [2 * MINUTE + 30 * SECOND, '2 minutes and 30 seconds'],
    [HOUR, '1 hour'],
    [HOUR + MINUTE, '1 hour and 1 minute'],
    [HOUR + MINUTE + SECOND, '1 hour and 1 minute'],
    [HOUR + 59 * SECOND, '1 hour'],
    [DAY - 1, '23 hours and 59 minutes'],
    [DAY, '1 day'],
    [DAY + 59 * MINUTE, '1 day'],
    [2 * DAY + 3 * HOUR + 4 * MINUTE, '2 days and 3 hours'],
    [1000 * DAY, '1000 days'],
  ])('of %i milliseconds is %s, in either direction', (milliseconds, words) => {
    expect(spanInWords(milliseconds)).toBe(words);
    expect(spanInWords(-milliseconds)).toBe(words);
  });

  const UNITS = [
    ['day', DAY],
    ['hour', HOUR],
    ['minute', MINUTE],
    ['second', SECOND],
  ] as const;

  it('never says more than it is, nor less by a unit below the first that it names', () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(2 * MINUTE), fc.nat(2 * DAY), fc.nat(900 * DAY)), (milliseconds) => {
        const said = [...spanInWords(milliseconds).matchAll(/(\d+) (day|hour|minute|second)/g)];
        const found = said.map(([, count, unit]) => ({
          count: Number(count),
          at: UNITS.findIndex(([u]) => u === unit),
        }));
        const total = found.reduce((sum, { count, at }) => sum + count * (UNITS[at]?.[1] ?? Number.NaN), 0);
        const [, below = SECOND] = UNITS[(found[0]?.at ?? UNITS.length) + 1] ?? [];
        expect(total).toBeLessThanOrEqual(milliseconds);
        expect(milliseconds - total).toBeLessThan(below);
      }),
      { numRuns: runs(1000) },
    );
  });
});

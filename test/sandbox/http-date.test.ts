/** The three forms of a date in HTTP, with the examples of RFC 9110, section 5.6.7. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHttpDate } from '../../src/sandbox/operations/conditions.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const EXAMPLE = Date.parse('1994-11-06T08:49:37Z');

describe('a date of HTTP', () => {
  it.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994'])(
    'is read in the form %s',
    (text) => {
      expect(readHttpDate(text, NOW)).toBe(EXAMPLE);
    },
  );

  it.each([
    ['Tuesday, 06-Nov-75 08:49:37 GMT', '2075-11-06T08:49:37Z'],
    ['Sunday, 06-Nov-77 08:49:37 GMT', '1977-11-06T08:49:37Z'],
  ])('with two digits for its year, %s, is at most 50 years ahead', (text, iso) => {
    expect(readHttpDate(text, NOW)).toBe(Date.parse(iso));
  });

  it('is read as it was written, at any second', () => {
    const date = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true });
    fc.assert(
      fc.property(date, (at) => {
        expect(readHttpDate(at.toUTCString(), NOW)).toBe(Math.floor(at.getTime() / 1000) * 1000);
      }),
    );
  });

  it.each(['', 'yesterday', '1994-11-06T08:49:37Z', 'Sun, 32 Nov 1994 08:49:37 GMT', 'Sun, 06 Nov 1994 08:49:37 CET'])(
    'is not "%s"',
    (text) => {
      expect(readHttpDate(text, NOW)).toBeNull();
    },
  );
});

/** Texts in a text: where a search for each of them, one after the other, finds them. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { octetsFromText } from '../../../src/bytes/octets.ts';
import { joinRanges } from '../../../src/trace/masks/ranges.ts';
import { textFinder } from '../../../src/trace/masks/text-finder.ts';
import { octets } from '../../support/bytes.ts';
import { runs } from '../../support/sweep.ts';

/** Few characters, so that texts are parts of each other, and begin and end alike. */
const text = (minLength: number, maxLength: number) =>
  fc.array(fc.constantFrom('a', 'B', 'b', '/', '\xc9'), { minLength, maxLength }).map((all) => all.join(''));

it('finds what a search for each text finds', () => {
  fc.assert(
    fc.property(fc.array(text(1, 6), { maxLength: 24 }), text(0, 60), (texts, searched) => {
      const lowercase = (one: string) => one.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
      const all = texts.flatMap((one) =>
        [...searched].flatMap((_character, start) =>
          lowercase(searched).startsWith(lowercase(one), start) ? [{ start, end: start + one.length }] : [],
        ),
      );
      expect(textFinder(texts.map(octets))(octets(searched))).toEqual(joinRanges(all));
    }),
    { numRuns: runs(4000) },
  );
});

it('finds the beginning of a text that was cut off', () => {
  fc.assert(
    fc.property(text(8, 20), text(0, 12), fc.integer({ min: 8, max: 20 }), (secret, before, length) => {
      const shown = secret.slice(0, length);
      const [start, end] = [before.length, before.length + shown.length];
      const found = textFinder([octets(secret)])(octets(`${before}${shown}\xe2\x80\xa6`));
      expect(found.some((range) => range.start <= start && range.end >= end)).toBe(true);
    }),
    { numRuns: runs(4000) },
  );
});

it('finds no other beginnings, nor those that are so short that they are words', () => {
  const find = (searched: string) => textFinder([octets('secret-of-tests')])(octetsFromText(searched));
  expect(find('a secret-…')).toEqual([]);
  expect(find('a Secret-o… secret-of, secret-of-')).toEqual([{ start: 2, end: 10 }]);
});

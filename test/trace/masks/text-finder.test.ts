/** Texts in a text: where a search for each of them, one after the other, finds them. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
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

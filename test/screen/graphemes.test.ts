/** Text is split where the segmenter of Node.js splits it, also where no segmenter is made. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { graphemesOf, isPlain } from '../../src/screen/graphemes.ts';

const splitByNode = (text: string) =>
  [...new Intl.Segmenter().segment(text)].map(({ segment, index }) => ({ segment, index }));
const split = (text: string) => [...graphemesOf(text)].map(({ segment, index }) => ({ segment, index }));
/** The grapheme of each code unit, and of one before and after the text, which has none. */
const contained = (text: string, graphemes: { containing(codeUnit: number): { readonly index: number } | undefined }) =>
  Array.from({ length: text.length + 2 }, (_, at) => graphemes.containing(at - 1)?.index);

const CODE_UNITS = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit));
const PLAIN = CODE_UNITS.filter(isPlain);
/** Some that are joined with what is before or after them, and some that are not plain. */
const OTHERS = ['\r', '\n', '\x1b', '\u0301', '\u200d', '\ufe0f', '\u20e3', '👩', '🇫', '🇷', '가', 'ᄀ', 'ᅡ', 'ア', 'ﾞ'];

it('takes the characters of the screens as plain, and none that joins others or is wide', () => {
  expect(isPlain('Aé · … ↵ ✓ ✗ ␣ ─ ┴ ▼ ⣿ ← →')).toBe(true);
  expect(OTHERS.filter(isPlain)).toEqual([]);
  expect(PLAIN.filter((character) => /[\p{M}\p{C}\p{Emoji_Presentation}\p{Ideographic}]/u.test(character))).toEqual([]);
  expect(PLAIN.length).toBeGreaterThan(1000);
});

it('splits any text as Node.js does', () => {
  const character = fc.oneof(fc.constantFrom(...PLAIN), fc.constantFrom(...OTHERS), fc.constantFrom('a', '─', ' '));
  fc.assert(
    fc.property(fc.array(character), (characters) => {
      const text = characters.join('');
      expect(split(text)).toEqual(splitByNode(text));
      expect(contained(text, graphemesOf(text))).toEqual(contained(text, new Intl.Segmenter().segment(text)));
    }),
  );
  const all = PLAIN.join('');
  expect(split(all)).toEqual(splitByNode(all));
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characterGlyphs, glyphsOfWords, type ShownGlyph, widthOf, wordGlyphs } from '../../src/layout/shown-glyphs.ts';
import { type Breaking, cutGlyphs, wrapGlyphs, wrapWithin } from '../../src/layout/wrapping.ts';
import { WIDEST_GLYPH } from '../../src/views/characters/glyphs.ts';
import { textOf } from '../../src/views/page.ts';
import { octetsArbitrary } from '../support/views/glyph-text.ts';

const wrapped = (text: string, width: number, breaking: Breaking) =>
  wrapGlyphs(wordGlyphs(text, 'words'), width, breaking).map(textOf);
const cut = (text: string, width: number) => textOf(cutGlyphs(wordGlyphs(text, 'words'), width));
const breakings = fc.constantFrom<Breaking>('words', 'bytes');
const runs = fc.array(
  fc.record({
    text: fc.stringMatching(/^[a-z ]{0,12}$/),
    meaning: fc.constantFrom('words' as const, 'aside' as const),
  }),
  { maxLength: 8 },
);
const isSpace = ({ text }: ShownGlyph) => text === ' ';

describe('wrapping glyphs', () => {
  it('breaks words at spaces, of which none begins a row, and a long word where the row ends', () => {
    expect(wrapped('one two  three', 8, 'words')).toEqual(['one two ', 'three']);
    expect(wrapped('abcdefghij', 4, 'words')).toEqual(['abcd', 'efgh', 'ij']);
  });

  it('makes no row of the spaces after the last word', () => {
    expect(wrapped('one two  ', 7, 'words')).toEqual(['one two']);
    expect(wrapped('', 7, 'words')).toEqual(['']);
  });

  it('breaks bytes where the row ends, spaces kept', () => {
    expect(wrapped('ab cd ef', 3, 'bytes')).toEqual(['ab ', 'cd ', 'ef']);
  });

  it('breaks parts after a space or a comma, with every byte shown, and a part longer than a row where the row ends', () => {
    expect(wrapped('A Credential=a,b, Signed=host', 13, 'parts')).toEqual([
      'A ',
      'Credential=a,',
      'b, ',
      'Signed=host',
    ]);
    expect(wrapped('a bcdefghij', 4, 'parts')).toEqual(['a bc', 'defg', 'hij']);
  });

  it('breaks a part longer than a row at its slashes and equals signs, not inside a word', () => {
    expect(wrapped('AWS4 Credential=KEY/2013/us-east-1/s3, Signed=a;host', 17, 'parts')).toEqual([
      'AWS4 Credential=',
      'KEY/2013/',
      'us-east-1/s3, ',
      'Signed=a;host',
    ]);
  });

  it('breaks whole words only at spaces, even if a word is wider than the row', () => {
    expect(wrapped('see abcdefghij, then', 6, 'whole-words')).toEqual(['see', 'abcdefghij,', 'then']);
  });

  it('counts cells, not characters, and breaks no character with its marks', () => {
    expect(wrapped('漢字かな e\u0301e\u0301', 4, 'bytes')).toEqual(['漢字', 'かな', ' e\u0301e\u0301']);
    expect(wrapped('漢字かな e\u0301e\u0301', 9, 'words')).toEqual(['漢字かな', 'e\u0301e\u0301']);
    expect(wrapped('ab\u200bc', 10, 'bytes')).toEqual(['ab\\u{200b}', 'c']);
    expect(wrapped('ab\u200bc', 9, 'bytes')).toEqual(['ab', '\\u{200b}c']);
  });

  it('loses no glyph of bytes and nothing that is known of it; no row is too wide, and none could hold the next glyph', () => {
    fc.assert(
      fc.property(octetsArbitrary, fc.integer({ min: WIDEST_GLYPH, max: 40 }), (octets, width) => {
        const all = characterGlyphs('value', octets, 100, 'given');
        const rows = wrapGlyphs(all, width, 'bytes');
        expect(rows.flat()).toEqual(all);
        for (const [index, row] of rows.entries()) {
          expect(widthOf(row)).toBeLessThanOrEqual(width);
          const next = rows[index + 1]?.[0];
          if (next !== undefined) expect(widthOf([...row, next])).toBeGreaterThan(width);
        }
      }),
    );
  });

  it('loses no word and no meaning, and no row of words is too wide', () => {
    fc.assert(
      fc.property(runs, fc.integer({ min: 1, max: 20 }), (said, width) => {
        const all = glyphsOfWords(said);
        const rows = wrapGlyphs(all, width, 'words');
        const words = (glyphs: readonly ShownGlyph[]) => glyphs.filter((glyph) => !isSpace(glyph));
        expect(words(rows.flat())).toEqual(words(all));
        expect(Math.max(...rows.map(widthOf))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('fitting glyphs into a room', () => {
  it('cuts before a glyph that has no room, never through it, and says that more follows', () => {
    expect(cut('abcdef', 6)).toBe('abcdef');
    expect(cut('abcdefg', 6)).toBe('abcde…');
    expect(cut('猫猫猫', 4)).toBe('猫…');
    expect(cut('猫猫', 1)).toBe('…');
    expect(cut('ab', 0)).toBe('');
  });

  it('is never wider than the width, and marks exactly what is longer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(40), (text, width) => {
        const shown = cut(text, width);
        expect(widthOf(wordGlyphs(shown, 'words'))).toBeLessThanOrEqual(width);
        const isLonger = widthOf(wordGlyphs(text, 'words')) > width;
        expect(shown.endsWith('…')).toBe((isLonger && width > 0) || (!isLonger && text.endsWith('…')));
      }),
    );
  });

  it('has as many rows as there are and as have room, the last one marked where more follow', () => {
    const within = (width: number, height: number) =>
      wrapWithin(wordGlyphs('one two three', 'words'), { width, height }).map(textOf);
    expect(within(8, 2)).toEqual(['one two', 'three']);
    expect(within(8, 1)).toEqual(['one two…']);
    expect(within(7, 1)).toEqual(['one tw…']);
    expect(within(8, 0)).toEqual([]);
  });

  it('breaks as it wraps', () => {
    fc.assert(
      fc.property(runs, fc.integer({ min: 1, max: 20 }), breakings, (said, width, breaking) => {
        for (const row of wrapGlyphs(glyphsOfWords(said), width, breaking)) expect(cutGlyphs(row, width)).toBe(row);
      }),
    );
  });
});

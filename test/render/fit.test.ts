import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { glyphs, glyphsOfText, WIDEST_GLYPH } from '../../src/pages/characters/glyphs.ts';
import {
  cutGlyphs,
  fitGlyphs,
  fitText,
  fitTextWithMark,
  textWidth,
  widthOf,
  wrapGlyphs,
} from '../../src/render/fit.ts';
import { octetsArbitrary } from '../support/glyph-text.ts';

const rowsOf = (text: string, width: number) =>
  [...wrapGlyphs(glyphsOfText(text, 'characters'), width)].map((row) => row.map((glyph) => glyph.text).join(''));

describe('fitting to a width in cells', () => {
  it('cuts before a glyph that has no room, and never through it', () => {
    const wide = glyphsOfText('a猫\u200bz', 'characters');
    const cut = (width: number) => cutGlyphs(wide, width).map(({ text }) => text);
    expect([0, 1, 2, 3, 10, 11, 12].map((width) => cut(width).join(''))).toEqual([
      '',
      'a',
      'a',
      'a猫',
      'a猫',
      'a猫\\u{200b}',
      'a猫\\u{200b}z',
    ]);
  });

  it('fills with spaces to exactly the width', () => {
    expect(fitText('猫', 4)).toBe('猫  ');
    expect(fitText('猫猫', 3)).toBe('猫 ');
    expect(fitText('a\\n', 5)).toBe('a\\n  ');
    expect(fitText('\x1b[31m', 8)).toBe('\\x1b[31m');
    expect(fitGlyphs(glyphsOfText('猫\\', 'characters'), 6)).toBe('猫\\\\  ');
  });

  it('says where something was cut off', () => {
    expect(fitTextWithMark('abcdef', 6)).toBe('abcdef');
    expect(fitTextWithMark('abcdefg', 6)).toBe('abcde…');
    expect(fitTextWithMark('猫猫猫', 4)).toBe('猫… ');
    expect(fitTextWithMark('ab', 0)).toBe('');
  });

  it('gives exactly the width for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(40), (text, width) => {
        expect(textWidth(fitText(text, width))).toBe(width);
        expect(textWidth(fitTextWithMark(text, width))).toBe(width);
        expect(fitTextWithMark(text, width).includes('…')).toBe(width > 0 && textWidth(text) > width);
      }),
    );
  });
});

describe('wrapping glyphs', () => {
  it('breaks where the next glyph has no room', () => {
    expect(rowsOf('abc猫猫d', 4)).toEqual(['abc', '猫猫', 'd']);
    expect(rowsOf('ab\u200bc', 10)).toEqual(['ab\\u{200b}', 'c']);
    expect(rowsOf('ab\u200bc', 9)).toEqual(['ab', '\\u{200b}c']);
    expect(rowsOf('', 4)).toEqual([]);
  });

  it('shows a glyph that is wider than a row as one cell', () => {
    expect(rowsOf('a\u200b猫', 4)).toEqual(['a…猫']);
    expect(rowsOf('猫猫', 1)).toEqual(['…', '…']);
  });

  it('loses no glyph; no row is too wide, and none could hold the next glyph', () => {
    fc.assert(
      fc.property(octetsArbitrary, fc.integer({ min: WIDEST_GLYPH, max: 40 }), (octets, width) => {
        const all = [...glyphs(octets, 'characters')];
        const rows = [...wrapGlyphs(all, width)];
        expect(rows.flat()).toEqual(all);
        for (const [index, row] of rows.entries()) {
          expect(row).not.toEqual([]);
          expect(widthOf(row)).toBeLessThanOrEqual(width);
          const next = rows[index + 1]?.[0];
          if (next !== undefined) expect(widthOf([...row, next])).toBeGreaterThan(width);
        }
      }),
    );
  });

  it('makes only the rows that are asked for, and keeps what else is known of a glyph', () => {
    let made = 0;
    function* endless() {
      for (const glyph of glyphsOfText('ab'.repeat(1000), 'characters')) {
        made += 1;
        yield { ...glyph, meaning: 'given' };
      }
    }
    const { value } = wrapGlyphs(endless(), 3).next();
    expect(value?.map(({ text, meaning }) => text + meaning)).toEqual(['agiven', 'bgiven', 'agiven']);
    expect(made).toBe(4);
  });
});

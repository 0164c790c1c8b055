import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { octetsFromText, sliceOctets } from '../../src/bytes/octets.ts';
import {
  GLYPH_CONTEXT,
  type GlyphForm,
  glyphStart,
  glyphs,
  glyphsOfText,
  WIDEST_GLYPH,
} from '../../src/views/characters/glyphs.ts';
import { octetsOf } from '../support/octets-of.ts';
import { runs } from '../support/sweep.ts';
import { bytesShown, HARD_STRINGS, octetsArbitrary } from '../support/views/glyph-text.ts';

const shown = (text: string) => glyphsOfText(text, 'characters').map((glyph) => glyph.text);
const formArbitrary = fc.constantFrom<GlyphForm>('characters', 'bytes', 'words');

describe('text as glyphs', () => {
  it.each<[string, readonly string[]]>([
    ['plain ASCII', [...'photos/2024/cat.jpg']],
    ['Chinese', ['照', '片', '/', '猫', '.', 'j', 'p', 'g']],
    ['Japanese, taken apart as macOS does', ['か\u3099', 'ハ\u309a']],
    ['half-width Katakana with a sound mark', ['ｶ', '\\u{ff9e}']],
    ['Korean', ['사', '진']],
    ['Korean, taken apart as macOS does', ['\u1109\u1161', '\u110c\u1175\u11ab']],
    [
      'Korean letters that make no syllable',
      ['\\u{1100}', '\u1100\u1161\u11a8', '\\u{11a8}', '\\u{1161}', '가', '\\u{11a8}'],
    ],
    ['an accent of its own', ['c', 'a', 'f', 'e\u0301']],
    ['a mark without a base', ['\\u{301}', 'a', '\\n', '\\u{301}']],
    ['a mark after a backslash', ['\\\\', '\\u{301}']],
    ['Persian with a non-joiner', ['م', 'ی', '\\u{200c}', 'خ', 'و', 'ا', 'ه', 'م']],
    ['Thai', ['น\u0e49', '\\u{e33}', '/', 'ก', '\\u{e33}']],
    ['emoji', ['😀', '/', '🥱', '/', '🚀']],
    ['an emoji of Unicode 14', ['\\u{1fae0}']],
    ['a family, joined', ['👨', '\\u{200d}', '👩', '\\u{200d}', '👧']],
    ['a heart in colour', ['❤', '\\u{fe0f}']],
    ['a skin colour', ['👍', '\\u{1f3fd}']],
    ['a keycap', ['1', '\\u{fe0f}', '\\u{20e3}', ' ', '1', '\\u{20e3}']],
    ['signs that turn the direction', ['a', '\\u{202e}', 'b', '\\u{2066}', 'c', '\\u{200f}']],
    ['spaces of all kinds', ['\\u{a0}', '\\u{2003}', '\\u{202f}', '\\u{3000}', '\\u{200b}', '\\u{feff}']],
    ['line and paragraph separators', ['\\u{2028}', '\\u{2029}', '\\u{85}']],
    ['private use and not assigned', ['\\u{e000}', '\\u{378}', '\\u{10ffff}']],
    ['fillers and blanks', ['\\u{3164}', '\\u{115f}', '\\u{2800}', '\\u{34f}', '\\u{fffd}']],
  ])('shows %s', (name, expected) => {
    expect(shown(HARD_STRINGS[name] ?? '')).toEqual(expected);
  });

  it('draws four marks on a base, and writes the others', () => {
    const [first, ...others] = shown(HARD_STRINGS['more marks than a base can bear'] ?? '');
    expect(first).toBe('Z\u0301\u0323\u0300\u0301');
    expect(others).toHaveLength(24);
    expect(others.slice(0, 2)).toEqual(['\\u{323}', '\\u{300}']);
  });

  it.each([
    ['bytes that are not UTF-8', 'a\xff\x80z', ['a', '\\xff', '\\x80', 'z']],
    ['an overlong form', '\xc0\xaf', ['\\xc0', '\\xaf']],
    ['the encoding of a surrogate', '\xed\xa0\x80', ['\\xed', '\\xa0', '\\x80']],
    ['a character that is cut off', '\xe4\xb8', ['\\xe4', '\\xb8']],
    ['U+0080 and the byte 0x80, each in its own way', '\xc2\x80\x80', ['\\u{80}', '\\x80']],
    ['control characters', '\x00\x07\x1b\x7f\t', ['\\x00', '\\x07', '\\x1b', '\\x7f', '\\t']],
  ])('shows %s', (_what, latin1, expected) => {
    expect([...glyphs(octetsOf(latin1), 'characters')].map((glyph) => glyph.text)).toEqual(expected);
  });

  it('gives each its width and its place in the bytes', () => {
    expect(glyphsOfText('é猫\n', 'characters')).toEqual([
      { text: 'é', width: 1, start: 0, end: 2, kind: 'plain' },
      { text: '猫', width: 2, start: 2, end: 5, kind: 'plain' },
      { text: '\\n', width: 2, start: 5, end: 6, kind: 'escaped' },
    ]);
  });

  it('writes every byte above ASCII in the form of bytes, and leaves a backslash alone in words of our own', () => {
    expect(glyphsOfText('é\\', 'bytes').map(({ text }) => text)).toEqual(['\\xc3', '\\xa9', '\\\\']);
    expect(glyphsOfText('é\\n\n', 'words').map(({ text }) => text)).toEqual(['é', '\\', 'n', '\\n']);
  });
});

describe('the glyphs of any bytes', () => {
  it('tile them, in every form', () => {
    fc.assert(
      fc.property(octetsArbitrary, formArbitrary, (octets, form) => {
        const all = [...glyphs(octets, form)];
        expect(all.map(({ start }) => start)).toEqual([0, ...all.map(({ end }) => end)].slice(0, all.length));
        expect(all.at(-1)?.end ?? 0).toBe(octets.length);
        for (const { start, end, width } of all) {
          expect(end - start).toBeGreaterThan(0);
          expect(end - start).toBeLessThanOrEqual(GLYPH_CONTEXT);
          expect(width).toBeGreaterThan(0);
          expect(width).toBeLessThanOrEqual(WIDEST_GLYPH);
        }
      }),
    );
  });

  it('can be read back: what is shown stands for these bytes and no others', () => {
    fc.assert(
      fc.property(octetsArbitrary, fc.constantFrom<GlyphForm>('characters', 'bytes'), (octets, form) => {
        const text = [...glyphs(octets, form)].map((glyph) => glyph.text).join('');
        expect(bytesShown(text)).toBe(octets);
      }),
      { numRuns: runs(1000) },
    );
  });

  it('hold nothing that a terminal obeys and nothing that cannot be seen', () => {
    const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?! )\p{Zs}/u;
    fc.assert(
      fc.property(octetsArbitrary, formArbitrary, (octets, form) => {
        for (const { text } of glyphs(octets, form)) expect(text).not.toMatch(HIDDEN);
      }),
      { numRuns: runs(1000) },
    );
    for (const text of Object.values(HARD_STRINGS)) expect(shown(text).join('')).not.toMatch(HIDDEN);
  });

  it('stay apart: no two of them make one cluster, so that none changes the width of another', () => {
    const segmenter = new Intl.Segmenter();
    fc.assert(
      fc.property(octetsArbitrary, formArbitrary, (octets, form) => {
        const texts = [...glyphs(octets, form)].map((glyph) => glyph.text);
        const clusters = new Set([...segmenter.segment(texts.join(''))].map(({ index }) => index));
        let at = 0;
        for (const text of texts) {
          expect(clusters.has(at)).toBe(true);
          at += text.length;
        }
      }),
      { numRuns: runs(1000) },
    );
  });

  it('are the same from the start of any glyph on, however far back the beginning is', () => {
    fc.assert(
      fc.property(octetsArbitrary, formArbitrary, (octets, form) => {
        const all = [...glyphs(octets, form)];
        for (const [index, glyph] of all.entries()) {
          for (let inside = glyph.start; inside < glyph.end; inside++) {
            expect(glyphStart(octets, form, inside)).toBe(glyph.start);
          }
          expect([...glyphs(octets, form, glyph.start)]).toEqual(all.slice(index));
        }
      }),
      { numRuns: runs(500) },
    );
  });

  it('are known from as many bytes around them as GLYPH_CONTEXT says', () => {
    const long = fc.array(octetsArbitrary, { minLength: 4, maxLength: 8 }).map((parts) => octetsOf(parts.join('')));
    const marks = fc.constantFrom('\u0301', '\u{1e8d0}').map((mark) => octetsFromText(`a${mark.repeat(30)}b`));
    fc.assert(
      fc.property(fc.oneof(long, marks), fc.nat(1000), (octets, seed) => {
        fc.pre(octets.length > 0);
        const offset = seed % octets.length;
        const from = Math.max(0, offset - GLYPH_CONTEXT);
        const part = sliceOctets(octets, from, offset + GLYPH_CONTEXT);
        const start = glyphStart(octets, 'characters', offset);
        expect(glyphStart(part, 'characters', offset - from) + from).toBe(start);
        const whole = glyphs(octets, 'characters', start).next().value;
        const { value } = glyphs(part, 'characters', start - from).next();
        expect(value && { ...value, start: value.start + from, end: value.end + from }).toEqual(whole);
      }),
      { numRuns: runs(1000) },
    );
  });

  it('are shown in the middle of 20 MB at once, even where all of it is marks', () => {
    const octets = octetsOf(octetsFromText('a') + octetsFromText('\u0301').repeat(10_000_000));
    const start = glyphStart(octets, 'characters', 10_000_002);
    const first = glyphs(octets, 'characters', start).next().value;
    expect(first).toEqual({ text: '\\u{301}', width: 7, start: 10_000_001, end: 10_000_003, kind: 'escaped' });
  });
});

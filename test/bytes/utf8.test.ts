import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { octetsFromText, sliceOctets, textFromOctets } from '../../src/bytes/octets.ts';
import { characterStart, codePointAt, utf8Length } from '../../src/bytes/utf8.ts';
import { octetsOf } from '../support/octets-of.ts';
import { octetsArbitrary } from '../support/views/glyph-text.ts';

describe('a character of UTF-8', () => {
  it('is read back from its bytes, for every code point', { tags: ['expensive'] }, () => {
    const wrong: number[] = [];
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
      if (codePoint >= 0xd800 && codePoint <= 0xdfff) continue;
      const octets = octetsFromText(String.fromCodePoint(codePoint));
      if (codePointAt(octets, 0) !== codePoint || utf8Length(codePoint) !== octets.length) wrong.push(codePoint);
    }
    expect(wrong).toEqual([]);
  });

  // The examples of Unicode 16, section 3.9.3, tables 3-8 to 3-10.
  it.each([
    ['overlong', '\xc0\xaf'],
    ['overlong in three', '\xe0\x80\xbf'],
    ['overlong in four', '\xf0\x81\x82\x41'],
    ['a surrogate', '\xed\xa0\x80'],
    ['above U+10FFFF', '\xf4\x91\x92\x93'],
    ['never first', '\xff\x41'],
    ['cut off', '\xf0\x91\x92'],
    ['a continuation', '\x80'],
  ])('is not there: %s', (_what, latin1) => {
    expect(codePointAt(octetsOf(latin1), 0)).toBeNull();
  });

  it('is found at an offset exactly where the decoder of the platform finds one', () => {
    fc.assert(
      fc.property(octetsArbitrary, fc.nat(60), (octets, offset) => {
        fc.pre(offset < octets.length);
        const texts = [1, 2, 3, 4].map((length) => textFromOctets(sliceOctets(octets, offset, offset + length)));
        const expected = texts.find((text) => text !== null && [...text].length === 1)?.codePointAt(0) ?? null;
        expect(codePointAt(octets, offset)).toBe(expected);
      }),
    );
  });

  it('begins, for any byte, where reading from the first byte on finds it', () => {
    fc.assert(
      fc.property(octetsArbitrary, (octets) => {
        for (let at = 0; at < octets.length; ) {
          const codePoint = codePointAt(octets, at);
          const end = at + (codePoint === null ? 1 : utf8Length(codePoint));
          for (let inside = at; inside < end; inside++) expect(characterStart(octets, inside)).toBe(at);
          at = end;
        }
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { nameOfCharacter } from '../../src/views/characters/character-names.ts';

describe('the name of a character', () => {
  // UnicodeData.txt and NameAliases.txt of Unicode 16; category and script from UnicodeData.txt and Scripts.txt.
  it.each([
    [0x0a, 'U+000A line feed'],
    [0x41, 'U+0041 capital letter A'],
    [0x85, 'U+0085 NEL, next line'],
    [0x80, 'U+0080, control character'],
    [0xa0, 'U+00A0 no-break space'],
    [0xad, 'U+00AD soft hyphen'],
    [0x300, 'U+0300 combining grave accent'],
    [0x301, 'U+0301 combining acute accent'],
    [0x328, 'U+0328, combining mark'],
    [0x489, 'U+0489, combining mark (Cyrillic)'],
    [0x20e3, 'U+20E3, combining mark'],
    [0x591, 'U+0591, combining mark (Hebrew)'],
    [0x200b, 'U+200B zero width space'],
    [0x200f, 'U+200F right-to-left mark'],
    [0x2013, 'U+2013 en dash'],
    [0x2019, 'U+2019 right single quotation mark'],
    [0x2028, 'U+2028 line separator'],
    [0x202e, 'U+202E right-to-left override'],
    [0x2060, 'U+2060 word joiner'],
    [0x2069, 'U+2069 pop directional isolate'],
    [0x3000, 'U+3000 ideographic space'],
    [0xfe0f, 'U+FE0F variation selector-16'],
    [0xe0100, 'U+E0100, combining mark'],
    [0xfeff, 'U+FEFF byte order mark'],
    [0xff0f, 'U+FF0F fullwidth solidus (slash)'],
    [0xfffd, 'U+FFFD replacement character'],
    [0x1f1e9, 'U+1F1E9, emoji'],
    [0xe0067, 'U+E0067, format character'],
    [0x430, 'U+0430, lowercase letter (Cyrillic)'],
    [0x3bf, 'U+03BF, lowercase letter (Greek)'],
    [0x4e2d, 'U+4E2D, letter (Han)'],
    [0x1f600, 'U+1F600, emoji'],
    [0x20ac, 'U+20AC, currency symbol'],
    [0xe000, 'U+E000, private use'],
    [0x378, 'U+0378, not assigned'],
    [0xffff, 'U+FFFF, not a character, now or ever'],
    [0xd800, 'U+D800, surrogate'],
    [0x10ffff, 'U+10FFFF, not a character, now or ever'],
  ])('0x%x is %s', (codePoint, expected) => {
    expect(nameOfCharacter(codePoint)).toBe(expected);
  });

  it('is there for every code point, and says more than its number', { tags: ['expensive'] }, () => {
    const nameless: number[] = [];
    for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
      // The planes in which nothing is assigned.
      if (codePoint === 0x40000) codePoint = 0xe0000;
      if (codePoint === 0xe1000) codePoint = 0xffff0;
      if (!/^U\+[0-9A-F]{4,6},? [^, ]/.test(nameOfCharacter(codePoint))) nameless.push(codePoint);
    }
    expect(nameless).toEqual([]);
  });
});

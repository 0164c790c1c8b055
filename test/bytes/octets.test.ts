import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  arrayFromOctets,
  EMPTY,
  hexFromOctets,
  octetAt,
  octetsFromArray,
  octetsFromHex,
  octetsFromText,
  sliceOctets,
  textFromOctets,
} from '../../src/bytes/octets.ts';
import { anyOctets, octets } from '../support/bytes.ts';

const TEXT = fc.string({ unit: 'binary', maxLength: 30 });

describe('octetsFromText', () => {
  it.each([
    ['', ''],
    ['abc', 'abc'],
    ['\u0000', '\u0000'],
    ['\u00e9', '\u00c3\u00a9'],
    ['\u20ac', '\u00e2\u0082\u00ac'],
    ['\u{1f600}', '\u00f0\u009f\u0098\u0080'],
  ])('writes %j as UTF-8', (text, expected) => {
    expect(octetsFromText(text)).toBe(expected);
  });

  it('agrees with the encoder of the platform on any text', () => {
    fc.assert(
      fc.property(TEXT, (text) => {
        expect([...arrayFromOctets(octetsFromText(text))]).toEqual([...new TextEncoder().encode(text)]);
      }),
    );
  });
});

describe('textFromOctets', () => {
  it('gives back any text that was written as UTF-8, a byte order mark included', () => {
    fc.assert(
      fc.property(TEXT, (text) => {
        expect(textFromOctets(octetsFromText(text))).toBe(text);
      }),
    );
    expect(textFromOctets(octets('\u00ef\u00bb\u00bfa'))).toBe('\ufeffa');
  });

  it.each([
    ['a continuation byte alone', '80'],
    ['a byte that UTF-8 never has', 'ff'],
    ['a sequence that breaks off', 'e282'],
    ['a slash spelled too long', 'c0af'],
    ['half of a surrogate pair', 'eda080'],
    ['a number above U+10FFFF', 'f4908080'],
    ['Latin-1', '636166e9'],
  ])('gives null for %s', (_, hex) => {
    expect(textFromOctets(octetsFromHex(hex))).toBeNull();
  });
});

describe('octetsFromArray', () => {
  it('has one character for each byte and comes back as the same array', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (array) => {
        expect(octetsFromArray(array)).toBe(String.fromCharCode(...array));
        expect([...arrayFromOctets(octetsFromArray(array))]).toEqual([...array]);
      }),
    );
  });

  it('takes only the part of the memory that the array covers', () => {
    expect(octetsFromArray(Uint8Array.of(1, 2, 3, 4, 5).subarray(1, 3))).toBe('\u0002\u0003');
  });

  it('does not change when the array does', () => {
    const array = Uint8Array.of(0x61, 0x62);
    const taken = octetsFromArray(array);
    array.fill(0x7a);
    expect(taken).toBe('ab');
  });
});

describe('hexadecimal', () => {
  it.each([
    ['', ''],
    ['foobar', '666f6f626172'],
    ['\u0000\u000f\u007f\u0080\u00ff', '000f7f80ff'],
  ])('writes %j as digits and reads it back', (text, hex) => {
    expect(hexFromOctets(octets(text))).toBe(hex);
    expect(octetsFromHex(hex)).toBe(text);
    expect(octetsFromHex(hex.toUpperCase())).toBe(text);
  });
});

describe('sliceOctets and octetAt', () => {
  it('counts bytes from 0, the end not included', () => {
    expect(sliceOctets(octets('abcdef'), 2, 4)).toBe('cd');
    expect(sliceOctets(octets('abcdef'), 2)).toBe('cdef');
    expect(sliceOctets(octets('abcdef'), 6)).toBe(EMPTY);
  });

  it('gives each byte of any array', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (array) => {
        const all = octetsFromArray(array);
        expect([...array.keys()].map((offset) => octetAt(all, offset))).toEqual([...array]);
      }),
    );
  });
});

describe('the order of octets', () => {
  it('is the order of the bytes', () => {
    fc.assert(
      fc.property(anyOctets, anyOctets, (left, right) => {
        const order = left < right ? -1 : left > right ? 1 : 0;
        expect(order).toBe(Buffer.compare(arrayFromOctets(left), arrayFromOctets(right)));
      }),
    );
  });

  it('is not the order of UTF-16, which puts U+1F600 before U+FF5E', () => {
    expect('\u{1f600}' < '\uff5e').toBe(true);
    expect(octetsFromText('\u{1f600}') < octetsFromText('\uff5e')).toBe(false);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bytes, given, plain } from '../../src/bytes/bytes.ts';
import { arrayFromOctets, octetsFromArray, octetsFromText } from '../../src/bytes/octets.ts';
import {
  collapseSpaces,
  compareOctets,
  hexadecimal,
  lowerCase,
  percentDecode,
  percentEncode,
  percentEncodePath,
  split,
  trim,
  unfold,
} from '../../src/bytes/text-operations.ts';
import { anyOctets, bothWays, expectQuoted, expectTiled, octets } from '../support/bytes.ts';
import { inputNamed } from '../support/sources.ts';

/** Each octet once, in order. */
const ALL = octetsFromArray(Uint8Array.from({ length: 256 }, (_, octet) => octet));

const TEXT = fc.string({ unit: 'grapheme', maxLength: 30 });

/** Bytes in which the octets that an operation looks for are frequent. */
const richIn = (...wanted: string[]) =>
  fc.array(fc.oneof(fc.constantFrom(...wanted), anyOctets), { maxLength: 12 }).map((parts) => octets(parts.join('')));

/** The platform's encoding of text, with the five octets that it leaves alone and RFC 3986 reserves. */
const encoded = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (match) => `%${match.charCodeAt(0).toString(16).toUpperCase()}`);

describe('percentEncode', () => {
  it('agrees with the platform on any text, the reserved octets added', () => {
    fc.assert(
      fc.property(TEXT, (text) => {
        expect(bothWays(percentEncode, octetsFromText(text))).toBe(encoded(text));
      }),
    );
  });

  it('leaves exactly the unreserved octets of RFC 3986 alone, and in a path the slash', () => {
    const unreserved = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~';
    const untouched = (encode: typeof percentEncode) => [...ALL].filter((one) => bothWays(encode, octets(one)) === one);
    expect(untouched(percentEncode).join('')).toBe(`-.${unreserved}`);
    expect(untouched(percentEncodePath).join('')).toBe(`-./${unreserved}`);
  });

  it('writes upper-case digits, also for what is encoded already', () => {
    expect(bothWays(percentEncode, octets('a b/%2f\u0000\u00ff'))).toBe('a%20b%2F%252f%00%FF');
  });

  it('knows which byte each triplet stands for', () => {
    expect(percentEncode(given(octets('a b'), inputNamed('input'))).spans).toMatchObject([
      { start: 0, end: 1, origin: { kind: 'given', start: 0, end: 1 } },
      {
        start: 1,
        end: 4,
        origin: { kind: 'derived', by: [{ id: 'percent-encode' }], from: [{ source: { start: 1, end: 2 } }] },
      },
      { start: 4, end: 5, origin: { kind: 'given', start: 2, end: 3 } },
    ]);
  });
});

describe('percentEncodePath', () => {
  it('encodes each segment and keeps the slashes between them', () => {
    fc.assert(
      fc.property(fc.array(TEXT), (segments) => {
        const path = octetsFromText(segments.join('/'));
        const expected = segments.flatMap((segment) => segment.split('/')).map(encoded);
        expect(bothWays(percentEncodePath, path)).toBe(expected.join('/'));
      }),
    );
  });
});

describe('percentDecode', () => {
  it('gives back any bytes that were encoded', () => {
    fc.assert(
      fc.property(anyOctets, (bytes) => {
        expect(bothWays(percentDecode, bothWays(percentEncode, bytes))).toBe(bytes);
      }),
    );
  });

  it.each([
    ['%41%62', 'Ab'],
    ['%2f%2F', '//'],
    ['%C3%a9', '\u00c3\u00a9'],
    ['%4%', '%4%'],
    ['%zz%4g', '%zz%4g'],
    ['%%41', '%A'],
    ['%2541', '%41'],
    ['a+b', 'a+b'],
  ])('reads %j as %j', (text, expected) => {
    expect(bothWays(percentDecode, octets(text))).toBe(expected);
  });
});

describe('trim', () => {
  it.each([
    ['  a b  ', 'a b'],
    ['\t a \t', '\t a \t'],
    ['\u00a0a\u00a0', '\u00a0a\u00a0'],
    ['\r\n a', '\r\n a'],
    ['   ', ''],
    ['', ''],
  ])('makes of %j only %j, since it takes only spaces', (text, expected) => {
    expect(bothWays(trim, octets(text))).toBe(expected);
  });

  it('takes the octets that it is told', () => {
    expect(bothWays((bytes) => trim(bytes, ' \t'), octets('\t a\tb \t'))).toBe('a\tb');
  });

  it('points into the middle of what it trimmed', () => {
    expect(trim(given(octets('  abc '), inputNamed('input'))).spans).toMatchObject([{ origin: { start: 2, end: 5 } }]);
  });
});

describe('collapseSpaces', () => {
  it('leaves no two spaces together and nothing else changed', () => {
    fc.assert(
      fc.property(richIn(' ', '  ', '\t'), (bytes) => {
        let expected: string = bytes;
        while (expected.includes('  ')) expected = expected.replace('  ', ' ');
        expect(bothWays(collapseSpaces, bytes)).toBe(expected);
      }),
    );
  });
});

describe('unfold', () => {
  it.each([
    ['a\r\n b', 'a b'],
    ['a\n\tb', 'a b'],
    ['a \t\r\n \t b', 'a b'],
    ['a\r\n b\r\n c', 'a b c'],
    ['a\r\nb', 'a\r\nb'],
    ['a \t b', 'a \t b'],
  ])('makes of %j one line, %j', (text, expected) => {
    expect(bothWays(unfold, octets(text))).toBe(expected);
  });
});

describe('lowerCase', () => {
  it('changes A to Z and no other of the 256 octets', () => {
    const expected = arrayFromOctets(ALL).map((octet) => (octet >= 0x41 && octet <= 0x5a ? octet + 0x20 : octet));
    expect(bothWays(lowerCase, ALL)).toBe(octetsFromArray(expected));
  });
});

describe('hexadecimal', () => {
  it('writes two lower-case digits for each of any bytes', () => {
    const digits = (octet: number) => octet.toString(16).padStart(2, '0');
    fc.assert(
      fc.property(fc.uint8Array(), (array) => {
        expect(bothWays(hexadecimal, octetsFromArray(array))).toBe([...array].map(digits).join(''));
      }),
    );
  });
});

describe('split', () => {
  const texts = (parts: readonly Bytes[]) => parts.map((part) => part.octets);

  it.each<[string, string, number, string[]]>([
    ['a,b,,c', ',', 9, ['a', 'b', '', 'c']],
    ['a,b,c', ',', 2, ['a', 'b,c']],
    ['a,b,c', ',', 1, ['a,b,c']],
    ['', ',', 9, ['']],
    [',', ',', 9, ['', '']],
    ['a: b: c', ': ', 2, ['a', 'b: c']],
  ])('splits %j at %j into at most %i parts', (text, separator, limit, expected) => {
    expect(texts(split(plain(octets(text)), separator, limit))).toEqual(expected);
  });

  it('agrees with the platform, and its parts quote what they were split from', () => {
    fc.assert(
      fc.property(richIn(',', ',,'), fc.integer({ min: 1, max: 5 }), (input, limit) => {
        expect(texts(split(plain(input), ','))).toEqual(input.split(','));
        const limited = split(given(input, inputNamed('input')), ',', limit);
        expect(limited).toHaveLength(Math.min(limit, input.split(',').length));
        expect(texts(limited).join(',')).toBe(input);
        for (const part of limited) {
          expectTiled(part);
          expectQuoted(part, { input });
        }
      }),
    );
  });
});

describe('compareOctets', () => {
  it('compares as the platform compares arrays of bytes', () => {
    fc.assert(
      fc.property(anyOctets, anyOctets, (left, right) => {
        const expected = Buffer.compare(arrayFromOctets(left), arrayFromOctets(right));
        expect(compareOctets(plain(left), plain(right))).toBe(expected);
      }),
    );
  });
});

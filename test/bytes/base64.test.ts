import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64, decodeBase64 } from '../../src/bytes/base64.ts';
import { copyOf, given, join, plain } from '../../src/bytes/bytes.ts';
import { arrayFromOctets, octetsFromArray } from '../../src/bytes/octets.ts';
import { anyOctets, bothWays, expectTiled, octets } from '../support/bytes.ts';
import { inputNamed } from '../support/sources.ts';
import { runs } from '../support/sweep.ts';

/** RFC 4648, section 10, and the two characters of the alphabet that are no letters or digits. */
const PUBLISHED: [string, string][] = [
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg=='],
  ['fooba', 'Zm9vYmE='],
  ['foobar', 'Zm9vYmFy'],
  ['\u00fb\u00ff\u00fe', '+//+'],
];

/** What RFC 4648 allows, written out: in the last group the bits that stand for nothing are 0 (section 3.5). */
const CANONICAL = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/;

/** Text that is nearly base64. */
const nearly = fc
  .array(fc.constantFrom('A', 'Q', 'Zg', 'Zm9v', '+', '/', '-', '_', '=', '==', ' ', '\n', '.', '\u00c3'), {
    maxLength: 6,
  })
  .map((parts) => octets(parts.join('')));

describe('base64', () => {
  it.each(PUBLISHED)('writes %j as %j', (text, expected) => {
    expect(bothWays(base64, octets(text))).toBe(expected);
  });

  it('agrees with the platform on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (array) => {
        expect(bothWays(base64, octetsFromArray(array))).toBe(Buffer.from(array).toString('base64'));
      }),
    );
  });

  it('has each four characters from their three bytes', () => {
    fc.assert(
      fc.property(anyOctets, (input) => {
        const written = base64(given(input, inputNamed('input')));
        expectTiled(written);
        expect(written.spans).toHaveLength(Math.ceil(input.length / 3));
        written.spans?.forEach((span, group) => {
          const start = group * 3;
          const source = { kind: 'given', input: inputNamed('input'), start, end: Math.min(start + 3, input.length) };
          expect(span).toMatchObject({
            start: group * 4,
            end: group * 4 + 4,
            origin: { kind: 'derived', by: [{ id: 'base64', secrecy: 'keeps' }], from: [{ source }] },
          });
        });
      }),
    );
  });

  it('names both sources where a group has bytes of two', () => {
    const written = base64(join([copyOf('one', octets('ab')), copyOf('other', octets('cdef'))]));
    expect(written).toMatchObject({
      octets: 'YWJjZGVm',
      spans: [
        {
          start: 0,
          end: 4,
          origin: {
            from: [{ source: { value: 'one', start: 0, end: 2 } }, { source: { value: 'other', start: 0, end: 1 } }],
          },
        },
        { start: 4, end: 8, origin: { from: [{ source: { value: 'other', start: 1, end: 4 } }] } },
      ],
    });
  });
});

describe('decodeBase64', () => {
  it.each(PUBLISHED)('reads %j from %j', (expected, text) => {
    expect(decodeBase64(octets(text))).toBe(expected);
  });

  it('gives back any bytes that were written', () => {
    fc.assert(
      fc.property(anyOctets, (input) => {
        expect(decodeBase64(base64(plain(input)).octets)).toBe(input);
      }),
    );
  });

  it.each([
    ['no padding', 'Zg'],
    ['half of the padding', 'Zg='],
    ['too much padding', 'Zm8=='],
    ['padding where none belongs', 'Zm9v===='],
    ['padding in the middle', 'Zg==Zg=='],
    ['padding alone', '===='],
    ['a character alone', 'Zm9vY'],
    ['a character alone with padding', 'A==='],
    ['bits that stand for nothing and are not 0', 'Zh=='],
    ['the same with one =', 'Zm9='],
    ['the alphabet of URLs', '-__-'],
    ['a line end behind it', 'Zm9v\r\n'],
    ['a space in it', 'Zm9v Zm9v'],
    ['a byte above 0x7f', 'Zm9\u00f6'],
    ['a byte 0', 'Zm9\u0000'],
  ])('gives null for %s', (_, text) => {
    expect(decodeBase64(octets(text))).toBeNull();
  });

  it('reads what the grammar of RFC 4648 has, as the platform does, and nothing else', () => {
    const canonical = (text: string) => CANONICAL.test(text);
    expect(PUBLISHED.every(([, text]) => canonical(text))).toBe(true);
    fc.assert(
      fc.property(fc.oneof(nearly, anyOctets), (text) => {
        const expected = canonical(text)
          ? octetsFromArray(Buffer.from(arrayFromOctets(text).toString(), 'base64'))
          : null;
        expect(decodeBase64(text)).toBe(expected);
      }),
      { numRuns: runs(2000) },
    );
  });
});

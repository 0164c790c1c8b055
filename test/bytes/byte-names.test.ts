import { describe, expect, it } from 'vitest';
import { byteInWords, nameOfByte } from '../../src/bytes/byte-names.ts';
import { byteName } from '../../src/views/characters/visible.ts';

const ALL = Array.from({ length: 256 }, (_, octet) => octet);

describe('the name of a byte', () => {
  // RFC 20, section 5.2; ECMA-48, section 8.3; RFC 3629, section 4.
  it.each([
    [0x00, 'NUL, null (^@)'],
    [0x01, 'SOH, start of heading (^A)'],
    [0x07, 'BEL, bell (^G)'],
    [0x09, 'HT, horizontal tabulation (^I)'],
    [0x0a, 'LF, line feed (^J)'],
    [0x0d, 'CR, carriage return (^M)'],
    [0x1b, 'ESC, escape (^[)'],
    [0x1f, 'US, unit separator (^_)'],
    [0x20, 'SP, space'],
    [0x2f, 'solidus (slash)'],
    [0x37, 'digit 7'],
    [0x41, 'capital letter A'],
    [0x7a, 'small letter z'],
    [0x7e, 'tilde'],
    [0x7f, 'DEL, delete (^?)'],
    [0x80, 'continuation byte of UTF-8'],
    [0x85, 'continuation byte of UTF-8; alone NEL, next line'],
    [0x9b, 'continuation byte of UTF-8; alone CSI, control sequence introducer'],
    [0x9f, 'continuation byte of UTF-8; alone APC, application program command'],
    [0xa0, 'continuation byte of UTF-8'],
    [0xc1, 'never in UTF-8'],
    [0xc2, 'first of two bytes of UTF-8'],
    [0xe2, 'first of three bytes of UTF-8'],
    [0xf4, 'first of four bytes of UTF-8'],
    [0xff, 'never in UTF-8'],
  ])('0x%x is %s', (octet, expected) => {
    expect(byteInWords(octet)).toBe(expected);
  });

  it('is there for all 256, and another for each of ASCII', () => {
    expect(ALL.filter((octet) => nameOfByte(octet).name === '')).toEqual([]);
    expect(new Set(ALL.slice(0, 128).map((octet) => nameOfByte(octet).name)).size).toBe(128);
    expect(ALL.filter((octet) => nameOfByte(octet).caret !== null)).toEqual([...ALL.slice(0, 32), 0x7f]);
    expect(ALL.filter((octet) => nameOfByte(octet).alone !== null)).toHaveLength(29);
  });

  it('goes with its digits where a page names it', () => {
    expect([0x0a, 0x20, 0x41, 0x7f, 0x85, 0xff].map(byteName)).toEqual([
      'LF (0x0a)',
      'SP (0x20)',
      '"A" (0x41)',
      'DEL (0x7f)',
      '0x85',
      '0xff',
    ]);
  });
});

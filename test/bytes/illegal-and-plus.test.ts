/** What cannot be in a request target (RFC 3986, appendix A), and the plus of HTML forms. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { given } from '../../src/bytes/bytes.ts';
import { octetsFromArray, octetsFromText } from '../../src/bytes/octets.ts';
import { percentEncodeIllegal, plusAsSpace } from '../../src/bytes/text-operations.ts';
import { anyOctets, bothWays, octets } from '../support/bytes.ts';
import { inputNamed } from '../support/sources.ts';

/** RFC 3986, appendix A: pchar, the slash, the question mark. */
const LEGAL = /^(?:%[0-9A-Fa-f]{2}|[A-Za-z0-9\-._~!$&'()*+,;=:@/?])*$/;

describe('percentEncodeIllegal', () => {
  it.each([
    ['leaves what is legal', "/a-._~!$&'()*+,;=:@/b?c=d/e?f", "/a-._~!$&'()*+,;=:@/b?c=d/e?f"],
    ['leaves dot segments and empty ones', '//a/./b/../c//', '//a/./b/../c//'],
    ['leaves triplets in either case', '/%2F%2f%00%ff', '/%2F%2f%00%ff'],
    ['encodes a space', '/a b', '/a%20b'],
    ['encodes a percent sign without two digits', '/100%/%zz/%4', '/100%25/%25zz/%254'],
    ['encodes a percent sign before a triplet', '/%%41', '/%25%41'],
    ['encodes the delimiters that no target has', '/"<>[]\\^`{|}#', '/%22%3C%3E%5B%5D%5C%5E%60%7B%7C%7D%23'],
    ['encodes control bytes', '/\x00\t\r\n\x1b\x7f', '/%00%09%0D%0A%1B%7F'],
    ['encodes UTF-8 byte by byte', `/${octetsFromText('é😀')}`, '/%C3%A9%F0%9F%98%80'],
    ['leaves nothing of nothing', '', ''],
  ])('%s', (_rule, input, expected) => {
    expect(bothWays(percentEncodeIllegal, octets(input))).toBe(expected);
  });

  it('makes any bytes legal, and leaves legal ones alone, so that a second time changes nothing', () => {
    fc.assert(
      fc.property(anyOctets, (input) => {
        const once = bothWays(percentEncodeIllegal, input);
        expect(once).toMatch(LEGAL);
        expect(bothWays(percentEncodeIllegal, once)).toBe(once);
        if (LEGAL.test(input)) expect(once).toBe(input);
      }),
    );
  });

  it('encodes each octet that is not legal and no other', () => {
    for (let code = 0; code < 256; code++) {
      const octet = octetsFromArray(Uint8Array.of(code));
      const triplet = `%${code.toString(16).toUpperCase().padStart(2, '0')}`;
      expect(bothWays(percentEncodeIllegal, octet)).toBe(LEGAL.test(octet) ? octet : triplet);
    }
  });

  it('knows which byte each triplet stands for', () => {
    expect(percentEncodeIllegal(given(octets('/a b'), inputNamed('input'))).spans).toMatchObject([
      { start: 0, end: 2, origin: { kind: 'given', start: 0, end: 2 } },
      {
        start: 2,
        end: 5,
        origin: { kind: 'derived', by: [{ id: 'percent-encode' }], from: [{ source: { start: 2, end: 3 } }] },
      },
      { start: 5, end: 6, origin: { kind: 'given', start: 3, end: 4 } },
    ]);
  });
});

describe('plusAsSpace', () => {
  it.each([
    ['reads each plus as a space', 'a+b++c', 'a b  c'],
    ['leaves an encoded plus', 'a%2Bb', 'a%2Bb'],
    ['leaves a space', 'a b', 'a b'],
    ['leaves nothing of nothing', '', ''],
  ])('%s', (_rule, input, expected) => {
    expect(bothWays(plusAsSpace, octets(input))).toBe(expected);
  });

  it('changes no other byte, and no length', () => {
    fc.assert(
      fc.property(anyOctets, (input) => {
        const expected = [...input].map((octet) => (octet.charCodeAt(0) === 0x2b ? ' ' : octet)).join('');
        expect(bothWays(plusAsSpace, input)).toBe(expected);
      }),
    );
  });
});

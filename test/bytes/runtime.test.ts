/** The conversions of a browser, compared with those of Node.js. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversions as browser } from '../../src/bytes/runtime/browser.ts';
import { conversions as node } from '../../src/bytes/runtime/node.ts';
import { runs } from '../support/sweep.ts';

const LONG = 20_000;
const octets = fc
  .oneof(fc.uint8Array({ maxLength: 70 }), fc.uint8Array({ minLength: LONG, maxLength: LONG + 3 }))
  .map((array) => node.fromArray(array));

describe('the conversions of a browser', () => {
  it('write octets as Node.js does', () => {
    fc.assert(
      fc.property(octets, (each) => {
        expect(browser.toHex(each)).toBe(node.toHex(each));
        expect(browser.toBase64(each)).toBe(node.toBase64(each));
        expect(Buffer.from(browser.toArray(each)).equals(node.toArray(each))).toBe(true);
        expect(browser.fromArray(node.toArray(each))).toBe(each);
      }),
      { numRuns: runs(200) },
    );
  });

  it('write two octets into arrays that are valid at the same time', () => {
    fc.assert(
      fc.property(octets, octets, (one, other) => {
        for (const { toPassingArray } of [browser, node]) {
          const arrays = [toPassingArray(one), toPassingArray(other)];
          expect(arrays.map((array) => node.fromArray(array))).toEqual([one, other]);
        }
      }),
      { numRuns: runs(200) },
    );
  });

  it('know ASCII as Node.js does', () => {
    fc.assert(
      fc.property(fc.oneof(octets, fc.string({ unit: 'binary' }), fc.constant('\ud800')), (text) => {
        const isAscii = [...text].every((character) => character < '\x80');
        expect([browser.isAscii(text), node.isAscii(text)]).toEqual([isAscii, isAscii]);
      }),
      { numRuns: runs(200) },
    );
  });

  it('encode text as UTF-8 as Node.js does, even what cannot be encoded', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constant('\ud800a\udfff')), (text) => {
        expect(browser.fromText(text)).toBe(node.fromText(text));
      }),
      { numRuns: runs(200) },
    );
  });

  it.each([
    ['hexadecimal digits', fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF') }), 'fromHex'],
    ['base64', fc.string({ unit: fc.constantFrom(...'AQgwaz059+/-_') }), 'fromBase64'],
    ['padded base64', octets.map((each) => `${node.toBase64(each)}\n`), 'fromBase64'],
  ] as const)('read %s as Node.js does', (_what, texts, name) => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(browser[name](text)).toBe(node[name](text));
      }),
      { numRuns: runs(200) },
    );
  });
});

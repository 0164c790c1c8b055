/** Where a text stops being JSON: the same texts are refused as by the engine, and the byte is the right one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultInJson } from '../../src/intake/json/scan-json.ts';
import { octetsOf, utf8 } from '../support/octets-of.ts';
import { runs } from '../support/sweep.ts';

const faultIn = (text: string) => faultInJson(octetsOf(utf8(text)));

describe('the first byte that cannot be where it is', () => {
  it.each([
    ['', 0],
    ['   ', 3],
    ['x', 0],
    ['tru', 0],
    ['truefalse', 4],
    ['01', 1],
    ['-', 0],
    ['1.', 1],
    ['1e', 1],
    ['.5', 0],
    ['+1', 0],
    ['NaN', 0],
    ["'a'", 0],
    ['"', 1],
    ['"abc', 4],
    ['"a\tb"', 2],
    ['"a\\x"', 2],
    ['"\\u12g4"', 1],
    ['"\\', 1],
    ['{', 1],
    ['{,', 1],
    ['{"a"', 4],
    ['{"a" 1}', 5],
    ['{"a":}', 5],
    ['{"a":1,}', 7],
    ['{"a":1 "b":2}', 7],
    ['{a:1}', 1],
    ['{1:1}', 1],
    ['{"a":1]', 6],
    ['[', 1],
    ['[1,]', 3],
    ['[,1]', 1],
    ['[1 2]', 3],
    ['[1}', 2],
    ['[]]', 2],
    ['{} {}', 3],
    ['1,', 1],
    [']', 0],
    ['{"ä":1,}', 8],
    ['\ufeff{}', 0],
    ['{"a":1} // note', 8],
    ['[/*a*/]', 1],
    ['// note', 0],
  ])('of %j is %d', (text, offset) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(faultIn(text)).toBe(offset);
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    ...['{', '}', '[', ']', ',', ':', '"', '"a"', '"\\n\\u00e9"', '\\', ' ', '\t', '\r', '1', '-0.5e+3', '0', 'e'],
    ...['true', 'null', 'fals', '\0', 'ä'],
  );

  it('has a fault exactly where the engine refuses it', () => {
    const isJson = (text: string) => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
      fc.json(),
      fc.tuple(fc.json(), fc.nat(), pieces).map(([json, at, piece]) => {
        const cut = at % (json.length + 1);
        return json.slice(0, cut) + piece + json.slice(cut);
      }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(faultIn(text) === null).toBe(isJson(text));
      }),
      { numRuns: runs(3000) },
    );
  });

  it('can go on up to its fault, and not one byte further', () => {
    // The text before the fault is the beginning of some JSON; with the byte it is not.
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 10 }), (parts) => {
        const octets = octetsOf(utf8(parts.join('')));
        const at = faultInJson(octets);
        if (at === null) return;
        const before = octetsOf(octets.slice(0, at));
        expect([null, before.length, ...startsOfWord(before)]).toContain(faultInJson(before));
        if (at < octets.length) expect(faultInJson(octetsOf(octets.slice(0, at + 1)))).toBe(at);
      }),
      { numRuns: runs(1000) },
    );
  });

  it('is read in no more time than its length takes, however deep it is and however long its strings are', {
    tags: ['expensive'],
  }, () => {
    const length = 4_000_000;
    expect(faultIn('['.repeat(length))).toBe(length);
    expect(faultIn('{"a":'.repeat(length / 5))).toBe(length);
    expect(faultIn(`"${'\\n'.repeat(length)}`)).toBe(2 * length + 1);
    expect(faultIn(`["${'a'.repeat(length)}",${'1'.repeat(length)},]`)).toBe(2 * length + 5);
  });
});

/** A word or an escape that is cut is at fault from its first byte on. */
function startsOfWord(octets: string): number[] {
  const cut = /(?:[a-z0-9+.-]+|\\u?[0-9a-f]{0,3})$/i.exec(octets);
  return cut ? [cut.index] : [];
}

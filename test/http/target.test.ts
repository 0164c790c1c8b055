import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bytes, copyOf } from '../../src/bytes/bytes.ts';
import { queryParameters, splitTarget } from '../../src/http/target.ts';
import { expectQuoted, expectTiled, octets } from '../support/bytes.ts';
import { target } from '../support/wire/feeding.ts';

const read = (text: string) => splitTarget(copyOf('target', octets(text)));
const parameters = (query: string | null) =>
  queryParameters(query === null ? null : copyOf('query', octets(query))).map(({ name, value }) => [
    name.octets,
    value?.octets ?? null,
  ]);

describe('splitTarget', () => {
  it.each([
    ['/', '/', null],
    ['/a/../b//c/./%2F%zz', '/a/../b//c/./%2F%zz', null],
    ['/a?', '/a', ''],
    ['/a?b=c&d', '/a', 'b=c&d'],
    ['/a?b?c', '/a', 'b?c'],
    ['?x', '', 'x'],
    ['/a b?c d', '/a b', 'c d'],
    ['/a%3Fb', '/a%3Fb', null],
    ['*', '*', null],
    ['http://h/a?b', 'http://h/a', 'b'],
  ])('splits %j at its first question mark and changes nothing', (text, path, query) => {
    const parts = read(text);
    expect([parts.path.octets, parts.query?.octets ?? null]).toEqual([path, query]);
  });

  it('gives parts that quote the target and together with the mark are the target', () => {
    fc.assert(
      fc.property(target, (text) => {
        const { path, query } = read(text);
        expect(path.octets + (query ? `?${query.octets}` : '')).toBe(text);
        for (const part of [path, ...(query ? [query] : [])]) {
          expectTiled(part);
          expectQuoted(part, { target: text });
        }
      }),
    );
  });
});

describe('queryParameters', () => {
  it.each<[string | null, (string | null)[][]]>([
    [null, []],
    ['', []],
    ['&&', []],
    [
      'a=1&b=2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    [
      'b=2&a=1&a=0',
      [
        ['b', '2'],
        ['a', '1'],
        ['a', '0'],
      ],
    ],
    ['acl', [['acl', null]]],
    ['acl=', [['acl', '']]],
    ['=x', [['', 'x']]],
    ['=', [['', '']]],
    ['a=b=c', [['a', 'b=c']]],
    [
      '&a=1&&b&',
      [
        ['a', '1'],
        ['b', null],
      ],
    ],
    ['a%26b=%3D+', [['a%26b', '%3D+']]],
    ['a;b=1', [['a;b', '1']]],
  ])('reads %j in its order, with nothing decoded', (query, expected) => {
    expect(parameters(query)).toEqual(expected);
  });

  it('agrees with the platform on plain parameters', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9~._-]{1,6}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word)), (pairs) => {
        expect(parameters(new URLSearchParams(pairs).toString())).toEqual(
          pairs.map((pair) => pair.map((text) => text.replaceAll('~', '%7E'))),
        );
      }),
    );
  });

  it('gives parts that quote the query', () => {
    fc.assert(
      fc.property(target, (text) => {
        const read = queryParameters(copyOf('query', octets(text)));
        const parts = read.flatMap(({ name, value }): Bytes[] => (value ? [name, value] : [name]));
        for (const part of parts) {
          expectTiled(part);
          expectQuoted(part, { query: text });
        }
      }),
    );
  });
});

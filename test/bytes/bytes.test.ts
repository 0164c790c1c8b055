import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Bytes,
  copyOf,
  derive,
  derivedFrom,
  fixed,
  given,
  join,
  NOTHING,
  plain,
  rewrite,
  slice,
  slices,
} from '../../src/bytes/bytes.ts';
import type { Transform } from '../../src/bytes/origin.ts';
import { anyOctets, expectQuoted, expectTiled, octets, RULE, TRANSFORM } from '../support/bytes.ts';
import { inputNamed } from '../support/sources.ts';

const OTHER_RULE = { ...RULE, id: 'other-rule' };
const HASHED: Transform = { id: 'hashed', done: 'hashed', secrecy: 'hides' };

const copySpan = (start: number, end: number, from: number, value = 'v') => ({
  start,
  end,
  origin: { kind: 'copy', value, start: from, end: from + end - start },
});

describe('making bytes', () => {
  it.each<[string, Bytes, string, object]>([
    [
      'given',
      given(octets('abc'), inputNamed('argument 1')),
      'abc',
      { kind: 'given', input: inputNamed('argument 1'), start: 0, end: 3 },
    ],
    [
      'given further on',
      given(octets('abc'), inputNamed('argument 1'), 7),
      'abc',
      { input: inputNamed('argument 1'), start: 7, end: 10 },
    ],
    ['fixed', fixed('x=', RULE), 'x=', { kind: 'fixed', rule: RULE }],
    ['copied', copyOf('value', octets('abcd')), 'abcd', { kind: 'copy', value: 'value', start: 0, end: 4 }],
    ['derived', derivedFrom(octets('h'), [HASHED], []), 'h', { kind: 'derived', by: [HASHED], from: [] }],
  ])('gives bytes that are %s one span over all of them', (_, bytes, text, origin) => {
    expect(bytes.octets).toBe(text);
    expect(bytes.spans).toMatchObject([{ start: 0, end: text.length, origin }]);
  });

  it.each<[string, Bytes]>([
    ['given', given(octets(''), inputNamed('argument 1'), 3)],
    ['fixed', fixed('', RULE)],
    ['copied', copyOf('value', octets(''))],
    ['derived', derive(octets(''), TRANSFORM, [])],
    ['nothing', NOTHING],
  ])('gives no bytes that are %s no span', (_, bytes) => {
    expect(bytes).toEqual({ octets: '', spans: [] });
  });

  it('gives plain bytes no spans at all', () => {
    expect(plain(octets('abc'))).toEqual({ octets: 'abc', spans: null });
  });
});

describe('slice', () => {
  it('moves the offsets of a copy so that the source has the same octets there', () => {
    fc.assert(
      fc.property(anyOctets, fc.nat(40), fc.nat(40), (source, start, end) => {
        const part = slice(copyOf('source', source), start, end);
        expect(part.octets).toBe(source.slice(start, end));
        expectTiled(part);
        expectQuoted(part, { source });
      }),
    );
  });

  it('cuts through several spans and keeps the part of each', () => {
    const bytes = join([copyOf('a', octets('abcd')), fixed('--', RULE), copyOf('b', octets('wxyz'))]);
    expect(slice(bytes, 2, 8)).toEqual({
      octets: 'cd--wx',
      spans: [
        copySpan(0, 2, 2, 'a'),
        { start: 2, end: 4, origin: { kind: 'fixed', rule: RULE } },
        copySpan(4, 6, 0, 'b'),
      ],
    });
  });

  it('keeps the origin of a derived span whole, since no byte of it has an origin of its own', () => {
    const derived = derive(octets('digest'), HASHED, [copyOf('v', octets('abc'))]);
    expect(slice(derived, 2, 4)).toEqual({
      octets: 'ge',
      spans: [{ start: 0, end: 2, origin: derived.spans?.[0]?.origin }],
    });
  });

  it.each([undefined, 4, 99])('goes to the end and not beyond it when the end is %s', (end) => {
    expect(slice(copyOf('v', octets('abcd')), 1, end)).toEqual({ octets: 'bcd', spans: [copySpan(0, 3, 1)] });
  });

  it.each([
    [2, 2],
    [3, 1],
    [4, 9],
  ])('has neither octets nor spans from %i to %i of four', (start, end) => {
    expect(slice(copyOf('v', octets('abcd')), start, end)).toEqual({ octets: '', spans: [] });
  });
});

describe('slices', () => {
  const whole = join([copyOf('a', octets('abcd')), fixed('--', RULE), copyOf('b', octets('wxyz'))]);

  it.each([[[]], [[0, 10]], [[0, 4, 4, 10]], [[1, 2, 3, 5, 7, 9]], [[2, 2]]])('are joined: %j', (ranges) => {
    const parts = ranges.flatMap((start, at) => (at % 2 === 0 ? [slice(whole, start, ranges[at + 1])] : []));
    expect(slices(whole, ranges)).toEqual(join(parts));
    expect(slices(plain(whole.octets), ranges)).toEqual(plain(join(parts).octets));
  });
});

describe('join', () => {
  it('joins parts and carries their spans along', () => {
    expect(join([copyOf('a', octets('ab')), copyOf('b', octets('cde'))], fixed(', ', RULE))).toEqual({
      octets: 'ab, cde',
      spans: [
        copySpan(0, 2, 0, 'a'),
        { start: 2, end: 4, origin: { kind: 'fixed', rule: RULE } },
        copySpan(4, 7, 0, 'b'),
      ],
    });
  });

  it('gives one span again when a copy was cut anywhere', () => {
    const cuts = fc.array(fc.nat(40), { maxLength: 6 });
    fc.assert(
      fc.property(anyOctets, cuts, (source, places) => {
        const whole = copyOf('v', source);
        const edges = [0, ...places.map((at) => Math.min(at, source.length)).sort((a, b) => a - b), source.length];
        const parts = edges.slice(1).map((end, index) => slice(whole, edges[index] ?? 0, end));
        expect(join(parts)).toEqual(whole);
      }),
    );
  });

  const whole = copyOf('v', octets('abcdef'));
  it.each<[string, Bytes, Bytes, number]>([
    ['continuing copies', slice(whole, 0, 2), slice(whole, 2, 4), 1],
    ['copies with a gap', slice(whole, 0, 2), slice(whole, 3, 4), 2],
    ['copies in the wrong order', slice(whole, 2, 4), slice(whole, 0, 2), 2],
    ['copies of different values', copyOf('v', octets('ab')), slice(copyOf('w', octets('abcd')), 2), 2],
    [
      'continuing given bytes',
      given(octets('ab'), inputNamed('file'), 4),
      given(octets('cd'), inputNamed('file'), 6),
      1,
    ],
    [
      'given bytes of different sources',
      given(octets('ab'), inputNamed('file'), 4),
      given(octets('cd'), inputNamed('line'), 6),
      2,
    ],
    ['a copy and given bytes', copyOf('v', octets('ab')), given(octets('cd'), inputNamed('v'), 2), 2],
    ['fixed bytes of one rule', fixed('ab', RULE), fixed('cd', RULE), 1],
    ['fixed bytes of two rules', fixed('ab', RULE), fixed('cd', OTHER_RULE), 2],
  ])('makes the right number of spans of %s', (_, first, second, count) => {
    const joined = join([first, second]);
    expect(joined.octets).toBe(first.octets + second.octets);
    expect(joined.spans).toHaveLength(count);
    expectTiled(joined);
  });

  it('is plain as soon as one part or the separator is', () => {
    const recorded = fixed('a', RULE);
    expect(join([recorded, plain(octets('b')), recorded])).toEqual({ octets: 'aba', spans: null });
    expect(join([recorded, recorded], plain(octets('-')))).toEqual({ octets: 'a-a', spans: null });
  });

  it('puts the separator between each two parts, empty ones too, and around none', () => {
    expect(join([NOTHING, NOTHING, NOTHING], fixed(',', RULE)).octets).toBe(',,');
    expect(join([], fixed(',', RULE))).toEqual({ octets: '', spans: [] });
    expect(join([copyOf('v', octets('a'))], fixed(',', RULE))).toEqual({ octets: 'a', spans: [copySpan(0, 1, 0)] });
  });

  it('puts the separator between the same empty part twice', () => {
    expect(join([NOTHING, NOTHING], fixed(',', RULE))).toEqual({
      octets: ',',
      spans: [{ start: 0, end: 1, origin: { kind: 'fixed', rule: RULE } }],
    });
  });
});

describe('rewrite', () => {
  const change = (bytes: Bytes, pattern: RegExp, to: string) => rewrite(bytes, TRANSFORM, pattern, () => to);
  const changedFrom = (...sources: readonly object[]) => ({
    kind: 'derived',
    by: [TRANSFORM],
    from: sources.map((source) => ({ source, by: [TRANSFORM] })),
  });

  it('throws for a pattern that is not global', () => {
    expect(() => change(copyOf('v', octets('abc')), /b/, 'y')).toThrow('/b/ is not global.');
  });

  it('replaces empty matches, and ends', () => {
    for (const bytes of [copyOf('v', octets('abc')), plain(octets('abc'))])
      expect(change(bytes, /b*/g, 'y').octets).toBe('yayycy');
  });

  it('gives back the same bytes where nothing matches', () => {
    const bytes = copyOf('v', octets('abc'));
    expect(change(bytes, /x/g, 'y')).toBe(bytes);
  });

  it('keeps one span for one where the length stays, so that each byte still has its own source', () => {
    const bytes = join([copyOf('a', octets('xy')), copyOf('b', octets('yz'))]);
    expect(change(bytes, /yy/g, 'YY').spans).toEqual([
      copySpan(0, 1, 0, 'a'),
      { start: 1, end: 2, origin: changedFrom(copySpan(0, 1, 1, 'a').origin) },
      { start: 2, end: 3, origin: changedFrom(copySpan(0, 1, 0, 'b').origin) },
      copySpan(3, 4, 1, 'b'),
    ]);
  });

  it('makes one derived span from all sources of a match whose length changes', () => {
    const bytes = join([copyOf('a', octets('xy')), copyOf('b', octets('yz'))]);
    expect(change(bytes, /yy/g, 'long')).toEqual({
      octets: 'xlongz',
      spans: [
        copySpan(0, 1, 0, 'a'),
        { start: 1, end: 5, origin: changedFrom(copySpan(0, 1, 1, 'a').origin, copySpan(0, 1, 0, 'b').origin) },
        copySpan(5, 6, 1, 'b'),
      ],
    });
  });

  it('drops what is replaced by nothing', () => {
    expect(change(copyOf('v', octets('-a-b-')), /-/g, '')).toEqual({
      octets: 'ab',
      spans: [copySpan(0, 1, 1), copySpan(1, 2, 3)],
    });
  });
});

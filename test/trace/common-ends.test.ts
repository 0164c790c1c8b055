/** What two texts have in common at both ends: the parts between them differ, and no character counts twice. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonEnds, commonStart } from '../../src/trace/common-ends.ts';

it.each([
  ['', '', 0, 0],
  ['abc', 'abc', 3, 0],
  ['aa', 'aaa', 2, 0],
  ['abcd', 'abXcd', 2, 2],
  ['abc', 'xbz', 0, 0],
  ['one', 'another one', 0, 3],
])('of %j and %j: %i and %i', (one, other, start, end) => {
  expect(commonEnds(one, other)).toEqual({ start, end });
  expect(commonEnds([...one], [...other])).toEqual({ start, end });
});

it('puts each text together again', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', 'b') }),
      fc.string({ unit: fc.constantFrom('a', 'b') }),
      (one, other) => {
        const { start, end } = commonEnds(one, other);
        expect(one.slice(0, start)).toBe(other.slice(0, start));
        expect(one.slice(one.length - end)).toBe(other.slice(other.length - end));
        const [left, right] = [one, other].map((text) => text.slice(start, text.length - end));
        expect(left === '' || right === '' || left?.at(0) !== right?.at(0)).toBe(true);
        expect(left === '' || right === '' || left?.at(-1) !== right?.at(-1)).toBe(true);
      },
    ),
  );
});

describe('the byte from which on two values differ', () => {
  it.each([
    ['', '', 0],
    ['', 'a', 0],
    ['abc', 'abc', 3],
    ['abc', 'abcd', 3],
    ['abcd', 'abc', 3],
    ['abc', 'abx', 2],
    ['xbc', 'abc', 0],
    ['\0\xff', '\0\xfe', 1],
  ])('of %j and %j is %i', (one, other, at) => {
    expect(commonStart(one, other)).toBe(at);
  });

  const few = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 6 });

  it('is the first that is not the same in both, no matter what follows; the length of the shorter one where none is', () => {
    fc.assert(
      fc.property(few, few, few, (beginning, rest, otherRest) => {
        const one = beginning + rest;
        const other = beginning + otherRest;
        const at = commonStart(one, other);
        expect(one.slice(0, at)).toBe(other.slice(0, at));
        const shorter = Math.min(one.length, other.length);
        if (at < shorter) expect(one[at]).not.toBe(other[at]);
        else expect(at).toBe(shorter);
        expect(commonStart(other, one)).toBe(at);
      }),
    );
  });
});

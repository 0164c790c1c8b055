/** What two texts have in common at both ends: the parts between them differ, and no character counts twice. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { commonEnds } from '../../src/trace/common-ends.ts';

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

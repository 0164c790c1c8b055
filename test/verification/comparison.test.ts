/** Values compared with each other: what is where, and from which byte on they differ. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Comparison,
  differingByte,
  firstDifference,
  type Standing,
  standingOf,
} from '../../src/verification/comparison/comparison.ts';
import { octetsOf } from '../support/octets-of.ts';

describe('the standing of two values', () => {
  it.each<readonly [string | null, string | null, Standing]>([
    ['a', 'a', 'same'],
    ['', '', 'same'],
    ['a', 'b', 'differs'],
    ['a', 'A', 'differs'],
    ['a', 'a ', 'differs'],
    [null, 'a', 'differs'],
    [null, '', 'differs'],
    ['a', null, 'unknown'],
    [null, null, 'unknown'],
  ])('claimed %j, computed %j: %s', (claimed, computed, standing) => {
    const octets = (text: string | null) => (text === null ? null : octetsOf(text));
    expect(standingOf({ claimed: octets(claimed), computed: octets(computed) })).toBe(standing);
  });
});

describe('the first difference', () => {
  const compared = (standing: Standing, index: number): Comparison => ({
    id: `value-${index}`,
    name: 'Value',
    stage: 'request',
    claimed: null,
    computed: null,
    standing,
    says: '',
  });

  it.each<readonly [readonly Standing[], string | null]>([
    [[], null],
    [['same', 'unknown', 'same'], null],
    [['differs'], 'value-0'],
    [['unknown', 'same', 'differs', 'same', 'differs'], 'value-2'],
  ])('of %j is %s', (standings, id) => {
    expect(firstDifference(standings.map(compared))?.id ?? null).toBe(id);
  });
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
    expect(differingByte(octetsOf(one), octetsOf(other))).toBe(at);
  });

  const few = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 6 });

  it('is the first that is not the same in both, no matter what follows; the length of the shorter one where none is', () => {
    fc.assert(
      fc.property(few, few, few, (beginning, rest, otherRest) => {
        const one = octetsOf(beginning + rest);
        const other = octetsOf(beginning + otherRest);
        const at = differingByte(one, other);
        expect(one.slice(0, at)).toBe(other.slice(0, at));
        const shorter = Math.min(one.length, other.length);
        if (at < shorter) expect(one[at]).not.toBe(other[at]);
        else expect(at).toBe(shorter);
        expect(differingByte(other, one)).toBe(at);
      }),
    );
  });
});

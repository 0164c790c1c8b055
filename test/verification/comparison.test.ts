import { describe, expect, it } from 'vitest';
import {
  type Comparison,
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

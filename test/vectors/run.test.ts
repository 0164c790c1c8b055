/** Counting the vectors that pass. */
import { describe, expect, it } from 'vitest';
import { countVectors, runGroup } from '../../src/vectors/run.ts';
import { RUNNABLE_VECTORS, VECTOR_GROUPS, vectorIn } from '../support/vectors/published-vectors.ts';

const GROUPS = VECTOR_GROUPS.map(runGroup);

describe('the count', () => {
  it('is of all vectors that can run, and of those that agree in every value', () => {
    expect(countVectors(GROUPS)).toEqual({ passed: RUNNABLE_VECTORS.length, total: RUNNABLE_VECTORS.length });
    const [group] = VECTOR_GROUPS;
    if (!group) throw new Error('There are no vectors.');
    const wrong = { ...vectorIn('s3-documentation', 'get-object'), published: { signature: 'x' } };
    const results = [runGroup({ ...group, runnable: [wrong, vectorIn('s3-documentation', 'get-object')] })];
    expect(countVectors(results)).toEqual({ passed: 1, total: 2 });
    expect(countVectors([])).toEqual({ passed: 0, total: 0 });
  });
});

/** The example of each cause: a variant that fails on the base request which it names. */
import { expect, it } from 'vitest';
import { CAUSES } from '../../src/diagnosis/causes/table.ts';
import { rightRequest } from '../support/base-requests.ts';
import { failingRequests } from '../support/failing-requests.ts';

const MADE = CAUSES.flatMap(({ id, mutations, example }) =>
  example.kind === 'mutation' ? [{ id, mutations, example }] : [],
);

it.each(MADE)('$id fails as its example says', ({ mutations, example: { base, variant } }) => {
  const mutation = mutations.find((candidate) => candidate.variant === variant);
  expect(mutation && failingRequests(rightRequest(base), mutation)).not.toHaveLength(0);
  expect(mutation).toBeDefined();
});

it('no two variants of a cause have one name', () => {
  const names = CAUSES.flatMap(({ id, mutations }) => mutations.map(({ variant }) => `${id}/${variant}`));
  expect(new Set(names).size).toBe(names.length);
});

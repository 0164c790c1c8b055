/** The example of each cause: a variant that fails on the base request which it names. */

import { expect, it } from 'vitest';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { CAUSES } from '../../src/diagnosis/causes/table.ts';
import { diagnose } from '../../src/diagnosis/diagnosis.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { rightRequest } from '../support/base-requests.ts';
import { failingRequests } from '../support/failing-requests.ts';
import { named } from '../support/sources.ts';

const MADE = CAUSES.flatMap(({ id, mutations, example }) =>
  example.kind === 'mutation' ? [{ id, mutations, example }] : [],
);

it.each(MADE)('$id fails as its example says', ({ mutations, example: { base, variant } }) => {
  const mutation = mutations.find((candidate) => candidate.variant === variant);
  expect(mutation && failingRequests(rightRequest(base), mutation)).not.toHaveLength(0);
  expect(mutation).toBeDefined();
});

const TOLD = CAUSES.flatMap(({ id, example }) => (example.kind === 'answer' ? [{ id, example }] : []));

it.each(TOLD)('$id is found in what its example says', ({ id, example: { text, request } }) => {
  const pieces = [text, ...(request === undefined ? [] : [request])];
  const evidence = readEvidence(
    pieces.map((piece, index) => ({ octets: octetsFromText(piece), by: named(`piece ${index}`) })),
  );
  if (isProblem(evidence)) throw new Error(evidence.says);
  expect(diagnose(evidence, () => null).findings.map(({ cause }) => cause.id)).toContain(id);
});

it('no two variants of a cause have one name', () => {
  const names = CAUSES.flatMap(({ id, mutations }) => mutations.map(({ variant }) => `${id}/${variant}`));
  expect(new Set(names).size).toBe(names.length);
});

/** The example of each cause: a variant that fails on the base request which it names. */

import { expect, it } from 'vitest';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { CAUSES } from '../../src/causes/table.ts';
import { diagnose } from '../../src/diagnosis/diagnosis.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { CAUSE_EXAMPLES, type CauseExample } from '../support/causes/cause-examples.ts';
import { failingRequests } from '../support/causes/failing-requests.ts';
import { rightRequest } from '../support/sigv4/base-requests.ts';
import { named } from '../support/sources.ts';

const exampleOf = (id: string): CauseExample => {
  const example = CAUSE_EXAMPLES[id];
  if (!example) throw new Error(`${id} has no example.`);
  return example;
};

const EXAMPLES = CAUSES.map(({ id, mutations }) => ({ id, mutations, example: exampleOf(id) }));

it('each cause has an example, and each example is of a cause', () => {
  expect(Object.keys(CAUSE_EXAMPLES).sort()).toEqual(CAUSES.map(({ id }) => id).sort());
});

const MADE = EXAMPLES.flatMap(({ example, ...cause }) => (example.kind === 'mutation' ? [{ ...cause, example }] : []));

it.each(MADE)('$id fails as its example says', ({ mutations, example: { base, variant } }) => {
  const mutation = mutations.find((candidate) => candidate.variant === variant);
  expect(mutation && failingRequests(rightRequest(base), mutation)).not.toHaveLength(0);
  expect(mutation).toBeDefined();
});

const TOLD = EXAMPLES.flatMap(({ id, example }) => (example.kind === 'answer' ? [{ id, example }] : []));

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

/**
 * Each cause, made: every variant of each mistake on each base request where it changes what is signed or sent and the
 * sandbox refuses, named from the answer and one thing more.
 */
import { describe, expect, it } from 'vitest';
import type { Cause } from '../../src/diagnosis/cause.ts';
import { CAUSES } from '../../src/diagnosis/causes/table.ts';
import { BASE_NAMES, type BaseName, rightRequest } from '../support/base-requests.ts';
import { causesOf, type Failing, failingRequests, INPUTS, type Input } from '../support/failing-requests.ts';
import { MADE_ELSEWHERE } from '../support/made-elsewhere.ts';

const ROWS = CAUSES.flatMap((cause) =>
  cause.mutations.flatMap((mutation) =>
    BASE_NAMES.map((base) => ({ name: `${cause.id}/${mutation.variant}`, cause, mutation, base })),
  ),
).filter(({ name }) => !MADE_ELSEWHERE.has(name));

/** Of each variant, on which base requests which input is enough. */
const enough: string[] = [];

describe.each(ROWS)('$name of $base', ({ name, cause, mutation, base }) => {
  const failing = failingRequests(rightRequest(base), mutation);
  it.runIf(failing.length > 0)('is named from the answer and one thing more', () => {
    for (const one of failing) {
      const named = INPUTS.filter((input) => isNamed(one, input, cause));
      enough.push(`${name} of ${base}: ${named.join(', ') || 'none'}`);
      expect(named, `${one.reply.element('Code')}`).not.toEqual([]);
    }
  });
});

/**
 * Named: it is first, or as sure as the first. What is proved is as sure as anything, so that the others are only asked
 * where it is not.
 */
function isNamed(failing: Failing, input: Input, cause: Cause): boolean {
  const [alone] = causesOf(failing, [input], [cause]);
  if (!alone || alone.standing.kind === 'possible') return false;
  return alone.standing.kind === 'proved' || causesOf(failing, [input])[0]?.standing.kind === 'explains';
}

it('says which input is enough for which', () => {
  const byInput = (input: Input) => enough.filter((row) => row.includes(input)).length;
  console.log(
    `${enough.join('\n')}\n${INPUTS.map((input) => `${input}: ${byInput(input)} of ${enough.length}`).join(', ')}`,
  );
});

const MADE_SOMEWHERE = (id: string, variant: string) =>
  BASE_NAMES.some((base: BaseName) => {
    const mutation = CAUSES.find((cause) => cause.id === id)?.mutations.find((one) => one.variant === variant);
    return mutation !== undefined && failingRequests(rightRequest(base), mutation).length > 0;
  });

const ALL = CAUSES.flatMap(({ id, mutations }) => mutations.map(({ variant }) => [id, variant] as const));

it.each(ALL.filter(([id, variant]) => !MADE_ELSEWHERE.has(`${id}/${variant}`)))(
  '%s/%s fails on one base request at least',
  (id, variant) => {
    expect(MADE_SOMEWHERE(id, variant)).toBe(true);
  },
);

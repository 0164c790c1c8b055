/**
 * Each cause, made: every variant of each mistake on each base request where it changes what is signed or sent and the
 * sandbox refuses, named from the answer and one thing more.
 */
import { expect, it } from 'vitest';
import type { Cause } from '../../src/diagnosis/cause.ts';
import { CAUSES } from '../../src/diagnosis/causes/table.ts';
import { BASE_NAMES, rightRequest } from '../support/base-requests.ts';
import { causesOf, type Failing, failingRequests, INPUTS, type Input } from '../support/failing-requests.ts';
import { MADE_ELSEWHERE } from '../support/made-elsewhere.ts';
import { swept } from '../support/sweep.ts';

/** A plain difference needs two sides that differ, and a search a signature that nothing else makes: both have tests of their own. */
const exactOf = ({ mutations }: Cause) => mutations.filter(({ isPlain, isWide }) => !isPlain && !isWide);

/** Each mistake that is made here, with each base request of which it makes one that is refused. */
const VARIANTS = swept(
  CAUSES.flatMap((cause) =>
    exactOf(cause).map((mutation) => ({ name: `${cause.id}/${mutation.variant}`, cause, mutation })),
  ).filter(({ name }) => !MADE_ELSEWHERE.has(name)),
).map((variant) => ({
  ...variant,
  refused: BASE_NAMES.map((base) => ({ base, failing: failingRequests(rightRequest(base), variant.mutation) })).filter(
    ({ failing }) => failing.length > 0,
  ),
}));
const ROWS = VARIANTS.flatMap(({ refused, ...variant }) => refused.map((each) => ({ ...variant, ...each })));

it.each(ROWS)('$name of $base is named from the answer and one thing more', ({ cause, failing }) => {
  for (const one of failing) {
    const isNamedOnce = INPUTS.some((input) => isNamed(one, input, cause));
    expect(isNamedOnce, `${one.reply.element('Code')}`).toBe(true);
  }
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

it.each(VARIANTS)('$name fails on one base request at least', ({ refused }) => {
  expect(refused).not.toEqual([]);
});

/**
 * Each cause, made: every variant of each mistake on some of the base requests where it changes what is signed or sent and
 * the sandbox refuses, named from the answer and one thing more.
 */
import { expect, it } from 'vitest';
import type { Cause } from '../../src/causes/cause.ts';
import { CAUSES } from '../../src/causes/table.ts';
import { causesOf, type Failing, failingRequests, INPUTS, type Input } from '../support/causes/failing-requests.ts';
import { MADE_ELSEWHERE } from '../support/causes/made-elsewhere.ts';
import { BASE_NAMES, rightRequest } from '../support/sigv4/base-requests.ts';
import { swept } from '../support/sweep.ts';

/** A plain difference needs two sides that differ, and a search a signature that nothing else makes: both have tests of their own. */
const exactOf = ({ mutations }: Cause) => mutations.filter(({ isPlain, isWide }) => !isPlain && !isWide);

/** How many base requests a mistake is made in: others for the next one, so that each has a share of all. */
const BASES = 2;

/** Each mistake that is made here, with base requests of which it makes one that is refused. */
const VARIANTS = swept(
  CAUSES.flatMap((cause) =>
    exactOf(cause).map((mutation) => ({ name: `${cause.id}/${mutation.variant}`, cause, mutation })),
  ).filter(({ name }) => !MADE_ELSEWHERE.has(name)),
).map((variant, number) => {
  const from = number % BASE_NAMES.length;
  const bases = [...BASE_NAMES.slice(from), ...BASE_NAMES.slice(0, from)];
  const made = bases.map((base) => ({ base, failing: failingRequests(rightRequest(base), variant.mutation) }));
  return { ...variant, refused: made.filter(({ failing }) => failing.length > 0).slice(0, BASES) };
});
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
  if (!alone || alone.certainty.kind === 'possible') return false;
  return alone.certainty.kind === 'proved' || causesOf(failing, [input])[0]?.certainty.kind === 'explains';
}

it.each(VARIANTS)('$name fails on one base request at least', ({ refused }) => {
  expect(refused).not.toEqual([]);
});

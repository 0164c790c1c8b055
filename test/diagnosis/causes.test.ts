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

/** A plain difference needs two sides that differ, and a search a signature that nothing else makes: both have tests of their own. */
const exactOf = ({ mutations }: Cause) => mutations.filter(({ isPlain, isWide }) => !isPlain && !isWide);

/** Each variant on each base request of which it makes one that is refused. */
const ROWS = CAUSES.flatMap((cause) =>
  exactOf(cause).flatMap((mutation) =>
    BASE_NAMES.map((base) => ({ name: `${cause.id}/${mutation.variant}`, cause, mutation, base })),
  ),
)
  .filter(({ name }) => !MADE_ELSEWHERE.has(name))
  .map((row) => ({ ...row, failing: failingRequests(rightRequest(row.base), row.mutation) }))
  .filter(({ failing }) => failing.length > 0);

/** Of each variant, on which base requests which input is enough. */
const enough: string[] = [];

it.each(ROWS)('$name of $base is named from the answer and one thing more', ({ name, cause, base, failing }) => {
  for (const one of failing) {
    const named = INPUTS.filter((input) => isNamed(one, input, cause));
    enough.push(`${name} of ${base}: ${named.join(', ') || 'none'}`);
    expect(named, `${one.reply.element('Code')}`).not.toEqual([]);
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

it('says which input is enough for which', () => {
  const byInput = (input: Input) => enough.filter((row) => row.includes(input)).length;
  console.log(
    `${enough.join('\n')}\n${INPUTS.map((input) => `${input}: ${byInput(input)} of ${enough.length}`).join(', ')}`,
  );
});

const VARIANTS = CAUSES.flatMap((cause) => exactOf(cause).map(({ variant }) => `${cause.id}/${variant}`));

it.each(VARIANTS.filter((name) => !MADE_ELSEWHERE.has(name)))('%s fails on one base request at least', (name) => {
  expect(ROWS.map((row) => row.name)).toContain(name);
});

/** A request that is right: no mistake is proved of it, no matter what is given. */
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { CAUSES } from '../../src/causes/table.ts';
import { findCauses } from '../../src/search/find-causes.ts';
import { sidesOf } from '../../src/sides/sides.ts';
import { evidenceOf, type Failing, INPUTS, type Input } from '../support/causes/failing-requests.ts';
import { ask, SECRET } from '../support/sandbox/sandbox-client.ts';
import { BASE_NAMES, BASES, rightRequest } from '../support/sigv4/base-requests.ts';
import { inFull } from '../support/sweep.ts';

const GIVEN: readonly (readonly Input[])[] = [['request', 'secret'], ['log', 'secret'], INPUTS];

// The searches for a wrong secret take seconds where the secret is long.
const BASED = BASE_NAMES.map((name, number) => ({ name, number }));
describe.each(inFull(BASED, BASED.slice(0, 1)))('$name', ({ name, number }) => {
  const { head, body, draft } = rightRequest(name);
  const right: Failing = { made: head, arrived: head, signed: draft, body, reply: ask(BASES[name]().request) };

  // Each base request, and each thing that is given, with an answer and without one; all at once where that takes long.
  const cases = GIVEN.map((inputs, at) => ({ inputs, isAnswered: (number + at) % 2 === 0 }));
  it.each(name === 'odd-secret' ? cases.slice(-1) : cases)(
    'is proved wrong by nothing, given $inputs, answered: $isAnswered',
    ({ inputs, isAnswered }) => {
      const evidence = evidenceOf(right, inputs);
      const sides = sidesOf(isAnswered ? evidence : { ...evidence, answer: null }, () => SECRET as Octets);
      const proved = findCauses(sides, CAUSES).filter(({ certainty }) => certainty.kind === 'proved');
      expect(proved.map(({ cause, variant }) => `${cause.id}/${variant}`)).toEqual([]);
    },
  );
});

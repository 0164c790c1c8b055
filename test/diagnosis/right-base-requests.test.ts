/** A request that is right: no mistake is proved of it, no matter what is given. */
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { CAUSES } from '../../src/diagnosis/causes/table.ts';
import { findCauses } from '../../src/diagnosis/diagnose.ts';
import { sidesOf } from '../../src/diagnosis/sides.ts';
import { BASE_NAMES, BASES, rightRequest } from '../support/base-requests.ts';
import { evidenceOf, type Failing, INPUTS, type Input } from '../support/failing-requests.ts';
import { ask, SECRET } from '../support/sandbox-client.ts';
import { inFull } from '../support/sweep.ts';

const GIVEN: readonly (readonly Input[])[] = [['request', 'secret'], ['log', 'secret'], INPUTS];

// The searches for a wrong secret take seconds where the secret is long.
describe.each(inFull(BASE_NAMES, ['get-range'] as const))('%s', (name) => {
  const { head, body, draft } = rightRequest(name);
  const right: Failing = { made: head, arrived: head, signed: draft, body, reply: ask(BASES[name]().request) };

  it.each(GIVEN)('is proved wrong by nothing, given %s and %s', (...inputs) => {
    for (const answer of [null, evidenceOf(right, inputs).answer]) {
      const sides = sidesOf({ ...evidenceOf(right, inputs), answer }, () => SECRET as Octets);
      const proved = findCauses(sides, CAUSES).filter(({ standing }) => standing.kind === 'proved');
      expect(proved.map(({ cause, variant }) => `${cause.id}/${variant}`)).toEqual([]);
    }
  });
});

/** No secret of a failed request is shown: not in a diagnosis, not in what its screens are made of, not in a replay. */
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { walkPages } from '../../src/views/walk-pages.ts';
import { diagnosedToken, TOKEN } from '../support/causes/diagnosed.ts';

const SECRET_KEY = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

describe.each(['header', 'query'] as const)('a session token in the %s', (where) => {
  const walk = diagnosedToken(where);

  it('is in no value and on no page of the diagnosis', () => {
    const { trace, diagnosis } = walk.facts;
    expect(trace.values.some(({ bytes }) => /x-amz-security-token/i.test(bytes.octets))).toBe(true);
    const shown = JSON.stringify([trace.values.map(({ bytes }) => bytes.octets), diagnosis, walkPages(walk.facts)]);
    for (const form of [TOKEN, encodeURIComponent(TOKEN)]) expect(shown).not.toContain(form);
  });

  it('is in none of the replay, where the secret access key is masked too', async () => {
    const found = await walk.openReplay?.('replay/0');
    if (!found || isProblem(found)) throw new Error('There is no replay.');
    const { trace } = found.facts;
    const octets = trace.values.map(({ bytes }) => bytes.octets);
    expect(octets).toContain('*'.repeat(SECRET_KEY.length) as Octets);
    const shown = JSON.stringify([octets, found.facts.replay, walkPages(found.facts)]);
    for (const form of [TOKEN, encodeURIComponent(TOKEN), SECRET_KEY]) expect(shown).not.toContain(form);
  });
});

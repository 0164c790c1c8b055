/** Each verdict in words: the first line, and what it means. */
import { describe, expect, it } from 'vitest';
import { problem } from '../../src/bytes/problem.ts';
import type { Verdict } from '../../src/verification/verdict.ts';
import { verdictExplained, verdictInWords } from '../../src/verification/verdict.ts';

const found = problem('scope-parts', 'It is wrong.', 'Mend it.');
const placed = { ...found, where: { value: 'input', start: 7, end: 9 } };
const NOON = Date.UTC(2013, 4, 24, 12);
const RIGHT = 'The signature is right, but';
const UNKNOWN = 'Without the secret access key, the signature cannot be checked, and';
const at = {
  id: 'signature',
  name: 'Signature',
  stage: 'authorization',
  claimed: null,
  computed: null,
  standing: 'differs',
  says: 'It differs.',
} as const;
const early = { kind: 'not-yet-valid', from: NOON, now: NOON - 90_000 } as const;
const late = { kind: 'expired', until: NOON, now: NOON + 3_660_000 } as const;
const UNTIL = 'it was valid until 24 May 2013, 12:00 UTC, 1 hour and 1 minute before the time of this check.';
const FROM =
  'it is not valid until 24 May 2013, 12:00 UTC, which is 1 minute and 30 seconds after the time of this check.';
const CLOCK = 'Give another time with --at.';

const NOTHING_ELSE = { comparisons: [], notices: [], scheme: 'header' } as const;

describe('a verdict', () => {
  it.each<readonly [Verdict, string, string]>([
    [{ kind: 'match' }, 'match', 'The signature is right, and so is everything else that the request claims.'],
    [{ kind: 'mismatch', at }, 'mismatch at Signature', 'It differs.'],
    [
      { kind: 'mismatch', at, lapse: late },
      'mismatch at Signature',
      `It differs. Also, ${UNTIL.slice(0, -1)}, so even a correct signature would be refused. Sign the request again.`,
    ],
    [{ ...late, signature: 'same' }, 'expired', `${RIGHT} ${UNTIL} Sign the request again.`],
    [{ ...late, signature: 'unknown' }, 'expired', `${UNKNOWN} ${UNTIL} Sign the request again.`],
    [{ ...early, signature: 'same' }, 'not yet valid', `${RIGHT} ${FROM} ${CLOCK}`],
    [{ ...early, signature: 'unknown' }, 'not yet valid', `${UNKNOWN} ${FROM} ${CLOCK}`],
    [{ kind: 'malformed', problem: placed }, 'malformed at byte 7 of the input', 'It is wrong. Mend it.'],
    [{ kind: 'malformed', problem: found }, 'malformed at scope parts', 'It is wrong. Mend it.'],
    [{ kind: 'signature-version-2', problem: placed }, 'Signature Version 2', 'It is wrong. Mend it.'],
    [{ kind: 'unsigned', problem: placed }, 'unsigned', 'It is wrong. Mend it.'],
    [{ kind: 'unknown', says: 'No secret.' }, 'unknown', 'Nothing is known to be wrong. No secret.'],
  ])('%j is "%s"', (verdict, words, explained) => {
    expect([verdictInWords(verdict), verdictExplained(verdict, NOTHING_ELSE)]).toEqual([words, explained]);
  });

  it('of an expired URL advises a new URL', () => {
    const explained = verdictExplained({ ...late, signature: 'same' }, { ...NOTHING_ELSE, scheme: 'query' });
    expect(explained).toBe(`${RIGHT} ${UNTIL} Create a new URL.`);
  });
});

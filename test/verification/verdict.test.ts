/** Which of several things that are true of a request is its verdict. */
import { describe, expect, it } from 'vitest';
import { problem } from '../../src/bytes/problem.ts';
import type { Comparison, Standing } from '../../src/verification/comparison/comparison.ts';
import { type Verdict, verdictOf, verdictOfProblem } from '../../src/verification/verdict.ts';

const compared = (id: string, standing: Standing): Comparison => ({
  id,
  name: id,
  stage: 'request',
  claimed: null,
  computed: null,
  standing,
  says: `says of ${id}`,
});

const VALIDITY = { from: 1000, until: 2000 };
const BODY = problem('chunk-end', 'The body is broken.', 'Mend it.');

const CLOCKS = [
  [999, 'not-yet-valid'],
  [1000, null],
  [1999, null],
  [2000, 'expired'],
] as const;
const SIGNATURES = [
  ['same', 'match'],
  ['unknown', 'unknown'],
  [null, 'unknown'],
] as const;

/** Of every request that there can be: whether another value differs, whether the body is broken, when, by which key. */
const CASES = ['same', 'unknown', 'differs'].flatMap((other) =>
  [null, BODY].flatMap((body) =>
    CLOCKS.flatMap(([now, ofTime]) =>
      SIGNATURES.map(([signature, ofSignature]) => {
        const kind = other === 'differs' ? 'mismatch' : body ? 'malformed' : (ofTime ?? ofSignature);
        return { other, body, now, signature, kind, ofTime };
      }),
    ),
  ),
);

/** Why a wrong signature would be refused anyway. */
const LAPSES: Readonly<Record<string, (now: number) => object>> = {
  'not-yet-valid': (now) => ({ kind: 'not-yet-valid', from: 1000, now }),
  expired: (now) => ({ kind: 'expired', until: 2000, now }),
};

describe('the verdict', () => {
  it.each(CASES)(
    'is $kind at $now where another value is $other, the signature $signature and the body has $body.code',
    (each) => {
      const { other, body, now, signature, kind, ofTime } = each;
      const behind = compared(
        'checksum-crc32',
        other === 'differs' ? 'differs' : other === 'same' ? 'same' : 'unknown',
      );
      const comparisons = [...(signature === null ? [] : [compared('signature', signature)]), behind];
      expect(verdictOf(comparisons, body, VALIDITY, now)).toEqual(
        {
          mismatch: { kind, at: behind, ...(ofTime && { lapse: LAPSES[ofTime]?.(now) }) },
          malformed: { kind, problem: body },
          'not-yet-valid': { kind, from: 1000, now, signature: signature ?? 'unknown' },
          expired: { kind, until: 2000, now, signature: signature ?? 'unknown' },
          match: { kind },
          unknown: { kind, says: signature === null ? '' : 'says of signature' },
        }[kind],
      );
    },
  );

  it('is a wrong signature before all that comes after it, and a value before it first', () => {
    const wrong = compared('signature', 'differs');
    const scope = compared('scope-date', 'differs');
    const at = (...comparisons: readonly Comparison[]) => verdictOf(comparisons, BODY, VALIDITY, 3000);
    const lapse = { kind: 'expired', until: 2000, now: 3000 };
    expect(at(wrong, scope)).toEqual({ kind: 'mismatch', at: wrong, lapse });
    expect(at(scope, wrong)).toEqual({ kind: 'mismatch', at: scope, lapse });
  });

  it.each([0, 1e15])('is never one of time at %i where a policy says no end', (now) => {
    const forever = { from: Number.NEGATIVE_INFINITY, until: null };
    expect(verdictOf([compared('signature', 'same')], null, forever, now)).toEqual({ kind: 'match' });
  });
});

describe('the verdict on what has no claim', () => {
  it.each<readonly [string, Verdict['kind']]>([
    ['unsigned', 'unsigned'],
    ['signature-version-2', 'signature-version-2'],
    ['query-date', 'malformed'],
    ['match', 'malformed'],
  ])('with the problem %s is %s', (code, kind) => {
    const found = problem(code, 'It is wrong.', 'Mend it.');
    expect(verdictOfProblem(found)).toEqual({ kind, problem: found });
  });
});

/** Keys from secrets: kept or derived each time they are the same, and there is none for a secret that is not known. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALGORITHMS } from '../../src/sigv4/algorithms/table.ts';
import type { KeyRequest, KeySource } from '../../src/sigv4/claims/verify.ts';
import { recording, unrecorded } from '../../src/trace/trace.ts';
import { keptKeysFrom, keysFrom, type SecretSource } from '../../src/verification/keys.ts';
import { plainOf } from '../support/octets-of.ts';
import { hmacSignatureOf } from '../support/sigv4/independent-signer.ts';
import { isSignatureOf, keyPairOf } from '../support/sigv4/independent-sigv4a.ts';

/** Of a few, so that the same one is asked for again. */
const question: fc.Arbitrary<KeyRequest> = fc
  .record({
    algorithm: fc.constantFrom(...ALGORITHMS),
    id: fc.constantFrom('AKIDA', 'AKIDB', 'UNKNOWN', ''),
    date: fc.constantFrom('20130524', '20130525'),
    region: fc.constantFrom('us-east-1', 'eu-west-1'),
    service: fc.constantFrom('s3', 'sts'),
  })
  .map(({ algorithm, id, date, region, service }) => ({
    algorithm,
    accessKeyId: plainOf(id),
    timestamp: plainOf(`${date}T000000Z`),
    scope: { date: plainOf(date), region: plainOf(region), service: plainOf(service) },
    credentialScope: plainOf('not asked for'),
  }));

const SECRETS: Readonly<Record<string, string>> = { AKIDA: 'the secret of A', AKIDB: 'the secret of B' };
const secretOf: SecretSource = (id) => (SECRETS[id] === undefined ? null : plainOf(SECRETS[id]));
const TEXT = plainOf('a string to sign');

/** The key, and what it took to have it. */
function asked(source: KeySource, question: KeyRequest) {
  const { record, values } = recording();
  const key = source(question, record);
  return { key, recorded: values.map(({ id, secrecy, bytes }) => [id, secrecy, bytes.octets]) };
}

/** By the tests' own signer or verifier. */
function isSignedIndependently({ algorithm, accessKeyId, scope }: KeyRequest, signature: string): boolean {
  const secret = SECRETS[accessKeyId.octets] ?? '';
  if (algorithm.id === 'sigv4a')
    return isSignatureOf(TEXT.octets, signature, keyPairOf(accessKeyId.octets, secret).publicKey);
  const parts = [scope.date, scope.region, scope.service].map(({ octets }) => octets as string);
  return signature === hmacSignatureOf(TEXT.octets, { secret, scope: [...parts, 'aws4_request'] });
}

describe('keys that are kept', () => {
  it('are those that are derived each time, and record the same', { tags: ['expensive'] }, () => {
    fc.assert(
      fc.property(fc.array(question, { minLength: 1, maxLength: 12 }), (questions) => {
        const kept = keptKeysFrom(secretOf);
        const unkept = keysFrom(secretOf);
        for (const each of questions) {
          const [one, other] = [asked(kept, each), asked(unkept, each)];
          expect(one.recorded).toEqual(other.recorded);
          expect(one.key === null).toBe(SECRETS[each.accessKeyId.octets] === undefined);
          expect(other.key === null).toBe(one.key === null);
          if (one.key === null || other.key === null) continue;
          const signatures = [one.key, other.key].map((key) => key.sign(TEXT, unrecorded).octets);
          for (const signature of signatures)
            expect([one.key.accepts(TEXT, signature), other.key.accepts(TEXT, signature)]).toEqual([true, true]);
          for (const signature of signatures) expect(isSignedIndependently(each, signature)).toBe(true);
        }
      }),
    );
  });

  it('are not those of another secret, once the source has another', () => {
    const secrets = ['first', 'second'];
    const source = keptKeysFrom(() => plainOf(secrets.shift() ?? ''));
    const [each] = fc.sample(question, { numRuns: 1, seed: 1 });
    if (!each) throw new Error('no question');
    const [one, other] = [asked(source, each).key, asked(source, each).key];
    expect(other?.accepts(TEXT, one?.sign(TEXT, unrecorded).octets ?? TEXT.octets)).toBe(false);
  });
});

describe.each([
  ['kept', keptKeysFrom],
  ['unkept', keysFrom],
])('a source of %s keys', (_how, from) => {
  it('has none for a key ID that is not known, and records nothing of it', () => {
    fc.assert(
      fc.property(question, (each) => {
        expect(
          asked(
            from(() => null),
            each,
          ),
        ).toEqual({ key: null, recorded: [] });
      }),
    );
  });

  it('records the secret as one, so that the redactor knows it', () => {
    fc.assert(
      fc.property(question, (each) => {
        const [secret] = asked(
          from(() => plainOf('a secret')),
          each,
        ).recorded;
        expect(secret).toEqual(['secret-access-key', 'secret', 'a secret']);
      }),
    );
  });
});

/** The report of `sigv4 verify --json`. */
import { describe, expect, it } from 'vitest';
import { OTHER } from '../../support/verification/verify-inputs.ts';
import { EXAMPLE_ID, SIGNATURE, SIGNED_GET, signedGetOf, verifyText } from '../../support/verification/verifying.ts';

describe('--json', () => {
  it('has the verdict, the claim, the comparisons and the stages', async () => {
    const { output } = await verifyText(SIGNED_GET, { options: { json: true } });
    const answer = JSON.parse(output);
    expect(Object.keys(answer)).toEqual([
      ...[
        'version',
        'verdict',
        'firstDifference',
        'from',
        'until',
        'problem',
        'says',
        'claim',
        'secretSource',
        'comparisons',
        'notices',
        'remarks',
      ],
      'lesson',
      'stages',
      'origins',
    ]);
    expect(answer).toMatchObject({
      version: 1,
      verdict: 'match',
      firstDifference: null,
      problem: null,
      notices: [],
      remarks: [],
    });
    expect(answer.claim).toEqual({
      form: 'header',
      algorithm: 'AWS4-HMAC-SHA256',
      accessKeyId: EXAMPLE_ID,
      date: '20130524',
      region: 'us-east-1',
      service: 's3',
      timestamp: '20130524T000000Z',
      signature: SIGNATURE,
      validFrom: '2013-05-23T23:45:00.000Z',
      validUntil: '2013-05-24T00:15:00.000Z',
    });
    expect(answer.stages.map(({ id }: { id: string }) => id)).toEqual([
      ...['request', 'credential-scope', 'signing-key', 'canonical-request', 'string-to-sign', 'comparison'],
    ]);
  });

  it('says of a value that is the same nothing that would be said of one that differs', async () => {
    const { output } = await verifyText(SIGNED_GET, { options: { json: true } });
    const { comparisons } = JSON.parse(output);
    expect(comparisons.map(({ standing }: { standing: string }) => standing)).toEqual(['same', 'same', 'same', 'same']);
    expect(comparisons.map(({ says }: { says: unknown }) => says)).toEqual([null, null, null, null]);
  });

  it('names where it differs', async () => {
    const text = SIGNED_GET.replace(SIGNATURE, SIGNATURE.replace('f0e8', 'f0e9'));
    const { firstDifference, comparisons } = JSON.parse((await verifyText(text, { options: { json: true } })).output);
    expect(firstDifference).toEqual({ id: 'signature', name: 'Signature', stage: 'authorization' });
    expect(comparisons.at(-1)).toMatchObject({
      standing: 'differs',
      differsFrom: 3,
      claimed: { text: expect.any(String) },
    });
  });

  it('has no secret and no key unless they are asked for', async () => {
    const options = { json: true };
    const signingKey = 'dbb893acc010964918f1fd433add87c70e8b0db6be30c1fbeafefa5ec6ba8378';
    const text = signedGetOf(OTHER);
    const order = { files: { secret: OTHER.secret } };
    const hidden = await verifyText(text, { ...order, options: { ...options, secretFrom: 'secret' } });
    const shown = await verifyText(text, { ...order, options: { ...options, secretFrom: 'secret', showSecret: true } });
    expect([hidden.output.includes(OTHER.secret), shown.output.includes(OTHER.secret)]).toEqual([false, true]);
    // AWS's own example is no secret.
    expect((await verifyText(SIGNED_GET, { options })).output).toContain(signingKey);
  });

  it('has a claim of SigV4A with a region set', async () => {
    const text = SIGNED_GET.replace('AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256')
      .replace('/us-east-1/', '/')
      .replace('Range', 'x-amz-region-set: us-*\r\nRange');
    const { verdict, claim, firstDifference } = JSON.parse(
      (await verifyText(text, { options: { json: true } })).output,
    );
    expect([verdict, firstDifference.id, claim.regionSet, 'region' in claim]).toEqual([
      'mismatch',
      'signature',
      'us-*',
      false,
    ]);
  });
});

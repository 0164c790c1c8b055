/** What the form of a browser upload claims. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProblem } from '../../../src/bytes/problem.ts';
import { claimOfForm, POLICY_FIELDS } from '../../../src/sigv4/claims/policy-claim.ts';
import { verify } from '../../../src/sigv4/claims/verify.ts';
import { S3_RULES } from '../../../src/sigv4/rules.ts';
import { unrecorded } from '../../../src/trace/trace.ts';
import { plainOf } from '../../support/octets-of.ts';
import { expectProblem, sound } from '../../support/problems.ts';
import { keyFromSecret } from '../../support/sigv4/key-from-secret.ts';
import { EXAMPLE } from '../../support/sigv4/signing.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-example.html, its policy being any. */
const FORM = {
  'x-amz-algorithm': 'AWS4-HMAC-SHA256',
  'x-amz-credential': 'AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request',
  'x-amz-date': '20151229T000000Z',
  policy: 'e30=',
  'x-amz-signature': '0',
};

function claimOf(form: Readonly<Record<string, string>>) {
  return claimOfForm((name) => (form[name] === undefined ? null : plainOf(form[name])));
}

describe('the form of an upload', () => {
  it('claims what its fields say', () => {
    const claim = sound(claimOf({ ...FORM, 'x-amz-security-token': 'a/b' }));
    const { accessKeyId, scope, terminator, timestamp, signature, sessionToken, signed } = claim;
    expect(claim).toMatchObject({ scheme: 'policy', expires: null, algorithm: { id: 'sigv4' } });
    expect(signed).toEqual({ kind: 'policy', policy: plainOf('e30=') });
    expect([accessKeyId, scope.date, scope.region, scope.service, terminator].map(({ octets }) => octets)).toEqual([
      'AKIAIOSFODNN7EXAMPLE',
      '20151229',
      'us-east-1',
      's3',
      'aws4_request',
    ]);
    expect([timestamp, signature, sessionToken].map((bytes) => bytes?.octets)).toEqual([
      '20151229T000000Z',
      '0',
      'a/b',
    ]);
  });

  it('claims no session token where it has none', () => {
    expect(sound(claimOf(FORM)).sessionToken).toBeNull();
  });

  it.each(POLICY_FIELDS)('is a problem without %s', (name) => {
    const others = Object.fromEntries(Object.entries(FORM).filter(([field]) => field !== name));
    expect(expectProblem(claimOf(others), 'missing-fields').says).toContain(`no field ${name}.`);
  });

  it('is a problem that names all that is missing', () => {
    const problem = expectProblem(claimOf({ policy: 'e30=', 'x-amz-date': '20151229T000000Z' }), 'missing-fields');
    for (const name of ['x-amz-algorithm', 'x-amz-credential', 'x-amz-signature'])
      expect(problem.says).toContain(`no field ${name}`);
  });

  it('is not signed where it has nothing of Signature Version 4', () => {
    expectProblem(claimOf({}), 'unsigned');
    expectProblem(claimOf({ policy: 'e30=', awsaccesskeyid: 'AKIA' }), 'unsigned');
    expectProblem(claimOf({ policy: 'e30=', awsaccesskeyid: 'AKIA', signature: 'a=' }), 'signature-version-2');
  });

  it.each([
    ['x-amz-algorithm', 'AWS4-HMAC-SHA512', 'form-algorithm'],
    ['x-amz-algorithm', '', 'form-algorithm'],
    ['x-amz-credential', 'AKIAIOSFODNN7EXAMPLE', 'form-credential'],
    ['x-amz-credential', '', 'form-credential'],
    ['x-amz-credential', 'AKIA%2F20151229%2Fus-east-1%2Fs3%2Faws4_request', 'form-credential'],
    ['x-amz-date', '20151229', 'form-date'],
    ['x-amz-date', 'Tue, 29 Dec 2015 00:00:00 GMT', 'form-date'],
    ['x-amz-date', '', 'form-date'],
  ])('is a problem where %s is %j', (name, value, code) => {
    expectProblem(claimOf({ ...FORM, [name]: value }), code);
  });

  it('never throws, no matter what its fields are, nor does verifying it', () => {
    const bytes = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)) });
    const form = fc.record({
      'x-amz-algorithm': fc.constantFrom('AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256'),
      'x-amz-credential': fc.oneof(bytes, fc.constant(FORM['x-amz-credential'])),
      'x-amz-date': fc.oneof(bytes, fc.constant(FORM['x-amz-date'])),
      policy: bytes,
      'x-amz-signature': fc.oneof(bytes, fc.stringMatching(/^30[0-9a-f]*$/)),
    });
    fc.assert(
      fc.property(form, (fields) => {
        const claim = claimOf(fields);
        if (!isProblem(claim))
          expect(verify(claim, keyFromSecret(plainOf(EXAMPLE.secret)), S3_RULES, unrecorded).signature).toBe('wrong');
      }),
    );
  });
});

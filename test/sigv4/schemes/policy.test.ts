/** Browser uploads: the policy is signed as base64, and the form carries what the server needs. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProblem } from '../../../src/bytes/problem.ts';
import { AWS4_ECDSA_P256_SHA256 } from '../../../src/sigv4/algorithms/ecdsa-p256-sha256.ts';
import { claimOfForm } from '../../../src/sigv4/claims/policy-claim.ts';
import { verify } from '../../../src/sigv4/claims/verify.ts';
import { S3_RULES } from '../../../src/sigv4/rules.ts';
import { type PolicyInput, SIGNER_FIELDS, type SignedPolicy, signPolicy } from '../../../src/sigv4/schemes/policy.ts';
import { traceForm } from '../../../src/sigv4/sign.ts';
import { findValue, unrecorded } from '../../../src/trace/trace.ts';
import { givenOf, octetsOf, plainOf } from '../../support/octets-of.ts';
import { expectProblem, sound } from '../../support/problems.ts';
import { sha256Of, signPolicyIndependently } from '../../support/sigv4/independent-signer.ts';
import { isSignatureOf, keyPairOf } from '../../support/sigv4/independent-sigv4a.ts';
import { keyFromSecret } from '../../support/sigv4/key-from-secret.ts';
import { type Asked, EXAMPLE, inputOf } from '../../support/sigv4/signing.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-example.html */
const POLICY = [
  '{ "expiration": "2015-12-30T12:00:00.000Z",',
  '  "conditions": [',
  '    {"bucket": "sigv4examplebucket"},',
  '    ["starts-with", "$key", "user/user1/"],',
  '    {"acl": "public-read"},',
  '    {"success_action_redirect": "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"},',
  '    ["starts-with", "$Content-Type", "image/"],',
  '    {"x-amz-meta-uuid": "14365123651274"},',
  '    {"x-amz-server-side-encryption": "AES256"},',
  '    ["starts-with", "$x-amz-meta-tag", ""],',
  '',
  '    {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"},',
  '    {"x-amz-algorithm": "AWS4-HMAC-SHA256"},',
  '    {"x-amz-date": "20151229T000000Z" }',
  '  ]',
  '}',
].join('\r\n');
const SIGNATURE = '8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e';
/** Of the string to sign that AWS prints, 864 characters of base64. */
const STRING_TO_SIGN_SHA256 = '8e5172df8adf0fe892bdd80fb6ed0e08dca0652a8e8c6df029ed991d5163c147';
const SHORT = '{"expiration": "2030-01-01T00:00:00Z", "conditions": [{"bucket": "b"}]}';

const PAYLOAD = { length: 0, sha256: octetsOf(sha256Of('')) };

interface AskedPolicy extends Omit<Asked, 'head'> {
  readonly policy: string;
  readonly missing?: PolicyInput['missing'];
}

const DOCUMENTED: AskedPolicy = { policy: POLICY, timestamp: '20151229T000000Z' };

function policyInput({ policy, missing = [], ...asked }: AskedPolicy, make = plainOf as typeof givenOf): PolicyInput {
  const { algorithm, credentials, timestamp, region, service } = inputOf({ ...asked, head: '' }, make);
  const missingAt = policy.lastIndexOf(']');
  return { algorithm, credentials, timestamp, region, service, policy: make(policy, 'the policy'), missing, missingAt };
}

const signed = (asked: AskedPolicy) => sound(signPolicy(policyInput(asked), unrecorded));
const fieldsOf = ({ fields }: SignedPolicy) => fields.map(({ name, value }): string[] => [name.octets, value.octets]);
const policyOf = ({ stringToSign }: SignedPolicy) => Buffer.from(stringToSign.octets, 'base64').toString('latin1');

/** Whether a server that knows the secret accepts a form. */
function accepts(fields: readonly (readonly string[])[], secret: string = EXAMPLE.secret): boolean {
  const all = new Map(fields.map(([name = '', value = '']) => [name, plainOf(value)]));
  const claim = claimOfForm((name) => all.get(name) ?? null);
  if (isProblem(claim)) return false;
  return verify(claim, keyFromSecret(plainOf(secret)), S3_RULES, unrecorded).signature === 'right';
}

describe("AWS's documented policy", () => {
  it('has the signature that AWS prints, of the base64 text and nothing else', () => {
    const { stringToSign, signature } = signed(DOCUMENTED);
    expect(stringToSign.octets).toBe(Buffer.from(POLICY, 'latin1').toString('base64'));
    expect(sha256Of(stringToSign.octets)).toBe(STRING_TO_SIGN_SHA256);
    expect(signature.octets).toBe(SIGNATURE);
  });

  it('has another signature with line ends of one byte', () => {
    expect(signed({ ...DOCUMENTED, policy: POLICY.replaceAll('\r\n', '\n') }).signature.octets).not.toBe(SIGNATURE);
  });

  it('has the fields of its form', () => {
    const result = signed(DOCUMENTED);
    expect(fieldsOf(result)).toEqual([
      ['x-amz-algorithm', 'AWS4-HMAC-SHA256'],
      ['x-amz-credential', 'AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request'],
      ['x-amz-date', '20151229T000000Z'],
      ['policy', result.stringToSign.octets],
      ['x-amz-signature', SIGNATURE],
    ]);
    expect(accepts(fieldsOf(result))).toBe(true);
    expect(accepts(fieldsOf(result), 'another secret')).toBe(false);
  });

  it.each([0, 1, 2, 3, 4])('is accepted with no other field: number %i', (at) => {
    const fields = fieldsOf(signed(DOCUMENTED));
    const changes = [
      'AWS4-ECDSA-P256-SHA256',
      'A/20151228/us-east-1/s3/aws4_request',
      '20151230T000000Z',
      'e30=',
      '00',
    ];
    const changed = fields.with(at, [fields[at]?.[0] ?? '', changes[at] ?? '']);
    // Neither the time of day nor the key ID is in what is signed: the server looks them up in the policy.
    const isCovered = at !== 2;
    expect(accepts(changed)).toBe(!isCovered);
  });
});

describe('conditions that a policy lacks', () => {
  it('are put at the end of its list, in the order of the signer', () => {
    const result = signed({ ...DOCUMENTED, policy: SHORT, missing: SIGNER_FIELDS, token: 'a/b+c=' });
    expect(JSON.parse(policyOf(result))).toEqual({
      expiration: '2030-01-01T00:00:00Z',
      conditions: [
        { bucket: 'b' },
        { 'x-amz-algorithm': 'AWS4-HMAC-SHA256' },
        { 'x-amz-credential': 'AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request' },
        { 'x-amz-date': '20151229T000000Z' },
        { 'x-amz-security-token': 'a/b+c=' },
      ],
    });
    expect(accepts(fieldsOf(result))).toBe(true);
  });

  it('are those that are asked for', () => {
    const result = signed({ ...DOCUMENTED, policy: SHORT, missing: ['x-amz-date'] });
    expect(JSON.parse(policyOf(result)).conditions).toEqual([{ bucket: 'b' }, { 'x-amz-date': '20151229T000000Z' }]);
  });

  it('have no token where the credentials have none', () => {
    const result = signed({ ...DOCUMENTED, policy: SHORT, missing: ['x-amz-security-token'] });
    expect(policyOf(result)).toBe(SHORT);
    expect(fieldsOf(result).map(([name]) => name)).not.toContain('x-amz-security-token');
  });

  it('change no byte where nothing is missing', () => {
    expect(policyOf(signed(DOCUMENTED))).toBe(POLICY);
  });

  it('are in the form as fields whether or not they were missing', () => {
    const token = 'a/b+c=';
    for (const missing of [[], SIGNER_FIELDS]) {
      const fields = fieldsOf(signed({ ...DOCUMENTED, missing, token }));
      expect(fields).toContainEqual(['x-amz-security-token', token]);
    }
  });
});

describe('any policy', () => {
  const bytes = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)) });

  it('is signed as an independent signer signs it, byte for byte, and is accepted', () => {
    fc.assert(
      fc.property(bytes, (policy) => {
        const result = signed({ policy });
        const independent = signPolicyIndependently(policy, EXAMPLE);
        expect(result.stringToSign.octets).toBe(independent.stringToSign);
        expect(result.signature.octets).toBe(independent.signature);
        // A form without a policy is none.
        if (policy !== '') expect(accepts(fieldsOf(result))).toBe(true);
      }),
    );
  });
});

describe('a policy of SigV4A', () => {
  it('is signed with the private key', () => {
    const { stringToSign, signature } = signed({ ...DOCUMENTED, algorithm: AWS4_ECDSA_P256_SHA256, region: '*' });
    const { publicKey } = keyPairOf(EXAMPLE.keyId, EXAMPLE.secret);
    expect(isSignatureOf(stringToSign.octets, signature.octets, publicKey)).toBe(true);
  });
});

describe('the trace of a policy', () => {
  const { trace } = traceForm(policyInput({ ...DOCUMENTED, missing: SIGNER_FIELDS }, givenOf), PAYLOAD, () => null);

  it('has the stages of its scheme, and each of its values belongs to one', () => {
    const stages = trace.stages.map(({ id }) => id);
    expect(trace).toMatchObject({ scheme: 'policy', purpose: 'sign', outcome: { kind: 'signed' } });
    expect(stages).toEqual([
      'request',
      'credential-scope',
      'signing-key',
      'string-to-sign',
      'form-fields',
      'request-bytes',
      'response-bytes',
    ]);
    expect(trace.values.filter(({ stage }) => !stages.includes(stage))).toEqual([]);
  });

  it('has the policy as it was given and as it was signed, and no canonical request', () => {
    expect(findValue(trace, 'given-policy')?.bytes.octets).toBe(POLICY);
    expect(findValue(trace, 'policy')?.bytes.octets).toContain('{"x-amz-date": "20151229T000000Z" }\r\n  , {"x-amz-al');
    expect(findValue(trace, 'canonical-request')).toBeUndefined();
  });

  it('has what the caller attaches, and nothing of it where the policy cannot be signed', () => {
    const attached: SignedPolicy[] = [];
    const attach = (result: SignedPolicy) => void attached.push(result);
    traceForm(policyInput(DOCUMENTED, givenOf), PAYLOAD, attach);
    const { trace: failed } = traceForm(policyInput({ ...DOCUMENTED, timestamp: '2015' }, givenOf), PAYLOAD, attach);
    expect(attached.map(({ signature }) => signature.octets)).toEqual([SIGNATURE]);
    expect(failed.outcome).toMatchObject({ kind: 'malformed', problem: { code: 'timestamp' } });
  });

  it('has no policy with a time that is none', () => {
    expectProblem(signPolicy(policyInput({ ...DOCUMENTED, timestamp: '' }), unrecorded), 'timestamp');
  });
});

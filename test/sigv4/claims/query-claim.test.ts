/** What a presigned URL claims, with its parameters in any order, and each way in which it can be wrong. */
import { describe, expect, it } from 'vitest';
import type { Claim } from '../../../src/sigv4/claims/claim.ts';
import { QUERY_PARAMETERS } from '../../../src/sigv4/claims/query-claim.ts';
import { GENERAL_RULES } from '../../../src/sigv4/rules.ts';
import { expectProblem, sound } from '../../support/problems.ts';
import { type Pair, sha256Of } from '../../support/sigv4/independent-signer.ts';
import { accepts, claimOf, EXAMPLE, sign } from '../../support/sigv4/signing.ts';

/** AWS's documented presigned GET. */
const SIGNATURE = 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';
const PARAMETERS: readonly Pair[] = [
  ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
  ['X-Amz-Credential', 'AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request'],
  ['X-Amz-Date', '20130524T000000Z'],
  ['X-Amz-Expires', '86400'],
  ['X-Amz-SignedHeaders', 'host'],
  ['X-Amz-Signature', SIGNATURE],
];
const HOST = 'Host: examplebucket.s3.amazonaws.com';

const queryOf = (parameters: readonly Pair[]) => parameters.map((pair) => pair.join('=')).join('&');
const headWith = (query: string, ...lines: readonly string[]) =>
  [`GET /test.txt?${query} HTTP/1.1`, HOST, ...lines, '', ''].join('\r\n');
/** The documented URL with one parameter's value exchanged. */
const withValue = (name: string, value: string) =>
  headWith(queryOf(PARAMETERS.map((pair) => (pair[0] === name ? [name, value] : pair))));

function requestOf(claim: Claim) {
  if (claim.signed.kind !== 'request') throw new Error('a policy');
  return claim.signed;
}
const targetOf = (head: string, rules = {}) => requestOf(sound(claimOf(head, '', rules))).request.target.octets;

describe('the signature of a presigned URL', () => {
  const others = queryOf(PARAMETERS.slice(0, -1));
  const signature = `X-Amz-Signature=${SIGNATURE}`;
  const [first = '', ...more] = others.split('&');

  it.each([
    ['at the end', `${others}&${signature}`, others],
    ['at the start', `${signature}&${others}`, others],
    ['in the middle', [first, signature, ...more].join('&'), others],
    ['twice', `${signature}&${others}&${signature}`, others],
    ['twice, once without a value', `${signature}&${others}&X-Amz-Signature`, others],
    ['between empty parameters', `&&${others}&&${signature}&`, `&&${others}&&`],
  ])('is taken out %s, and the rest stays as it is', (_where, query, kept) => {
    expect(targetOf(headWith(query))).toBe(`/test.txt?${kept}`);
    expect(accepts(headWith(query))).toBe(true);
  });

  it('is the first, where there are several', () => {
    const wrong = 'X-Amz-Signature=0';
    expect(accepts(headWith(`${wrong}&${others}&${signature}`))).toBe(false);
    expect(accepts(headWith(`${signature}&${others}&${wrong}`))).toBe(true);
  });

  it.each(['X-Amz-Signature2=1', 'x-amz-signature=1', 'X%2DAmz-Signature=1', 'a=X-Amz-Signature=1', 'X-Amz-Signatur'])(
    'is not %s, which is signed like any other parameter',
    (other) => {
      expect(targetOf(headWith(`${other}&${others}&${signature}`))).toBe(`/test.txt?${other}&${others}`);
      const target = `/test.txt?${other}`;
      const signed = sign({ head: headWith('').replace('/test.txt?', target), expires: '60', rules: UNSIGNED });
      expect(accepts(signed.bytes.octets)).toBe(true);
      expect(accepts(signed.bytes.octets.replace(other, `${other}x`))).toBe(false);
    },
  );

  it('is read also where it was percent-encoded', () => {
    expect(accepts(withValue('X-Amz-Signature', SIGNATURE.replace('a', '%61')))).toBe(true);
  });
});

const UNSIGNED = { payload: 'unsigned' } as const;

describe('the parameters of a presigned URL', () => {
  it('may be in any order, and be encoded more than they need be', () => {
    expect(accepts(headWith(queryOf(PARAMETERS.toReversed())))).toBe(true);
    expect(accepts(withValue('X-Amz-Date', '%32%30130524T000000%5a'))).toBe(true);
    expect(accepts(withValue('X-Amz-Credential', 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request'))).toBe(
      true,
    );
  });

  it('may have others among them without a value', () => {
    const signed = sign({ head: headWith('acl&&x='), expires: '60', rules: UNSIGNED }).bytes.octets;
    expect(targetOf(signed)).toMatch(/^\/test\.txt\?acl&&x=&X-Amz-Algorithm=/);
    expect(accepts(signed)).toBe(true);
  });

  it.each(QUERY_PARAMETERS)('are a problem without %s', (name) => {
    const without = PARAMETERS.filter((pair) => pair[0] !== name);
    const problem = expectProblem(claimOf(headWith(queryOf(without))), 'missing-query-parameters');
    expect(problem.says).toContain(`no ${name}.`);
    expectProblem(claimOf(withValue(name, '')), 'missing-query-parameters');
    const valueless = [...without.map((pair) => pair.join('=')), name].join('&');
    expectProblem(claimOf(headWith(valueless)), 'missing-query-parameters');
  });

  it('are a problem that names all that are missing', () => {
    const problem = expectProblem(claimOf(headWith('X-Amz-Signature=0')), 'missing-query-parameters');
    for (const name of QUERY_PARAMETERS.filter((each) => each !== 'X-Amz-Signature')) {
      expect(problem.says).toContain(`no ${name}`);
    }
  });

  it.each([
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA512', 'unknown-query-algorithm'],
    ['X-Amz-Algorithm', 'aws4-hmac-sha256', 'unknown-query-algorithm'],
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256%20', 'unknown-query-algorithm'],
    ['X-Amz-Credential', 'AKID', 'query-credential'],
    ['X-Amz-Credential', 'AKID%2F20130524%2Fs3%2Faws4_request', 'query-credential'],
    ['X-Amz-Credential', 'AKID%252F20130524%252Fus-east-1%252Fs3%252Faws4_request', 'query-credential'],
    ['X-Amz-Credential', '%2F20130524%2Fus-east-1%2Fs3%2Faws4_request', 'query-credential'],
    ['X-Amz-Date', '20130524', 'query-date'],
    ['X-Amz-Date', '20130230T000000Z', 'query-date'],
    ['X-Amz-Date', 'Fri,%2024%20May%202013%2000:00:00%20GMT', 'query-date'],
    ['X-Amz-Date', '2013-05-24T00:00:00Z', 'query-date'],
    ['X-Amz-Expires', 'soon', 'expires-not-a-number'],
    ['X-Amz-Expires', '1.5', 'expires-not-a-number'],
    ['X-Amz-Expires', '1e3', 'expires-not-a-number'],
    ['X-Amz-Expires', '0x10', 'expires-not-a-number'],
    ['X-Amz-Expires', '%201', 'expires-not-a-number'],
    ['X-Amz-Expires', '-', 'expires-not-a-number'],
    ['X-Amz-Expires', '-1', 'expires-negative'],
    ['X-Amz-Expires', `-${'9'.repeat(400)}`, 'expires-negative'],
    ['X-Amz-Expires', '604801', 'expires-too-long'],
    ['X-Amz-Expires', '9'.repeat(400), 'expires-too-long'],
  ])('are a problem where %s is %s', (name, value, code) => {
    expectProblem(claimOf(withValue(name, value)), code);
  });

  it.each(['1', '86399', '604800'])('are none where X-Amz-Expires is %s', (expires) => {
    expect(sound(claimOf(withValue('X-Amz-Expires', expires))).expires?.octets).toBe(expires);
  });
});

describe('the credential of a presigned URL', () => {
  it.each(['a/b=c', '/a//', '=', '20130524/us-east-1/s3/aws4_request'])('may have the key ID %s', (keyId) => {
    const asked = { head: headWith('a'), expires: '60', rules: UNSIGNED, keyId };
    const signed = sign(asked).bytes.octets;
    expect(sound(claimOf(signed)).accessKeyId.octets).toBe(keyId);
    expect(accepts(signed)).toBe(true);
  });

  it('may have a slash after it', () => {
    const value = `${PARAMETERS[1]?.[1]}%2F`;
    const { accessKeyId, scope, terminator } = sound(claimOf(withValue('X-Amz-Credential', value)));
    expect([accessKeyId, scope.date, terminator].map(({ octets }) => octets)).toEqual([
      EXAMPLE.keyId,
      '20130524',
      'aws4_request',
    ]);
  });
});

describe('the payload of a presigned URL', () => {
  const query = queryOf(PARAMETERS);
  const hashed = (head: string, rules = {}) => requestOf(sound(claimOf(head, 'body', rules))).hashedPayload.octets;

  it.each([
    ['unsigned for S3', headWith(query), {}, 'UNSIGNED-PAYLOAD'],
    ['its hash for other services', headWith(query), GENERAL_RULES, sha256Of('body')],
    ['what a header says', headWith(query, 'X-Amz-Content-Sha256: said'), {}, 'said'],
    ['what a parameter says', headWith(`${query}&X-Amz-Content-Sha256=sa%69d`), {}, 'said'],
    [
      'what a header says rather than a parameter',
      headWith(`${query}&X-Amz-Content-Sha256=other`, 'x-amz-content-sha256: said'),
      GENERAL_RULES,
      'said',
    ],
  ])('is %s', (_what, head, rules, expected) => {
    expect(hashed(head, rules)).toBe(expected);
  });
});

describe('the session token of a presigned URL', () => {
  const others = queryOf(PARAMETERS.slice(0, -1));
  const query = `X-Amz-Security-Token=a%2Fb&${others}&X-Amz-Signature=${SIGNATURE}`;

  it('is claimed decoded, and stays in what is signed', () => {
    expect(sound(claimOf(headWith(query))).sessionToken?.octets).toBe('a/b');
    expect(targetOf(headWith(query))).toBe(`/test.txt?X-Amz-Security-Token=a%2Fb&${others}`);
  });

  it('is taken out where it is appended after signing', () => {
    const rules = { sessionToken: 'appended' } as const;
    expect(sound(claimOf(headWith(query), '', rules)).sessionToken?.octets).toBe('a/b');
    expect(targetOf(headWith(query), rules)).toBe(`/test.txt?${others}`);
    expect(accepts(headWith(query), { rules })).toBe(true);
  });

  it('is empty where it has no value, and none where there is none', () => {
    expect(sound(claimOf(headWith(`${queryOf(PARAMETERS)}&X-Amz-Security-Token`))).sessionToken?.octets).toBe('');
    expect(sound(claimOf(headWith(queryOf(PARAMETERS)))).sessionToken).toBeNull();
  });
});

/** What is found by search, where no listed mistake makes the signature: each as a person would have made it. */
import { describe, expect, it } from 'vitest';
import { diagnosed, mismatch, sureOf } from '../support/evidence/pasted-failure.ts';
import { NOW, ordered, SCOPE, SECRET } from '../support/sandbox/sandbox-client.ts';
import { hmacSignatureOf, sha256Of, stringToSignOf } from '../support/sigv4/independent-signer.ts';

const RIGHT = ordered({});

/** The first finding, of a request that is sent as it should be and signed as `order` says. */
function firstOf(order: Parameters<typeof ordered>[0], sent: Parameters<typeof ordered>[0], secret: string | null) {
  const { authorization } = ordered(order);
  const list = /SignedHeaders=[^,]*/.exec(ordered(sent).authorization)?.[0] ?? '';
  const request = ordered({ ...sent, authorization: authorization.replace(/SignedHeaders=[^,]*/, list) }).request;
  const [first] = diagnosed([mismatch(ordered(sent)), request], secret)?.findings ?? [];
  return first && `${first.cause.id}/${first.variant} ${first.certainty.kind}`;
}

const withSecret = (secret: string) => ({ secret });
const replacedAt = (at: number, by: string) => SECRET.slice(0, at) + by + SECRET.slice(at + 1);

describe('A secret that is none is proved without the right one', () => {
  it.each(['\u0024{AWS_SECRET_ACCESS_KEY}', 'undefined', '<your-secret-key>', '{{ s3_secret }}', ''])(
    '%j',
    (secret) => {
      expect(firstOf(withSecret(secret), {}, null)).toBe('wrong-secret/no-secret proved');
    },
  );

  it('and of any other text no more is said than that the request arrived as it was sent', () => {
    const { request } = ordered(withSecret('another secret'));
    const found = diagnosed([mismatch(RIGHT), request], null);
    expect(sureOf(found)).toEqual([]);
    expect(found?.findings[0]?.cause.id).toBe('wrong-secret');
    expect(found?.verdict?.id).toBe('arrived-as-sent');
  });

  it('and it is possible where an AWS SDK made the signature, which does not derive keys in a wrong way', () => {
    const agent = { headers: [['User-Agent', 'Boto3/1.40.0']] } as const;
    const { request } = ordered({ ...agent, ...withSecret('another secret') });
    expect(diagnosed([mismatch(ordered(agent)), request], null)?.findings[0]?.cause.id).toBe('wrong-secret');
  });
});

describe('A typing error in the secret', () => {
  it.each([
    ['a wrong character', replacedAt(7, 'x')],
    ['a character too few', replacedAt(12, '')],
    ['a character too many', replacedAt(20, `${SECRET[20]}Q`)],
    ['two characters swapped', SECRET.slice(0, 3) + SECRET[4] + SECRET[3] + SECRET.slice(5)],
  ])('%s', (_what, secret) => {
    expect(firstOf(withSecret(secret), {}, SECRET)).toBe('wrong-secret/typing-error proved');
  });
});

it('A service that is taken for another is found in the key', () => {
  const signed = ordered({ scope: ['20130524', 'us-east-1', 'appsync', 'aws4_request'] });
  const request = ordered({
    authorization: RIGHT.authorization.replace(/Signature=.*/, `Signature=${signed.signature}`),
  });
  const found = diagnosed([mismatch(RIGHT), request.request], SECRET)?.findings ?? [];
  expect(found[0]?.cause.id).toBe('wrong-service');
  expect(found[0]?.certainty.kind).toBe('proved');
});

it('A media type that was signed and not sent is found', () => {
  const typed = (type: string) => ({ headers: [['Content-Type', type]] as const });
  expect(firstOf(typed('image/webp'), typed('application/x-tgz'), SECRET)).toBe(
    'content-type-added-or-changed/signed-usual-type proved',
  );
});

describe('White space around a value, which HTTP does not count as part of the value', () => {
  const SENT = ordered({ headers: [['x-amz-meta-note', 'two  words']] });
  const BY = { secret: SECRET, timestamp: NOW, scope: SCOPE };

  it.each([' two  words', 'two  words ', 'two words ', '\ttwo  words\t'])('%j', (value) => {
    const canonical = SENT.canonicalRequest.replace('two words', value);
    const signature = hmacSignatureOf(stringToSignOf('AWS4-HMAC-SHA256', BY, sha256Of(canonical)), BY);
    const request = SENT.request.replace(/Signature=\w+/, `Signature=${signature}`);
    for (const pieces of [[request], [mismatch(SENT), request]]) {
      const [first] = diagnosed(pieces, SECRET)?.findings ?? [];
      expect(`${first?.cause.id}/${first?.variant}`).toBe('header-value-whitespace/spaces-around');
      expect(first?.certainty).toEqual({ kind: 'proved', by: 'signature' });
    }
  });
});

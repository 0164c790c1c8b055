/** SignatureDoesNotMatch: what S3 shows of its own computation; and which of two faults is answered. */
import { describe, expect, it } from 'vitest';
import { utf8 } from '../support/octets-of.ts';
import { ask, askFor, KEY_ID, type Order, ordered, SECRET } from '../support/sandbox/sandbox-client.ts';
import { sha256Of } from '../support/sigv4/independent-signer.ts';
import { RIGHT_SIGNATURE, TYPICAL_MISTAKES } from '../support/sigv4/typical-mistakes.ts';

const spacedHex = (bytes: string) =>
  [...Buffer.from(bytes, 'latin1')].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');

describe('a wrong signature', () => {
  it("is answered with S3's own string to sign and canonical request, in S3's order", () => {
    const order = { headers: [['Range', 'bytes=0-9']], query: [['a', '<&>']] } satisfies Partial<Order>;
    const right = ordered(order);
    const wrong = ordered({ ...order, secret: 'another secret' });
    const { status, elements } = ask(wrong.request);
    expect(status).toBe(403);
    expect(elements).toEqual([
      ['Code', 'SignatureDoesNotMatch'],
      [
        'Message',
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      ],
      ['AWSAccessKeyId', KEY_ID],
      ['StringToSign', right.stringToSign],
      ['SignatureProvided', wrong.signature],
      ['StringToSignBytes', spacedHex(right.stringToSign)],
      ['CanonicalRequest', right.canonicalRequest],
      ['CanonicalRequestBytes', spacedHex(right.canonicalRequest)],
      ['RequestId', '0000000000000001'],
      ['HostId', 'sandbox'],
    ]);
  });

  it('is answered without the secret and without the signature that would be right', () => {
    const right = ordered();
    const { body } = askFor({ secret: 'another secret' });
    expect(body).not.toContain(right.signature);
    expect(body).not.toContain(SECRET);
  });

  const EXAMPLE = { headers: [['Range', 'bytes=0-9']] } satisfies Partial<Order>;
  const signedAs = (signature: string, order: Partial<Order> = EXAMPLE) =>
    ordered(order).authorization.replace(/Signature=.*/, `Signature=${signature}`);

  it.each(TYPICAL_MISTAKES)("of AWS's example is refused where %s: %s", (_id, _mistake, signature) => {
    const reply = askFor({ ...EXAMPLE, authorization: signedAs(signature) });
    expect([reply.status, reply.element('Code')]).toEqual([403, 'SignatureDoesNotMatch']);
    expect(reply.element('SignatureProvided')).toBe(signature);
  });

  it("is none in AWS's example itself", () => {
    expect(ordered(EXAMPLE).signature).toBe(RIGHT_SIGNATURE);
    expect(askFor(EXAMPLE).status).toBe(206);
    expect(new Set(TYPICAL_MISTAKES.map(([, , signature]) => signature))).not.toContain(RIGHT_SIGNATURE);
  });

  it('is none where the request says that Range is not signed', () => {
    const order = { ...EXAMPLE, unsigned: ['range'] };
    expect(ordered(order).signature).toBe('df548e2ce037944d03f3e68682813b093763996d597cf890ca3d9037fd231eb4');
    expect(ordered(order).signedHeaders).toBe('host;x-amz-content-sha256;x-amz-date');
    expect(askFor(order).status).toBe(206);
  });

  it('that is empty is none', () => {
    const reply = askFor({ ...EXAMPLE, authorization: signedAs('') });
    expect([reply.status, reply.element('Code')]).toEqual([400, 'AuthorizationHeaderMalformed']);
  });

  it.each([
    ['letters beyond ASCII', 'é ሴ'],
    ['an emoji, which XML can hold', 'a 😀'],
  ])('is answered in readable text where a signed header has %s', (_what, value) => {
    const order = { headers: [['x-amz-meta-a', utf8(value)]], secret: 'another secret' } satisfies Partial<Order>;
    const { canonicalRequest } = ordered({ ...order, secret: SECRET });
    const reply = askFor(order);
    expect(reply.element('CanonicalRequest')).toContain(`x-amz-meta-a:${value}\n`);
    expect(reply.element('CanonicalRequestBytes')).toBe(spacedHex(canonicalRequest));
  });

  it('is answered with the exact bytes where no text can hold them', () => {
    const order = { headers: [['x-amz-meta-a', '\x01\xff']], secret: 'another secret' } satisfies Partial<Order>;
    const { canonicalRequest } = ordered({ ...order, secret: SECRET });
    const reply = askFor(order);
    expect(reply.element('CanonicalRequestBytes')).toBe(spacedHex(canonicalRequest));
    expect(reply.element('CanonicalRequest')).toContain('x-amz-meta-a:\ufffd');
  });
});

interface Fault {
  readonly code: string;
  readonly order: Partial<Order>;
  /** Of the server's clock. */
  readonly seconds?: number;
}

/** In the order in which S3 looks for them. */
const FAULTS: readonly Fault[] = [
  { code: 'AuthorizationHeaderMalformed', order: { scope: ['20130524', 'eu-west-1', 's3', 'aws4_request'] } },
  { code: 'InvalidAccessKeyId', order: { keyId: 'AKIAUNKNOWN' } },
  { code: 'RequestTimeTooSkewed', order: {}, seconds: 3600 },
  { code: 'AccessDenied', order: { headers: [['x-amz-meta-a', '1']], unsigned: ['x-amz-meta-a'] } },
  { code: 'SignatureDoesNotMatch', order: { secret: 'another secret' } },
  { code: 'XAmzContentSHA256Mismatch', order: { payloadHash: sha256Of('another body') } },
  { code: 'NoSuchKey', order: { path: '/not-there' } },
];
const PAIRS = FAULTS.flatMap((first, index) => FAULTS.slice(index + 1).map((second) => ({ first, second })));

describe('of two faults', () => {
  it.each(FAULTS)('$code is answered where it is alone', ({ code, order, seconds }) => {
    expect(askFor(order, seconds).element('Code')).toBe(code);
  });

  it.each(PAIRS)('$first.code is answered, not $second.code', ({ first, second }) => {
    const reply = askFor({ ...first.order, ...second.order }, first.seconds ?? second.seconds);
    expect(reply.element('Code')).toBe(first.code);
  });

  it.each(FAULTS)('nothing to authenticate with is answered before $code', ({ order, seconds }) => {
    expect(askFor({ ...order, authorization: null }, seconds).element('Message')).toBe('Access Denied');
  });

  it('a missing part of the header is answered before the wrong region', () => {
    const authorization = `AWS4-HMAC-SHA256 Credential=${KEY_ID}/20130524/eu-west-1/s3/aws4_request, SignedHeaders=host`;
    const reply = askFor({ authorization });
    expect(reply.element('Code')).toBe('AuthorizationHeaderMalformed');
    expect(reply.element('Region')).toBeUndefined();
  });
});

/**
 * Times, signed headers, payloads and signatures, in each form of authentication, with what S3 answers; and which of
 * two faults it answers.
 */
import { describe, expect, it } from 'vitest';
import { type Answer, denied, itRefuses, ofArgument, type Row } from '../support/sandbox/refusals.ts';
import { type Order, ordered, SCOPE } from '../support/sandbox/sandbox-client.ts';
import { askIn, TEMPORARY_KEY_ID } from '../support/sandbox/sandbox-settings.ts';
import { chunked } from '../support/sigv4/chunked-order.ts';
import { type FormOrder, formOf } from '../support/sigv4/form-order.ts';
import { sha256Of } from '../support/sigv4/independent-signer.ts';
import { presigned, type UrlOrder } from '../support/sigv4/presigned-order.ts';

const OTHER_SECRET = { secret: 'another secret' };
const OTHER_HASH = sha256Of('another body');
const NOT_SIGNED = 'There were headers present in the request which were not signed';

describe('the wrong time', () => {
  const skewed = (now: string): Answer => ({
    code: 'RequestTimeTooSkewed',
    elements: [
      ['RequestTime', '20130524T000000Z'],
      ['ServerTime', now],
      ['MaxAllowedSkewMilliseconds', '900000'],
    ],
  });
  const expired = (expires: string, end: string, now: string) =>
    denied('Request has expired', [
      ['X-Amz-Expires', expires],
      ['Expires', end],
      ['ServerTime', now],
    ]);
  const early = denied('Request is not yet valid', [
    ['X-Amz-Date', '1369353600000'],
    ['Expires', '2013-05-25T00:00:00Z'],
    ['ServerTime', '2013-05-23T23:44:59Z'],
  ]);
  const old = { date: '19700101T000000Z', scope: ['19700101', ...SCOPE.slice(1)], expires: '1' };
  itRefuses([
    ['a header that is 901 seconds old', ordered().request, skewed('2013-05-24T00:15:01Z'), { seconds: 901 }],
    ['a header that is 901 seconds early', ordered().request, skewed('2013-05-23T23:44:59Z'), { seconds: -901 }],
    ['a query that is 901 seconds early', presigned().request, early, { seconds: -901 }],
    [
      'a query whose time is over',
      presigned().request,
      expired('86400', '2013-05-25T00:00:00Z', '2013-05-25T00:00:01Z'),
      { seconds: 86_401 },
    ],
    [
      'a query that never has any',
      presigned({ expires: '0' }).request,
      expired('0', '2013-05-24T00:00:00Z', '2013-05-24T00:00:00Z'),
    ],
    ['a query of 1970', presigned(old).request, expired('1', '1970-01-01T00:00:01Z', '2013-05-24T00:00:00Z')],
    ['a form', formOf().request, denied('Invalid according to Policy: Policy expired.'), { seconds: 3601 }],
  ]);
});

describe('an unsigned header', () => {
  const unsigned = (name: string) => denied(NOT_SIGNED, [['HeadersNotSigned', name]]);
  const [TWO, BOTH] = [
    [
      ['x-amz-meta-a', '1'],
      ['x-amz-acl', 'private'],
      ['X-AMZ-META-A', '2'],
    ] as const,
    'x-amz-acl, x-amz-meta-a',
  ];
  const added = (name: string) => ({ headers: [[name, 'a']] as const, unsigned: [name] });
  itRefuses([
    ['x-amz-acl beside a header', ordered(added('x-amz-acl')).request, unsigned('x-amz-acl')],
    ['x-amz-acl beside a query', presigned(added('x-amz-acl')).request, unsigned('x-amz-acl')],
    ['a token beside a query', presigned(added('x-amz-security-token')).request, unsigned('x-amz-security-token')],
    ['a token beside a header', ordered(added('x-amz-security-token')).request, unsigned('x-amz-security-token')],
    ['host beside a header', ordered({ unsigned: ['host'] }).request, unsigned('host')],
    ['two names', ordered({ headers: TWO, unsigned: ['x-amz-meta-a', 'x-amz-acl'] }).request, unsigned(BOTH)],
    [
      'host beside a query',
      presigned({ headers: [['Range', 'bytes=0-9']], unsigned: ['host'] }).request,
      unsigned('host'),
    ],
  ]);
});

describe('a payload', () => {
  const name = 'x-amz-content-sha256';
  const mustBe = (value: string) =>
    ofArgument(
      name,
      value,
      `${name} must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.`,
    );
  const missing: Answer = {
    code: 'InvalidRequest',
    message: `Missing required header for this request: ${name}`,
    elements: [],
  };
  const mismatch: Answer = {
    code: 'XAmzContentSHA256Mismatch',
    elements: [
      ['ClientComputedContentSHA256', OTHER_HASH],
      ['S3ComputedContentSHA256', sha256Of('body')],
    ],
  };
  const put = { method: 'PUT', body: 'body', payloadHash: OTHER_HASH };
  const legacy = 'STREAMING-UNSIGNED-PAYLOAD';
  const ecdsa = 'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD';
  itRefuses([
    ['not mentioned', ordered({ payloadHash: null }).request, missing],
    ['with words that are none', ordered({ payloadHash: legacy }).request, mustBe(legacy)],
    [
      'with a hash in capitals',
      ordered({ payloadHash: OTHER_HASH.toUpperCase() }).request,
      mustBe(OTHER_HASH.toUpperCase()),
    ],
    ['with the words of another algorithm', chunked({ words: ecdsa }).request, ofArgument(name, ecdsa)],
    [
      'with words that are none in a query',
      presigned({ query: [['X-Amz-Content-Sha256', legacy]], payloadHash: legacy }).request,
      mustBe(legacy),
    ],
    ['with the hash of another', ordered(put).request, mismatch],
    [
      'with the hash of another in a query',
      presigned({ ...put, query: [['X-Amz-Content-Sha256', OTHER_HASH]] }).request,
      mismatch,
    ],
    ['with the hash of another beside a query', presigned({ ...put, headers: [[name, OTHER_HASH]] }).request, mismatch],
  ]);
});

describe('a wrong signature', () => {
  const ofPolicy = ['AWSAccessKeyId', 'StringToSign', 'SignatureProvided', 'StringToSignBytes'];
  const ofRequest = [...ofPolicy, 'CanonicalRequest', 'CanonicalRequestBytes'];

  it.each([
    ['header', ordered(), ordered(OTHER_SECRET)],
    ['query', presigned(), presigned(OTHER_SECRET)],
  ] as const)('in a %s is answered with what it should be of', (_where, right, wrong) => {
    const reply = askIn({}, wrong.request);
    expect([reply.status, reply.element('Code')]).toEqual([403, 'SignatureDoesNotMatch']);
    expect(reply.elements.slice(2, -2).map(([name]) => name)).toEqual(ofRequest);
    expect(reply.element('StringToSign')).toBe(right.stringToSign);
    expect(reply.element('CanonicalRequest')).toBe(right.canonicalRequest);
    expect(reply.element('SignatureProvided')).toBe(wrong.signature);
  });

  it('in a form is answered with the policy, which has no canonical request', () => {
    const wrong = formOf(OTHER_SECRET);
    const reply = askIn({}, wrong.request);
    expect([reply.status, reply.element('Code')]).toEqual([403, 'SignatureDoesNotMatch']);
    expect(reply.elements.slice(2, -2).map(([name]) => name)).toEqual(ofPolicy);
    expect(reply.element('StringToSign')).toBe(wrong.policy);
    expect(reply.element('SignatureProvided')).toBe(wrong.signature);
  });

  it('follows from a hash beside a presigned URL that does not sign it', () => {
    const headers = [['x-amz-content-sha256', sha256Of('')]] as const;
    const { request } = presigned({ headers, unsigned: ['x-amz-content-sha256'] });
    expect(askIn({}, request).element('Code')).toBe('SignatureDoesNotMatch');
  });

  it('follows from a signed header that is not sent: S3 takes its value for empty', () => {
    const { request, canonicalRequest } = ordered({ headers: [['x-amz-meta-a', '1']] });
    const reply = askIn({}, request.replace('x-amz-meta-a: 1\r\n', ''));
    expect(reply.element('Code')).toBe('SignatureDoesNotMatch');
    expect(reply.element('CanonicalRequest')).toBe(canonicalRequest.replace('x-amz-meta-a:1', 'x-amz-meta-a:'));
  });
});

describe('what is right', () => {
  const hashed = { query: [['X-Amz-Content-Sha256', sha256Of('')]] as const, payloadHash: sha256Of('') };
  it.each([
    ['a header', ordered().request, 0],
    ['a query', presigned().request, 0],
    ['a query a second before its end', presigned().request, 86_399],
    ['a query 900 seconds early', presigned().request, -900],
    ['a query for seven days', presigned({ expires: '604800' }).request, 604_799],
    ['a query with the hash of its body', presigned(hashed).request, 0],
    ['a form', formOf().request, 0],
    ['a form at the last moment', formOf().request, 3600],
    ['a form signed days before', formOf({ expiration: '2013-05-29T00:00:00Z' }).request, 400_000],
  ])('%s passes', (_what, request, seconds) => {
    expect([200, 204]).toContain(askIn({ seconds }, request).status);
  });
});

describe('HEAD', () => {
  it.each([
    ['a header', ordered({ ...OTHER_SECRET, method: 'HEAD' }).request, 403],
    ['a query', presigned({ ...OTHER_SECRET, method: 'HEAD' }).request, 403],
    ['a malformed header', ordered({ method: 'HEAD', scope: [] }).request, 400],
  ])('of %s is refused with the status alone', (_what, request, status) => {
    const reply = askIn({}, request);
    expect([reply.status, reply.body]).toEqual([status, '']);
  });
});

interface Fault {
  /** As S3 answers it to a header, a query, a form. */
  readonly codes: readonly [string, string, string];
  readonly order: Partial<Order> & Partial<UrlOrder> & Partial<FormOrder>;
}

/** In the order in which S3 looks for them: those that every form can have. */
const FAULTS: readonly Fault[] = [
  {
    codes: ['AuthorizationHeaderMalformed', 'AuthorizationQueryParametersError', 'InvalidArgument'],
    order: { scope: [SCOPE[0] ?? '', 'eu-west-1', 's3', 'aws4_request'] },
  },
  {
    codes: ['InvalidAccessKeyId', 'InvalidAccessKeyId', 'InvalidAccessKeyId'],
    order: { keyId: 'AKIAUNKNOWN' },
  },
  {
    codes: ['SignatureDoesNotMatch', 'SignatureDoesNotMatch', 'SignatureDoesNotMatch'],
    order: OTHER_SECRET,
  },
];
const PAIRS = FAULTS.flatMap((first, index) => FAULTS.slice(index + 1).map((second) => [first, second] as const));

describe('of two faults that every form can have', () => {
  itRefuses(
    PAIRS.flatMap(([first, second]): Row[] => {
      const order = { ...second.order, ...first.order };
      const requests = [ordered(order).request, presigned(order).request, formOf(order).request];
      return requests.map((request, index): Row => {
        const [code = '', other = ''] = [first.codes[index], second.codes[index]];
        return [`${code}, not ${other}`, request, { code }];
      });
    }),
  );
});

describe('of two faults', () => {
  const expiredUrl = presigned(OTHER_SECRET).request;
  const acl = { ...OTHER_SECRET, headers: [['x-amz-acl', 'private']] as const, unsigned: ['x-amz-acl'] };
  const noPolicy = formOf({ ...OTHER_SECRET, encode: (base64) => base64.slice(0, -2) }).request;
  const unknown = { code: 'InvalidAccessKeyId' };
  const mismatch = { code: 'SignatureDoesNotMatch' };
  const unwanted = ordered({ ...OTHER_SECRET, headers: [['x-amz-security-token', 'a']] }).request;
  itRefuses([
    ['the end of a URL, not its signature', expiredUrl, { code: 'AccessDenied' }, { seconds: 90_000 }],
    ['an unsigned header, not the signature', presigned(acl).request, { code: 'AccessDenied', message: NOT_SIGNED }],
    ['the signature, not the end of a policy', formOf(OTHER_SECRET).request, mismatch, { seconds: 90_000 }],
    ['the signature, not what is no policy', noPolicy, mismatch],
    [
      'a token that is missing, not the signature',
      ordered({ ...OTHER_SECRET, keyId: TEMPORARY_KEY_ID }).request,
      unknown,
    ],
    ['the signature, not a token that is too much', unwanted, mismatch],
    [
      'the signature, not the hash of the payload',
      ordered({ ...OTHER_SECRET, body: 'body', payloadHash: OTHER_HASH }).request,
      mismatch,
    ],
  ]);
});

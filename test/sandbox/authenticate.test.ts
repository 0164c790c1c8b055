/** Who may not pass, and what S3 answers then. Every request is bytes, signed by a signer of the test's own. */
import { describe, expect, it } from 'vitest';
import { ask, askFor, KEY_ID, type Order, ordered, SCOPE } from '../support/sandbox/sandbox-client.ts';
import { sha256Of } from '../support/sigv4/independent-signer.ts';

const DAY = '20130524';
const malformed = (what: string) => `The authorization header is malformed; ${what}`;
/** 64 hexadecimal digits that are the hash of something else. */
const OTHER_HASH = sha256Of('something else');

describe('a request that is right', () => {
  it('passes', () => {
    expect(askFor({}).status).toBe(200);
  });

  it.each([900, -900, 0, 899])('passes %i seconds after it was signed', (seconds) => {
    expect(askFor({}, seconds).status).toBe(200);
  });

  it('is the AWS example, with the signature that AWS prints', () => {
    const { request, signature } = ordered({ headers: [['Range', 'bytes=0-9']] });
    expect(signature).toBe('f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41');
    expect(ask(request).status).toBe(206);
  });

  it.each([
    ['leaves its payload unsigned, and says so', { payloadHash: 'UNSIGNED-PAYLOAD', body: 'body' }],
    ['has a body with its right hash', { body: 'body' }],
    ['leaves a header unsigned that need not be signed', { headers: [['Range', 'bytes=0-9']], unsigned: ['range'] }],
  ] satisfies [string, Partial<Order>][])('passes where it %s', (_how, order) => {
    expect(askFor(order).element('Code')).toBeUndefined();
    expect([200, 206]).toContain(askFor(order).status);
  });
});

describe('a request without a claim that can be read', () => {
  it('is refused with AccessDenied where nothing authenticates it', () => {
    const { status, elements } = askFor({ authorization: null });
    expect(status).toBe(403);
    expect(elements).toEqual([
      ['Code', 'AccessDenied'],
      ['Message', 'Access Denied'],
      ['RequestId', '0000000000000001'],
      ['HostId', 'sandbox'],
    ]);
  });

  it.each([
    ['Credential', `AWS4-HMAC-SHA256 SignedHeaders=host, Signature=${OTHER_HASH}`],
    ['SignedHeaders', `AWS4-HMAC-SHA256 Credential=${KEY_ID}/${SCOPE.join('/')}, Signature=${OTHER_HASH}`],
    ['Signature', `AWS4-HMAC-SHA256 Credential=${KEY_ID}/${SCOPE.join('/')}, SignedHeaders=host`],
    ['scope', `AWS4-HMAC-SHA256 Credential=${KEY_ID}, SignedHeaders=host, Signature=${OTHER_HASH}`],
  ])('is refused with AuthorizationHeaderMalformed where it has no %s', (_what, authorization) => {
    const reply = askFor({ authorization });
    expect([reply.status, reply.element('Code')]).toEqual([400, 'AuthorizationHeaderMalformed']);
    expect(reply.element('Message')).toMatch(/^The authorization header is malformed; ./);
  });

  it('is refused with InvalidRequest where it has Signature Version 2', () => {
    const reply = askFor({ authorization: `AWS ${KEY_ID}:frJIUN8DYpKDtOLCwo//yllqDzg=` });
    expect([reply.status, reply.element('Code')]).toEqual([400, 'InvalidRequest']);
    expect(reply.element('Message')).toBe(
      'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    );
  });

  it.each([null, '20130524', '2013-05-24T00:00:00Z', '20130532T000000Z', 'Fri, 24 May 2013 00:00:00 GMT'])(
    'is refused with AccessDenied where its x-amz-date is %s',
    (date) => {
      const reply = askFor({ date });
      expect([reply.status, reply.element('Code')]).toEqual([403, 'AccessDenied']);
      expect(reply.element('Message')).toBe('AWS authentication requires a valid Date or x-amz-date header');
    },
  );
});

describe('a request with a fault in its claim', () => {
  it.each([
    ['region', [DAY, 'eu-west-1', 's3', 'aws4_request'], "the region 'eu-west-1' is wrong; expecting 'us-east-1'"],
    ['service', [DAY, 'us-east-1', 'ec2', 'aws4_request'], 'incorrect service "ec2". This endpoint belongs to "s3".'],
    ['terminator', [DAY, 'us-east-1', 's3', 'aws5'], 'incorrect terminal "aws5". This endpoint uses "aws4_request".'],
    ['date', ['20130525', ...SCOPE.slice(1)], 'Invalid credential date. Date is not the same as X-Amz-Date.'],
  ])('is refused with AuthorizationHeaderMalformed for the wrong %s in its scope', (_what, scope, says) => {
    const reply = askFor({ scope });
    expect([reply.status, reply.element('Code')]).toEqual([400, 'AuthorizationHeaderMalformed']);
    expect(reply.element('Message')).toBe(malformed(says));
  });

  it('is told the region that would be right', () => {
    const { elements } = askFor({ scope: [DAY, 'eu-west-1', 's3', 'aws4_request'] });
    expect(elements.slice(2, 3)).toEqual([['Region', 'us-east-1']]);
  });

  it('is refused with InvalidAccessKeyId for an unknown key', () => {
    const reply = askFor({ keyId: 'AKIAUNKNOWN' });
    expect([reply.status, reply.element('Code')]).toEqual([403, 'InvalidAccessKeyId']);
    expect(reply.element('AWSAccessKeyId')).toBe('AKIAUNKNOWN');
  });

  it.each([
    [901, '2013-05-24T00:15:01Z'],
    [-901, '2013-05-23T23:44:59Z'],
    [900.001, '2013-05-24T00:15:00Z'],
  ])('is refused with RequestTimeTooSkewed %f seconds after it was signed', (seconds, serverTime) => {
    const { status, elements } = askFor({}, seconds);
    expect(status).toBe(403);
    expect(elements.filter(([name]) => name !== 'Message').slice(0, 4)).toEqual([
      ['Code', 'RequestTimeTooSkewed'],
      ['RequestTime', '20130524T000000Z'],
      ['ServerTime', serverTime],
      ['MaxAllowedSkewMilliseconds', '900000'],
    ]);
  });

  it('is refused with InvalidRequest without x-amz-content-sha256', () => {
    const reply = askFor({ payloadHash: null });
    expect([reply.status, reply.element('Code')]).toEqual([400, 'InvalidRequest']);
    expect(reply.element('Message')).toBe('Missing required header for this request: x-amz-content-sha256');
  });

  it.each(['', 'unsigned-payload', OTHER_HASH.slice(1), `${OTHER_HASH}0`, `${OTHER_HASH.slice(1)}g`])(
    'is refused with InvalidArgument for the x-amz-content-sha256 "%s"',
    (payloadHash) => {
      const reply = askFor({ payloadHash });
      expect([reply.status, reply.element('Code')]).toEqual([400, 'InvalidArgument']);
      expect([reply.element('ArgumentName'), reply.element('ArgumentValue')]).toEqual([
        'x-amz-content-sha256',
        payloadHash,
      ]);
    },
  );

  it.each([
    ['x-amz-meta-a', [['X-Amz-Meta-A', '1']], ['x-amz-meta-a']],
    ['host', [], ['host']],
    ['x-amz-date', [], ['x-amz-date']],
    [
      'x-amz-acl, x-amz-meta-a',
      [
        ['x-amz-meta-a', '1'],
        ['x-amz-acl', 'private'],
        ['X-AMZ-META-A', '2'],
      ],
      ['x-amz-meta-a', 'x-amz-acl'],
    ],
  ] satisfies [string, Order['headers'], string[]][])(
    'is refused with AccessDenied where it does not sign %s',
    (names, headers, unsigned) => {
      const reply = askFor({ headers, unsigned });
      expect([reply.status, reply.element('Code')]).toEqual([403, 'AccessDenied']);
      expect(reply.element('Message')).toBe('There were headers present in the request which were not signed');
      expect(reply.element('HeadersNotSigned')).toBe(names);
    },
  );

  it('is refused with XAmzContentSHA256Mismatch where the body is another one', () => {
    const { status, elements } = askFor({ body: 'body', payloadHash: OTHER_HASH });
    expect(status).toBe(400);
    expect(elements.filter(([name]) => name !== 'Message').slice(0, 3)).toEqual([
      ['Code', 'XAmzContentSHA256Mismatch'],
      ['ClientComputedContentSHA256', OTHER_HASH],
      ['S3ComputedContentSHA256', sha256Of('body')],
    ]);
  });
});

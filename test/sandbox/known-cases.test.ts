/**
 * The cases that servers of S3 are tested with, answered as AWS answers them: those of MinIO's own tests of signatures
 * (minio/minio 7aac2a2) and those of Ceph's tests of headers (ceph/s3-tests 8f0ae7b), stated anew.
 */
import { describe, expect, it } from 'vitest';
import { itRefuses } from '../support/sandbox/refusals.ts';
import { KEY_ID, type Order, ordered, SCOPE, SECRET } from '../support/sandbox/sandbox-client.ts';
import { askIn, KEYS } from '../support/sandbox/sandbox-settings.ts';
import { presigned, replaced, without } from '../support/sigv4/presigned-order.ts';

const HOST = 'Host: examplebucket.s3.amazonaws.com\r\n';
const malformedHeader = { code: 'AuthorizationHeaderMalformed' };
const malformedQuery = { code: 'AuthorizationQueryParametersError' };
const denied = { code: 'AccessDenied' };

describe("MinIO's cases of presigned URLs", () => {
  const altered = (name: string, value: string) => presigned({ alter: replaced(`X-Amz-${name}`, value) }).request;
  const missing = ['Algorithm', 'Credential', 'Signature', 'Date', 'SignedHeaders', 'Expires'];
  const acl = { headers: [['x-amz-acl', 'private']] as const };
  itRefuses([
    ['none of the parameters', `GET /test.txt HTTP/1.1\r\n${HOST}\r\n`, denied],
    ...missing.map(
      (name) => [`no ${name}`, presigned({ alter: without(`X-Amz-${name}`) }).request, malformedQuery] as const,
    ),
    ['another algorithm', altered('Algorithm', 'AWS4-HMAC-SHA1'), malformedQuery],
    ['a credential that does not have five parts', altered('Credential', `${KEY_ID}/${SCOPE[0]}`), malformedQuery],
    ['a date that is none', altered('Date', 'yesterday'), malformedQuery],
    ['an expiry that is no number', altered('Expires', 'soon'), malformedQuery],
    ['an expiry below 0', altered('Expires', '-3600'), malformedQuery],
    ['an expiry of more than seven days', altered('Expires', '604801'), malformedQuery],
    ['no signed headers in the list', altered('SignedHeaders', ''), malformedQuery],
    ['a key that is not known', presigned({ keyId: 'AKIAUNKNOWN' }).request, { code: 'InvalidAccessKeyId' }],
    ['a host that is not signed', presigned({ headers: [['Range', 'bytes=0-1']], unsigned: ['host'] }).request, denied],
    ['an x-amz header that is not signed', presigned({ ...acl, unsigned: ['x-amz-acl'] }).request, denied],
    [
      'a signed header that is not sent',
      presigned(acl).request.replace('x-amz-acl: private\r\n', ''),
      { code: 'SignatureDoesNotMatch' },
    ],
    ['a time that is over', presigned({ expires: '60' }).request, denied, { seconds: 61 }],
    ['a time that has not come', presigned().request, denied, { seconds: -3600 }],
    ['another signature', altered('Signature', '0'.repeat(64)), { code: 'SignatureDoesNotMatch' }],
  ]);
});

describe("MinIO's cases of credentials", () => {
  const { authorization } = ordered();
  const withCredential = (part: string) =>
    ordered({ authorization: authorization.replace(/Credential=[^,]*/, part) }).request;
  const scoped = (...scope: string[]) => ordered({ scope }).request;
  const [day = '', region = '', service = '', terminal = ''] = SCOPE;
  itRefuses([
    ['the name without an equals sign', withCredential(`Credential${KEY_ID}`), malformedHeader],
    ['another name', withCredential(`Cred=${[KEY_ID, ...SCOPE].join('/')}`), malformedHeader],
    ['a credential of one part', withCredential('Credential=abc'), malformedHeader],
    ['a key that is too short', ordered({ keyId: 'AK' }).request, { code: 'InvalidAccessKeyId' }],
    ['a date in another form', scoped('2013-05-24', region, service, terminal), malformedHeader],
    ['another service', scoped(day, region, 'dynamodb', terminal), malformedHeader],
    ['another region', scoped(day, 'us-west-2', service, terminal), malformedHeader],
    ['another end', scoped(day, region, service, 'aws3_request'), malformedHeader],
  ]);

  it.each(['AKIA/WITH/SLASHES', 'AKIA=WITH=EQUALS', 'AKIA/a=b/='])('an access key ID such as %s is read', (keyId) => {
    const keys = new Map([...KEYS, [keyId, { secretAccessKey: SECRET, sessionToken: null }] as const]);
    expect(askIn({ keys }, ordered({ keyId }).request).status).toBe(200);
    expect(askIn({ keys }, presigned({ keyId }).request).status).toBe(200);
  });

  it('a slash after the last part is accepted', () => {
    expect(askIn({}, withCredential(`Credential=${[KEY_ID, ...SCOPE, ''].join('/')}`)).status).toBe(200);
  });
});

describe("MinIO's cases of Authorization headers", () => {
  const { authorization } = ordered();
  const withHeader = (value: string) => ordered({ authorization: value }).request;
  itRefuses([
    ['empty', withHeader(''), denied],
    ['another algorithm', withHeader(authorization.replace('SHA256', 'SHA1')), { code: 'InvalidArgument' }],
    ['the algorithm alone', withHeader('AWS4-HMAC-SHA256'), malformedHeader],
    ['no Credential', withHeader(authorization.replace('Credential=', '')), malformedHeader],
    ['no SignedHeaders', withHeader(authorization.replace('SignedHeaders=', '')), malformedHeader],
    ['no Signature', withHeader(authorization.replace('Signature=', '')), malformedHeader],
  ]);
});

describe("Ceph's cases of headers", () => {
  const put = { method: 'PUT', path: '/new.txt', body: 'bar' } satisfies Partial<Order>;
  const uploaded = (headers: Order['headers'], unsigned: readonly string[] = []) =>
    ordered({ ...put, headers, unsigned }).request;
  const lengthened = (length: string) =>
    ordered(put).request.replace('Content-Length: 3\r\n', length === '' ? '' : `Content-Length: ${length}\r\n`);
  itRefuses([
    ['an upload with an empty Authorization', ordered({ ...put, authorization: '' }).request, denied],
    ['an upload without Authorization', ordered({ ...put, authorization: null }).request, denied],
    [
      'a new bucket with an empty Authorization',
      ordered({ method: 'PUT', path: '/', authorization: '' }).request,
      denied,
    ],
    ['a new bucket without Authorization', ordered({ method: 'PUT', path: '/', authorization: null }).request, denied],
    ['an upload without Content-Length', lengthened(''), { code: 'XAmzContentSHA256Mismatch' }],
    [
      'an upload of nothing without Content-Length',
      ordered({ ...put, body: '' }).request,
      { code: 'MissingContentLength' },
    ],
  ]);

  it.each([
    ['Expect: 200', uploaded([['Expect', '200']], ['expect'])],
    ['an empty Expect', uploaded([['Expect', '']], ['expect'])],
    ['no Expect', uploaded([])],
    ['an empty Content-Type', uploaded([['Content-Type', '']])],
    ['no Content-Type', uploaded([])],
    ['Date and x-amz-date', uploaded([['Date', 'Fri, 24 May 2013 00:00:00 GMT']])],
    ['x-amz-date and an empty Date', uploaded([['Date', '']])],
  ])('an upload with %s passes', (_what, request) => {
    expect(askIn({}, request).status).toBe(200);
  });

  it('a new bucket without Content-Length is made', () => {
    const { request } = ordered({ method: 'PUT', host: 'new-bucket.s3.amazonaws.com', path: '/' });
    expect(askIn({}, request).status).toBe(200);
  });

  it.each(['', ' ', '-1'])('an upload whose Content-Length is "%s" is refused with 400', (length) => {
    const request = ordered(put).request.replace('Content-Length: 3', `Content-Length: ${length}`);
    expect(askIn({}, request).status).toBe(400);
  });
});

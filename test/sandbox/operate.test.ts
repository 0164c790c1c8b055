/** Which operation a request asks for; what the sandbox does not do; and that no request is too odd to be answered. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStore } from '../../src/sandbox/storage/objects.ts';
import { answered, answerToTarget, client, type Request } from '../support/sandbox/operations.ts';
import { BUCKETS } from '../support/sandbox/stored-objects.ts';
import type { Pair } from '../support/sigv4/independent-signer.ts';
import { runs } from '../support/sweep.ts';

describe('a method that there is not', () => {
  it.each([
    ['POST', '/key', 'OBJECT', 'GET, HEAD, PUT, POST, DELETE'],
    ['PATCH', '/key', 'OBJECT', 'GET, HEAD, PUT, POST, DELETE'],
    ['get', '/key', 'OBJECT', 'GET, HEAD, PUT, POST, DELETE'],
    ['OPTIONS', '/', 'BUCKET', 'GET, HEAD, PUT, DELETE, POST'],
  ])('%s of %s is refused with those that there are', (method, path, type, allow) => {
    const answer = client().ask({ method, path });
    expect([answer.status, answer.element('Code')]).toEqual([405, 'MethodNotAllowed']);
    expect([answer.element('Method'), answer.element('ResourceType'), answer.headers.allow]).toEqual([
      method,
      type,
      allow,
    ]);
  });

  it('is refused of the list of buckets too', () => {
    const answer = client().ask({ method: 'PUT', host: 's3.amazonaws.com' });
    expect([answer.element('ResourceType'), answer.headers.allow]).toEqual(['SERVICE', 'GET']);
  });
});

describe('a parameter', () => {
  it.each([
    ['GET', '/', 'start-after'],
    ['GET', '/key', 'select-type'],
    ['PUT', '/', 'abac'],
    ['POST', '/', 'uploads'],
    ['GET', '/key', 'prefix'],
    ['PUT', '/key', 'partNumber'],
    ['POST', '/key', 'delete'],
    ['PUT', '/key', 'response-content-type'],
    ['DELETE', '/key', 'X-AMZ-ALGORITHM'],
  ])('of what is not done: %s %s?%s is refused with its name', (method, path, name) => {
    const answer = client().ask({ method, path, query: [[name, '1']], headers: [['Content-Length', '0']] });
    expect([answer.status, answer.element('Code')]).toEqual([501, 'NotImplemented']);
    expect(answer.element('Message')).toContain(`"${name}"`);
  });

  it.each(['unknown', 'v', 'id', 'x-user', 'Acl', 'UPLOADS', '', 'AWSAccessKeyId'])(
    'that S3 does not have is ignored: "%s"',
    (name) => {
      const { ask } = client();
      const query: Pair[] = [[name, '1']];
      const length: Pair = ['Content-Length', '4'];
      expect(ask({ method: 'PUT', path: '/key', body: 'body', query, headers: [length] }).status).toBe(200);
      expect(ask({ path: '/key', query }).body).toBe('body');
      expect(ask({ query }).element('Key')).toBe('key');
      expect(ask({ method: 'DELETE', path: '/key', query }).status).toBe(204);
      expect(ask({ path: '/key' }).status).toBe(404);
    },
  );

  it.each([
    ['PUT', '/', 'versioning', 'PutBucketVersioning'],
    ['PUT', '/', 'cors', 'PutBucketCors'],
    ['DELETE', '/', 'policy', 'DeleteBucketPolicy'],
    ['GET', '/', 'inventory', 'GetBucketInventoryConfiguration'],
    ['PUT', '/key', 'acl', 'PutObjectAcl'],
    ['GET', '/key', 'retention', 'GetObjectRetention'],
    ['POST', '/key', 'restore', 'RestoreObject'],
  ])(
    'that selects what is not offered, %s %s?%s, is refused with the name of the operation',
    (method, path, name, operation) => {
      const answer = client().ask({ method, path, query: [[name, '']], headers: [['Content-Length', '0']] });
      expect([answer.status, answer.element('Message')]).toEqual([501, `The sandbox does not support ${operation}.`]);
    },
  );

  it.each([
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
    ['X-Amz-Credential', 'a/b'],
    ['X-Amz-Date', '20130524T000000Z'],
    ['X-Amz-Expires', '86400'],
    ['X-Amz-SignedHeaders', 'host'],
    ['X-Amz-Signature', 'aeeed9bb'],
    ['X-Amz-Security-Token', 'token'],
    ['X-Amz-Content-Sha256', 'UNSIGNED-PAYLOAD'],
    ['X-Amz-Region-Set', '*'],
    ['x-id', 'PutObject'],
  ])('of signing or of SDKs, %s, selects no operation', (name, value) => {
    const { ask } = client();
    const query: Pair[] = [[name, value]];
    const length: Pair = ['Content-Length', '4'];
    expect(ask({ method: 'PUT', path: '/key', body: 'body', query, headers: [length] }).status).toBe(200);
    expect(ask({ path: '/key', query }).body).toBe('body');
    expect(ask({ query: [['list-type', '2'], ...query] }).element('Key')).toBe('key');
  });
});

describe('a target that is no path', () => {
  it.each(['*', 'http://examplebucket.s3.amazonaws.com/key', ''])('is refused: "%s"', (target) => {
    const answer = answered(answerToTarget(client().store, target));
    expect([answer.status, answer.element('Code'), answer.element('URI')]).toEqual([400, 'InvalidURI', target]);
  });
});

describe('any request', () => {
  const text = (maxLength: number) => fc.string({ unit: 'binary-ascii', maxLength });
  const method = fc.oneof(fc.constantFrom('GET', 'HEAD', 'PUT', 'DELETE', 'POST'), text(5));
  const name = fc.constantFrom(
    'list-type',
    'prefix',
    'delimiter',
    'max-keys',
    'marker',
    'location',
    'response-expires',
  );
  const pair = fc.tuple(fc.oneof(name, text(5)), fc.oneof(fc.constant('2'), text(8)));
  const query = fc.array(pair, { maxLength: 3 }).map((pairs) => pairs.map((one) => one.join('=')).join('&'));
  const path = fc.oneof(
    fc.constantFrom('/', '/test.txt', '/examplebucket/', '/new-bucket'),
    text(12).map((rest) => `/${rest}`),
    text(6),
  );
  const header = fc.constantFrom(
    'Range',
    'If-Match',
    'If-None-Match',
    'If-Modified-Since',
    'If-Range',
    'Content-MD5',
    'Content-Length',
    'x-amz-meta-a',
    'Content-Encoding',
  );
  const value = fc.oneof(
    fc.constantFrom('bytes=0-1', 'bytes=-', '*', '"a", W/"b"', 'Fri, 24 May 2013 00:00:00 GMT'),
    byteString(12),
  );
  const host = fc.oneof(
    fc.constantFrom('examplebucket.s3.amazonaws.com', 'localhost:80', '', '.localhost', ':1'),
    byteString(8),
  );
  const request: fc.Arbitrary<Request> = fc.record({
    method,
    host,
    headers: fc.array(fc.tuple(header, value), { maxLength: 3 }),
    body: byteString(20),
  });

  it('is answered with a whole message', () => {
    fc.assert(
      fc.property(request, path, query, (asked, where, parameters) => {
        const answer = answerToTarget(createStore(BUCKETS), `${where}?${parameters}`, asked);
        const { status, headers, body } = answered(answer, asked.method);
        expect(status).toBeGreaterThanOrEqual(200);
        expect(Object.entries(headers).flat().join('')).toMatch(/^[^\r\n\0]*$/);
        if (asked.method !== 'HEAD' && status !== 204 && status !== 304) {
          expect(headers['content-length']).toBe(String(body.length));
        }
      }),
      { numRuns: runs(1000) },
    );
  });
});

function byteString(maxLength: number): fc.Arbitrary<string> {
  return fc.uint8Array({ maxLength }).map((bytes) => Buffer.from(bytes).toString('latin1'));
}

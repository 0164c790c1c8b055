/** Which operation a request asks for, and what the sandbox does not do. */
import { describe, expect, it } from 'vitest';
import { answered, answerToTarget, client } from '../support/sandbox/operations.ts';
import type { Pair } from '../support/sigv4/independent-signer.ts';

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

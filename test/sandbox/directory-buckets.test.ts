/** Directory buckets (S3 Express One Zone): the service of their scope, sessions, and the token of a session. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { createStore } from '../../src/sandbox/storage/objects.ts';
import { type Order, ordered, readReply } from '../support/sandbox/sandbox-client.ts';
import { settingsOf } from '../support/sandbox/sandbox-settings.ts';
import { BUCKETS } from '../support/sandbox/stored-objects.ts';
import { presigned } from '../support/sigv4/presigned-order.ts';

const BUCKET = 'logs--use1-az4--x-s3';
const HOST = `${BUCKET}.s3express-use1-az4.us-east-1.amazonaws.com`;
const SCOPE = ['20130524', 'us-east-1', 's3express', 'aws4_request'];

function open() {
  const { now, ...settings } = settingsOf();
  const store = createStore(BUCKETS);
  store.createBucket(octetsFromText(BUCKET), now);
  store.createBucket(octetsFromText('other--use1-az4--x-s3'), now);
  let seconds = 0;
  const clock = () => new Date(now.getTime() + seconds * 1000);
  const sandbox = createSandbox({ ...settings, store, clock });
  const send = (request: string) =>
    readReply(sandbox.converse()(Buffer.from(request, 'latin1'))?.bytes ?? new Uint8Array(0));
  const ask = (order: Partial<Order>) => send(ordered({ host: HOST, scope: SCOPE, ...order }).request);
  const session = (...headers: Order['headers']) => {
    const { status, body } = ask({ path: '/', query: [['session', '']], headers });
    expect(status).toBe(200);
    const element = (name: string) => new RegExp(`<${name}>([^<]*)</`).exec(body)?.[1] ?? '';
    const [keyId, secret, token] = [element('AccessKeyId'), element('SecretAccessKey'), element('SessionToken')];
    return {
      keyId,
      secret,
      token,
      expires: element('Expiration'),
      headers: [['x-amz-s3session-token', token]] as const,
    };
  };
  return { ask, send, session, wait: (more: number) => (seconds += more) };
}

const GENERAL = ['20130524', 'us-east-1', 's3', 'aws4_request'];

const BOTH = 'ReadOnly, ReadWrite';
const NONE = '';
const COPY = { headers: [['x-amz-copy-source', '/examplebucket/test.txt']] } as const;
const COMPLETE =
  '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>x</ETag></Part></CompleteMultipartUpload>';
const DELETE = '<Delete><Object><Key>a</Key></Object></Delete>';
const PART = {
  method: 'PUT',
  query: [
    ['partNumber', '1'],
    ['uploadId', 'u'],
  ],
} as const;
/** The MD5 hash of `DELETE` in base64. */
const DELETE_MD5 = createHash('md5').update(DELETE).digest('base64');

/**
 * Operations, the modes of sessions in which AWS allows them, and a request for each. Source: SessionMode of
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateSession.html and
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-express-create-session.html; for UploadPartCopy
 * `DisableS3ExpressSessionAuth` in the model of AWS's SDKs.
 */
const IN_SESSIONS: readonly (readonly [string, string, Partial<Order>])[] = [
  ['GetObject', BOTH, {}],
  ['HeadObject', BOTH, { method: 'HEAD' }],
  ['ListObjectsV2', BOTH, { path: '/', query: [['list-type', '2']] }],
  ['GetObjectAttributes', BOTH, { query: [['attributes', '']], headers: [['x-amz-object-attributes', 'ETag']] }],
  ['ListParts', BOTH, { query: [['uploadId', 'u']] }],
  ['ListMultipartUploads', BOTH, { path: '/', query: [['uploads', '']] }],
  ['PutObject', 'ReadWrite', { method: 'PUT', body: 'b' }],
  ['DeleteObject', 'ReadWrite', { method: 'DELETE' }],
  [
    'DeleteObjects',
    'ReadWrite',
    { method: 'POST', path: '/', query: [['delete', '']], body: DELETE, headers: [['content-md5', DELETE_MD5]] },
  ],
  ['CreateMultipartUpload', 'ReadWrite', { method: 'POST', query: [['uploads', '']] }],
  ['UploadPart', 'ReadWrite', { ...PART, body: 'b' }],
  ['CompleteMultipartUpload', 'ReadWrite', { method: 'POST', query: [['uploadId', 'u']], body: COMPLETE }],
  ['AbortMultipartUpload', 'ReadWrite', { method: 'DELETE', query: [['uploadId', 'u']] }],
  ['CopyObject', NONE, { method: 'PUT', ...COPY }],
  ['UploadPartCopy', NONE, { ...PART, ...COPY }],
  ['HeadBucket', NONE, { method: 'HEAD', path: '/' }],
  ['CreateSession', NONE, { path: '/', query: [['session', '']] }],
  ['CreateBucket', NONE, { method: 'PUT', path: '/' }],
  ['DeleteBucket', NONE, { method: 'DELETE', path: '/' }],
  ['GetBucketPolicy', NONE, { path: '/', query: [['policy', '']] }],
  ['GetBucketEncryption', NONE, { path: '/', query: [['encryption', '']] }],
];

const code = (reply: ReturnType<typeof readReply>) => [reply.status, reply.element('Code')];

describe('a directory bucket', () => {
  it('is served to requests that are signed for s3express, and to no others', () => {
    const { ask } = open();
    expect(ask({ method: 'PUT', path: '/a', body: 'b' }).status).toBe(200);
    const wrong = ask({ path: '/a', scope: ['20130524', 'us-east-1', 's3', 'aws4_request'] });
    expect(wrong.element('Message')).toContain('This endpoint belongs to "s3express"');
    const other = ask({ host: 'examplebucket.s3.amazonaws.com', path: '/test.txt' });
    expect(other.element('Message')).toContain('This endpoint belongs to "s3"');
  });

  it('may be followed by two slashes in path style, as by the AWS SDK for JavaScript', () => {
    const { ask } = open();
    const at = (path: string, name: string) => ask({ host: '127.0.0.1', path, query: [[name, '']] });
    expect(at(`/${BUCKET}//`, 'session').body).toContain('<CreateSessionResult');
    expect(at(`/${BUCKET}//`, 'list-type').status).toBe(400);
    expect(code(at(`/${BUCKET}/key`, 'session'))).toEqual([501, 'NotImplemented']);
  });

  it('can be created by its name', () => {
    const { ask } = open();
    expect(ask({ method: 'PUT', host: 'localhost', path: '/new--use1-az4--x-s3/' }).status).toBe(200);
  });
});

describe('a session', () => {
  it('lasts five minutes, and its credentials write and read objects', () => {
    const { ask, session, wait } = open();
    const { keyId, secret, headers, expires } = session();
    expect([/^ASIA[0-9A-F]{16}$/.test(keyId), secret.length, expires]).toEqual([true, 40, '2013-05-24T00:05:00Z']);
    const signed = { keyId, secret, headers };
    expect(ask({ ...signed, method: 'PUT', path: '/a', body: 'b' }).status).toBe(200);
    expect(ask({ ...signed, path: '/a' }).body).toBe('b');
    wait(299);
    expect(ask({ ...signed, path: '/a' }).status).toBe(200);
    wait(1);
    expect(code(ask({ ...signed, path: '/a' }))).toEqual([400, 'ExpiredToken']);
  });

  it('needs its token, signed, in its own header', () => {
    const { ask, session } = open();
    const { keyId, secret, token, headers } = session();
    const other = session();
    expect(other.token).not.toBe(token);
    const path = '/';
    expect(code(ask({ keyId, secret, path }))).toEqual([400, 'InvalidToken']);
    expect(code(ask({ keyId, secret, path, headers: other.headers }))).toEqual([400, 'InvalidToken']);
    expect(code(ask({ keyId, secret, path, headers: [['x-amz-security-token', token]] }))).toEqual([
      400,
      'InvalidToken',
    ]);
    expect(code(ask({ keyId, secret, path, headers, unsigned: ['x-amz-s3session-token'] }))).toEqual([
      403,
      'AccessDenied',
    ]);
    expect(code(ask({ keyId, secret: other.secret, path, headers }))).toEqual([403, 'SignatureDoesNotMatch']);
  });

  it('is for one bucket', () => {
    const { ask, session } = open();
    const signed = session();
    const other = HOST.replace('logs', 'other');
    expect(code(ask({ ...signed, host: other, path: '/a' }))).toEqual([403, 'AccessDenied']);
    const general = { host: 'examplebucket.s3.amazonaws.com', path: '/test.txt' };
    expect(code(ask({ ...signed, ...general, scope: GENERAL }))).toEqual([403, 'AccessDenied']);
    expect(code(ask({ ...signed, host: 'localhost', path: '/' }))).toEqual([403, 'AccessDenied']);
  });

  it('refuses what it does not allow only after the signature', () => {
    const { ask, session } = open();
    const signed = session(['x-amz-create-session-mode', 'ReadOnly']);
    const order = { ...signed, secret: 'wrong', method: 'PUT', path: '/a', body: 'b' };
    expect(code(ask(order))).toEqual([403, 'SignatureDoesNotMatch']);
  });

  it.each(IN_SESSIONS)('runs %s in the modes that AWS names: %s', (_name, modes, order) => {
    for (const mode of ['ReadOnly', 'ReadWrite']) {
      const { ask, session } = open();
      expect(ask({ method: 'PUT', path: '/a', body: 'b' }).status).toBe(200);
      const { headers, ...signed } = session(['x-amz-create-session-mode', mode]);
      const reply = ask({ path: '/a', ...signed, ...order, headers: [...headers, ...(order.headers ?? [])] });
      // An operation that is allowed may still fail, as with an upload that does not exist.
      const isRefused = reply.status === 403 || reply.element('Code') === 'InvalidRequest';
      expect(isRefused, mode).toBe(!modes.includes(mode));
      // The credentials that opened the session may do the same.
      const { status } = ask({ path: '/a', ...order });
      expect(status, mode).not.toBe(403);
    }
  });

  it('signs URLs, with its token in the query', () => {
    const { ask, send, session } = open();
    ask({ method: 'PUT', path: '/a', body: 'b' });
    const { keyId, secret, token } = session();
    const query = [['X-Amz-S3session-Token', token]] as const;
    const order = { host: HOST, scope: SCOPE, path: '/a', keyId, secret };
    expect(send(presigned({ ...order, query }).request).body).toBe('b');
    expect(code(send(presigned(order).request))).toEqual([400, 'InvalidToken']);
  });

  it('is only for directory buckets, in a mode that there is', () => {
    const { ask } = open();
    const session = { path: '/', query: [['session', '']] } as const;
    const host = 'examplebucket.s3.amazonaws.com';
    const scope = ['20130524', 'us-east-1', 's3', 'aws4_request'];
    expect(code(ask({ ...session, host, scope }))).toEqual([400, 'InvalidRequest']);
    expect(code(ask({ ...session, headers: [['x-amz-create-session-mode', 'Write']] }))).toEqual([
      400,
      'InvalidRequest',
    ]);
  });
});

describe('the lists of buckets', () => {
  const names = (reply: ReturnType<typeof readReply>) =>
    [...reply.body.matchAll(/<Name>([^<]*)</g)].map(([, name]) => name);
  const at = { host: 'localhost', path: '/' };
  const express = (...query: Order['query']) => ({ ...at, scope: SCOPE, query });
  const general = { ...at, scope: ['20130524', 'us-east-1', 's3', 'aws4_request'] };

  it('have one kind of bucket each, by the service that the request is signed for', () => {
    const { ask } = open();
    const directories = ask(express(['x-id', 'ListDirectoryBuckets']));
    expect([directories.status, names(directories)]).toEqual([200, [BUCKET, 'other--use1-az4--x-s3']]);
    expect(directories.body).toContain('<ListAllMyDirectoryBucketsResult xmlns=');
    expect(directories.body).toContain('<BucketRegion>us-east-1</BucketRegion>');
    expect(names(ask(general))).toEqual(['examplebucket', 'my.dotted-bucket']);
    expect(ask({ ...general, scope: ['20130524', 'us-east-1', 'ec2', 'aws4_request'] }).status).toBe(400);
  });

  it('come in pages', () => {
    const { ask } = open();
    const first = ask(express(['max-directory-buckets', '1']));
    expect(names(first)).toEqual([BUCKET]);
    const second = ask(express(['continuation-token', /<ContinuationToken>([^<]*)</.exec(first.body)?.[1] ?? '']));
    expect(names(second)).toEqual(['other--use1-az4--x-s3']);
    expect(second.body).not.toContain('ContinuationToken');
    expect(code(ask(express(['max-directory-buckets', '1001'])))).toEqual([400, 'InvalidArgument']);
    expect(code(ask({ ...general, query: [['max-buckets', '0']] }))).toEqual([400, 'InvalidArgument']);
  });

  it.each([
    [['prefix', 'example'], ['examplebucket']],
    [['prefix', 'other'], []],
    [
      ['bucket-region', 'us-east-1'],
      ['examplebucket', 'my.dotted-bucket'],
    ],
    [['bucket-region', 'eu-west-1'], []],
  ] as const)('have the buckets of a %o', (pair, expected) => {
    const { ask } = open();
    expect(names(ask({ ...general, query: [pair] }))).toEqual(expected);
  });
});

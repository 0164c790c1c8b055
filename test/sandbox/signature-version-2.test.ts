/** Signature Version 2, with the examples of AWS (https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html). */
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { createStore } from '../../src/sandbox/storage/objects.ts';
import { KEY_ID, readReply, SECRET } from '../support/sandbox/sandbox-client.ts';
import { BUCKETS } from '../support/sandbox/stored-objects.ts';

const NOW = new Date('2007-03-27T19:36:42Z');

function ask(request: string, { sigv2 = true, now = NOW, sessionToken = null as string | null } = {}) {
  const keys = new Map([[KEY_ID, { secretAccessKey: SECRET, sessionToken }]]);
  const sandbox = createSandbox({ region: 'us-east-1', keys, store: createStore(BUCKETS), clock: () => now, sigv2 });
  const reply = sandbox.converse()(Buffer.from(request, 'latin1'));
  if (!reply?.isLast) throw new Error('The sandbox waits for more.');
  return readReply(reply.bytes);
}

const sign = (stringToSign: string) => createHmac('sha1', SECRET).update(stringToSign).digest('base64');
const request = (line: string, headers: readonly string[], body = '') =>
  `${line} HTTP/1.1\r\n${headers.map((header) => `${header}\r\n`).join('')}\r\n${body}`;
const HOST = 'Host: examplebucket.s3.amazonaws.com';
const DATE = 'Date: Tue, 27 Mar 2007 19:36:42 +0000';

/** The example "Object GET" of AWS; its signature is printed there. */
const DOCUMENTED = request('GET /photos/puppy.jpg', [
  'Host: awsexamplebucket1.us-west-1.s3.amazonaws.com',
  DATE,
  `Authorization: AWS ${KEY_ID}:qgk2+6Sv9/oM7G3qLEjTH1a1l1g=`,
]);

function signed(path: string, resource: string, { method = 'GET', amz = '', body = '' } = {}) {
  const toSign = `${method}\n\n\n${DATE.slice(6)}\n${amz === '' ? '' : `${amz}\n`}${resource}`;
  const headers = [HOST, DATE, `Authorization: AWS ${KEY_ID}:${sign(toSign)}`];
  if (amz !== '') headers.push(amz.replace(':', ': '));
  if (body !== '') headers.push(`Content-Length: ${body.length}`);
  return request(`${method} ${path}`, headers, body);
}

describe('Signature Version 2', () => {
  it('is refused without --sigv2, as S3 does in its newer regions', () => {
    const { status, element } = ask(DOCUMENTED, { sigv2: false });
    expect([status, element('Code')]).toEqual([400, 'InvalidRequest']);
    expect(element('Message')).toContain('Please use AWS4-HMAC-SHA256');
  });

  it('has the string to sign that AWS documents', () => {
    const { element } = ask(
      DOCUMENTED.replace('qgk2', 'QGK2').replace('awsexamplebucket1.us-west-1.s3', 'awsexamplebucket1.s3'),
    );
    expect(element('Code')).toBe('SignatureDoesNotMatch');
    expect(element('StringToSign')).toBe(
      'GET\n\n\nTue, 27 Mar 2007 19:36:42 +0000\n/awsexamplebucket1/photos/puppy.jpg',
    );
  });

  it('has the signature that AWS documents: the request passes and asks for a bucket that is not there', () => {
    const { element } = ask(DOCUMENTED.replace('awsexamplebucket1.us-west-1.s3', 'awsexamplebucket1.s3'));
    expect(element('Code')).toBe('NoSuchBucket');
  });

  it('covers the path, x-amz-* headers, and the parameters that select an operation', () => {
    expect(ask(signed('/test.txt', '/examplebucket/test.txt')).status).toBe(200);
    expect(ask(signed('/?uploads&prefix=a', '/examplebucket/?uploads')).status).toBe(200);
    expect(ask(signed('/new', '/examplebucket/new', { method: 'PUT', amz: 'x-amz-meta-a:b', body: 'x' })).status).toBe(
      200,
    );
    expect(ask(signed('/test.txt', '/examplebucket/other')).element('Code')).toBe('SignatureDoesNotMatch');
  });

  it('is valid for fifteen minutes', () => {
    const late = new Date(NOW.getTime() + 901_000);
    expect(ask(signed('/test.txt', '/examplebucket/test.txt'), { now: late }).element('Code')).toBe(
      'RequestTimeTooSkewed',
    );
  });

  it('makes presigned URLs, which end when they say so', () => {
    const expires = String(NOW.getTime() / 1000 + 60);
    const signature = encodeURIComponent(sign(`GET\n\n\n${expires}\n/examplebucket/test.txt`));
    const url = request(`GET /test.txt?AWSAccessKeyId=${KEY_ID}&Expires=${expires}&Signature=${signature}`, [HOST]);
    expect(ask(url).status).toBe(200);
    const late = ask(url, { now: new Date(NOW.getTime() + 60_000) });
    expect([late.element('Code'), late.element('Message')]).toEqual(['AccessDenied', 'Request has expired']);
    expect(ask(url.replace(expires, `${expires}0`)).element('Code')).toBe('SignatureDoesNotMatch');
  });

  it.each(['X-Amz-Algorithm=AWS4-HMAC-SHA256', 'X-Amz-Credential=a', 'X-Amz-Signature=a'])(
    'is refused in a query that has %s too, because that is another signature',
    (parameter) => {
      const expires = String(NOW.getTime() / 1000 + 60);
      const signature = encodeURIComponent(sign(`GET\n\n\n${expires}\n/examplebucket/test.txt`));
      const target = `/test.txt?AWSAccessKeyId=${KEY_ID}&Expires=${expires}&Signature=${signature}&${parameter}`;
      for (const sigv2 of [true, false]) {
        const { element } = ask(request(`GET ${target}`, [HOST]), { sigv2 });
        expect([element('Code'), element('Message')]).toEqual([
          'InvalidArgument',
          expect.stringContaining('Only one auth mechanism allowed'),
        ]);
      }
    },
  );

  it.each([
    ['another key', DOCUMENTED.replace(KEY_ID, 'AKIAUNKNOWN'), 'InvalidAccessKeyId'],
    ['no signature', DOCUMENTED.replace(/AWS .*/, `AWS ${KEY_ID}`), 'InvalidArgument'],
    ['no date', DOCUMENTED.replace(`${DATE}\r\n`, ''), 'AccessDenied'],
  ])('is refused with %s', (_what, bytes, code) => {
    expect(ask(bytes).element('Code')).toBe(code);
  });

  it('takes a session token once', () => {
    const path = ['/test.txt', '/examplebucket/test.txt'] as const;
    const once = signed(...path, { amz: 'x-amz-security-token:token' });
    expect(ask(once, { sessionToken: 'token' }).status).toBe(200);
    const twice = signed(...path, { amz: 'x-amz-security-token:token,token' });
    const header = 'x-amz-security-token: token';
    const sent = twice.replace(`${header},token`, `${header}\r\n${header}`);
    expect(ask(sent, { sessionToken: 'token' }).element('Code')).toBe('InvalidToken');
  });

  it('needs the session token of temporary credentials', () => {
    expect(ask(signed('/test.txt', '/examplebucket/test.txt'), { sessionToken: 'token' }).element('Code')).toBe(
      'InvalidAccessKeyId',
    );
  });
});

/** What the sandbox does for who may pass: objects by their address, whole and in parts. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { exampleSandbox } from '../../src/sandbox/sandbox.ts';
import { utf8 } from '../support/octets-of.ts';
import { askFor, BODY, LAST_MODIFIED, type Order, ordered, readReply } from '../support/sandbox/sandbox-client.ts';
import { askIn } from '../support/sandbox/sandbox-settings.ts';
import type { Pair } from '../support/sigv4/independent-signer.ts';

/** What is asked for; the code, the status and an element of the answer. */
type Refused = [what: string, code: string, status: number, order: Partial<Order>, element: Pair];

const ranged = (range: string) => askFor({ headers: [['Range', range]] });

describe('GET', () => {
  it('answers with the whole object and what is known of it', () => {
    const { status, headers, body } = askFor({});
    expect(status).toBe(200);
    expect(body).toBe(BODY);
    expect(Object.fromEntries(headers)).toMatchObject({
      'Content-Length': '100',
      'Content-Type': 'text/plain',
      'Last-Modified': LAST_MODIFIED,
      ETag: `"${createHash('md5').update(BODY).digest('hex')}"`,
      'Accept-Ranges': 'bytes',
      Date: 'Fri, 24 May 2013 00:00:00 GMT',
      Connection: 'close',
      'x-amz-request-id': '0000000000000001',
    });
    expect(headers.has('Content-Range')).toBe(false);
  });

  it.each([
    ['bytes=0-9', '0123456789', 'bytes 0-9/100'],
    ['bytes=5-5', '5', 'bytes 5-5/100'],
    ['bytes=95-', '56789', 'bytes 95-99/100'],
    ['bytes=-5', '56789', 'bytes 95-99/100'],
    ['bytes=95-200', '56789', 'bytes 95-99/100'],
    ['bytes=0-', BODY, 'bytes 0-99/100'],
    ['bytes=-200', BODY, 'bytes 0-99/100'],
    [`bytes=99-${'9'.repeat(400)}`, '9', 'bytes 99-99/100'],
  ])('answers %s with a part', (range, part, contentRange) => {
    const { status, headers, body } = ranged(range);
    expect([status, body]).toEqual([206, part]);
    expect([headers.get('Content-Range'), headers.get('Content-Length')]).toEqual([contentRange, String(part.length)]);
  });

  it.each(['bytes=200-300', 'bytes=100-', 'bytes=-0', `bytes=${'9'.repeat(400)}-`])(
    'refuses %s with InvalidRange',
    (range) => {
      const reply = ranged(range);
      expect([reply.status, reply.element('Code')]).toEqual([416, 'InvalidRange']);
      expect([reply.element('RangeRequested'), reply.element('ActualObjectSize')]).toEqual([range, '100']);
    },
  );

  it.each([
    ['several ranges', 'bytes=0-1,5-6'],
    ['a range that ends before it starts', 'bytes=9-0'],
    ['another unit', 'lines=0-9'],
    ['no numbers', 'bytes=-'],
    ['words', 'bytes=first-last'],
  ])('ignores a Range header with %s', (_what, range) => {
    const { status, body, headers } = ranged(range);
    expect([status, body, headers.has('Content-Range')]).toEqual([200, BODY, false]);
  });

  it('answers with an object that has no bytes', () => {
    const { status, headers, body } = askFor({ path: '/empty' });
    expect([status, headers.get('Content-Length'), body]).toEqual([200, '0', '']);
  });

  it.each([
    ['dots, slashes, a space and a plus', '/a//../b c+d', 'odd key'],
    ['letters beyond ASCII', utf8('/é/😀.txt'), utf8('<é>')],
  ])('finds a key with %s', (_what, path, body) => {
    expect(askFor({ path }).body).toBe(body);
  });

  it('takes no notice of x-id, which only names the operation', () => {
    expect(askFor({ query: [['x-id', 'GetObject']] }).body).toBe(BODY);
  });
});

describe('HEAD', () => {
  it.each([
    ['the whole object', {}, 200, '100'],
    ['a part', { headers: [['Range', 'bytes=0-9']] }, 206, '10'],
  ] satisfies [string, Partial<Order>, number, string][])(
    'answers for %s without the body',
    (_what, order, status, length) => {
      const head = askFor({ ...order, method: 'HEAD' });
      expect([head.status, head.headers.get('Content-Length'), head.body]).toEqual([status, length, '']);
      expect(head.headers).toEqual(askFor(order).headers);
    },
  );

  it.each([
    ['a key that is not there', { path: '/not-there' }, 404],
    ['a wrong signature', { secret: 'another secret' }, 403],
  ])('refuses %s with the status alone', (_what, order, status) => {
    const { body, ...head } = askFor({ ...order, method: 'HEAD' });
    expect([head.status, body]).toEqual([status, '']);
  });
});

describe('the bucket and the key', () => {
  it.each([
    ['virtual-host style', 'examplebucket.s3.amazonaws.com', '/test.txt'],
    ['virtual-host style with a region', 'examplebucket.s3.us-east-1.amazonaws.com', '/test.txt'],
    ['virtual-host style with a port', 'examplebucket.s3.amazonaws.com:443', '/test.txt'],
    ['virtual-host style in upper case', 'ExampleBucket.S3.Amazonaws.com', '/test.txt'],
    ['virtual-host style with a hyphen before the region', 'examplebucket.s3-us-west-2.amazonaws.com', '/test.txt'],
    ['virtual-host style over IPv6 too', 'examplebucket.s3.dualstack.us-west-2.amazonaws.com', '/test.txt'],
    ['virtual-host style in China', 'examplebucket.s3.cn-north-1.amazonaws.com.cn', '/test.txt'],
    ['virtual-host style with acceleration', 'examplebucket.s3-accelerate.amazonaws.com', '/test.txt'],
    ['virtual-host style on localhost', 'ExampleBucket.LocalHost:9000', '/test.txt'],
    ['path style with a hyphen before the region', 's3-us-west-2.amazonaws.com', '/examplebucket/test.txt'],
    ['path style', 's3.us-east-1.amazonaws.com', '/examplebucket/test.txt'],
    ['path style at the endpoint without a region', 's3.amazonaws.com', '/examplebucket/test.txt'],
    ['path style on an address', '127.0.0.1:9000', '/examplebucket/test.txt'],
    ['path style on localhost', 'localhost', '/examplebucket/test.txt'],
  ])('are found in %s', (_style, host, path) => {
    expect(askFor({ host, path }).body).toBe(BODY);
  });

  it('are found in path style at a name of one’s own', () => {
    const { request } = ordered({ host: 'minio.example.com', path: '/examplebucket/test.txt' });
    expect(askIn({ hosts: ['minio.example.com'] }, request).body).toBe(BODY);
  });

  it.each([
    ['virtual-host style', 'my.dotted-bucket.s3.us-east-1.amazonaws.com', '/dir/test.txt'],
    ['path style', 's3.us-east-1.amazonaws.com', '/my.dotted-bucket/dir/test.txt'],
  ])('may have dots and slashes in %s', (_style, host, path) => {
    expect(askFor({ host, path }).body).toBe('dotted');
  });

  it.each([
    ['a key that is not there', 'NoSuchKey', 404, { path: '/not-there' }, ['Key', 'not-there']],
    ['a key in the other case', 'NoSuchKey', 404, { path: '/TEST.TXT' }, ['Key', 'TEST.TXT']],
    ['a key with dots', 'NoSuchKey', 404, { path: '/a/../test.txt' }, ['Key', 'a/../test.txt']],
    ['a key that XML must escape', 'NoSuchKey', 404, { path: '/<&>' }, ['Key', '<&>']],
    ['a key with letters beyond ASCII', 'NoSuchKey', 404, { path: utf8('/nö') }, ['Key', 'nö']],
    ['a key with an emoji', 'NoSuchKey', 404, { path: utf8('/😀') }, ['Key', '😀']],
    ['an unknown bucket', 'NoSuchBucket', 404, { host: 'nobody.s3.amazonaws.com' }, ['BucketName', 'nobody']],
    ['one in path style', 'NoSuchBucket', 404, { host: 's3.amazonaws.com', path: '/no/a' }, ['BucketName', 'no']],
    ['PATCH', 'MethodNotAllowed', 405, { method: 'PATCH' }, ['Method', 'PATCH']],
  ] satisfies Refused[])('refuse %s with %s', (_what, code, status, order, element) => {
    const reply = askFor(order);
    expect([reply.status, reply.element('Code')]).toEqual([status, code]);
    expect(reply.elements).toContainEqual(element);
  });

  it.each([
    ['a sub-resource', { query: [['restore', '']], method: 'POST' }],
    ['another sub-resource', { query: [['torrent', '']] }],
  ] satisfies [string, Partial<Order>][])('do not do %s yet', (_what, order) => {
    const reply = askFor(order);
    expect([reply.status, reply.element('Code')]).toEqual([501, 'NotImplemented']);
  });
});

describe("the sandbox with AWS's example", () => {
  it('answers the documented request with the ten bytes it asks for', () => {
    const converse = exampleSandbox({ clock: () => new Date('2013-05-24T00:00:00Z') }).converse();
    const answer = converse(Buffer.from(ordered({ headers: [['Range', 'bytes=0-9']] }).request));
    const { status, headers, body } = readReply(answer?.bytes ?? new Uint8Array());
    expect([status, body]).toEqual([206, 'Hello, S3!']);
    expect(headers.get('Content-Range')).toBe('bytes 0-9/100');
  });
});

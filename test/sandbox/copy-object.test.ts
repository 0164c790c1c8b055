/** CopyObject, as https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html has it. */
import { describe, expect, it } from 'vitest';
import { client } from '../support/sandbox/operations.ts';
import type { Pair } from '../support/sigv4/independent-signer.ts';

/** The MD5 of `body`, as `printf body | md5sum` writes it. */
const ETAG = '"841a2d689ad86bd1611447453c22c6fc"';

/** A bucket with `notes/a b.txt`, and a copy of it, or of something else. */
function copying(key: string, headers: readonly Pair[], body = '') {
  const { ask, put } = client();
  put('notes/a b.txt', 'body', [
    ['Content-Type', 'text/plain'],
    ['x-amz-meta-a', '1'],
  ]);
  return { ask, answer: put(key, body, headers) };
}

describe('a copy', () => {
  it.each([
    '/examplebucket/notes/a%20b.txt',
    'examplebucket/notes/a%20b.txt',
    '/examplebucket/notes%2Fa%20b.txt',
    '/examplebucket/notes/a b.txt',
  ])('of %s has the bytes and the headers of its source', (source) => {
    const { ask, answer } = copying('copy', [
      ['X-Amz-Copy-Source', source],
      ['x-amz-meta-b', '2'],
    ]);
    expect([answer.status, answer.element('ETag'), answer.element('LastModified')]).toEqual([
      200,
      ETAG,
      '2013-05-24T00:00:00.000Z',
    ]);
    const { body, headers } = ask({ path: '/copy' });
    expect([body, headers['content-type'], headers['x-amz-meta-a'], headers['x-amz-meta-b']]).toEqual([
      'body',
      'text/plain',
      '1',
      undefined,
    ]);
  });

  it('has the headers of the request where the directive says so, also in the place of its source', () => {
    const { ask, answer } = copying('notes/a b.txt', [
      ['x-amz-copy-source', '/examplebucket/notes/a%20b.txt'],
      ['x-amz-metadata-directive', 'REPLACE'],
      ['x-amz-meta-b', '2'],
    ]);
    expect(answer.status).toBe(200);
    const { body, headers } = ask({ path: '/notes/a b.txt' });
    expect([body, headers['x-amz-meta-a'], headers['x-amz-meta-b']]).toEqual(['body', undefined, '2']);
  });

  it('has the storage class that its request asks for, also in the place of its source', () => {
    const source: Pair = ['x-amz-copy-source', '/examplebucket/notes/a%20b.txt'];
    const { ask, answer } = copying('notes/a b.txt', [source, ['x-amz-storage-class', 'REDUCED_REDUNDANCY']]);
    expect(answer.status).toBe(200);
    const read = ask({ path: '/notes/a b.txt' });
    expect([read.headers['x-amz-storage-class'], read.headers['x-amz-meta-a']]).toEqual(['REDUCED_REDUNDANCY', '1']);
    const again = ask({ method: 'PUT', path: '/copy', headers: [source] });
    expect([again.status, ask({ path: '/copy' }).headers['x-amz-storage-class']]).toEqual([200, undefined]);
  });

  it('is not made of a body that comes along', () => {
    const { ask } = copying('copy', [['x-amz-copy-source', '/examplebucket/notes/a%20b.txt']], 'something else');
    expect(ask({ path: '/copy' }).body).toBe('body');
  });

  it.each([
    ['of a key that is not there', '/examplebucket/other', [], 404, 'NoSuchKey'],
    ['of another bucket', '/otherbucket/test.txt', [], 404, 'NoSuchBucket'],
    ['of no key', '/examplebucket', [], 400, 'InvalidArgument'],
    ['of nothing', '', [], 400, 'InvalidArgument'],
    ['of a version', '/examplebucket/notes/a%20b.txt?versionId=1', [], 501, 'NotImplemented'],
    [
      'with another directive',
      '/examplebucket/notes/a%20b.txt',
      [['x-amz-metadata-directive', 'MERGE']],
      400,
      'InvalidArgument',
    ],
    [
      'with a condition on its source',
      '/examplebucket/notes/a%20b.txt',
      [['x-amz-copy-source-if-none-match', ETAG]],
      412,
      'PreconditionFailed',
    ],
    ['where If-Match wants an object', '/examplebucket/notes/a%20b.txt', [['If-Match', '*']], 404, 'NoSuchKey'],
  ] satisfies [string, string, Pair[], number, string][])('%s is refused', (_what, source, headers, status, code) => {
    const { ask, answer } = copying('copy', [['x-amz-copy-source', source], ...headers]);
    expect([answer.status, answer.element('Code')]).toEqual([status, code]);
    expect(ask({ path: '/copy' }).status).toBe(404);
  });

  it('to itself is refused where nothing would be another', () => {
    const { answer } = copying('notes/a b.txt', [['x-amz-copy-source', '/examplebucket/notes/a%20b.txt']]);
    expect([answer.status, answer.element('Code')]).toEqual([400, 'InvalidRequest']);
  });
});

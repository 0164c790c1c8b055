/** PutObject, as https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html has them. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { octetsOf, utf8 } from '../support/octets-of.ts';
import { client } from '../support/sandbox/operations.ts';
import type { Pair } from '../support/sigv4/independent-signer.ts';

const md5 = (bytes: string, encoding: 'hex' | 'base64') => createHash('md5').update(bytes, 'latin1').digest(encoding);
const etag = (bytes: string) => `"${md5(bytes, 'hex')}"`;
const OTHER = etag('something else');

/** Headers of an upload; the status, the code and an element of the answer. */
type Refused = [what: string, headers: Pair[], status: number, code: string, element: Pair];

describe('an upload', () => {
  it('is answered with the entity tag, and can be read at once', () => {
    const { ask, put } = client();
    const { status, headers, body } = put('key', 'body');
    expect({ status, headers, body }).toEqual({
      status: 200,
      headers: { etag: etag('body'), 'content-length': '0', 'x-amz-server-side-encryption': 'AES256' },
      body: '',
    });
    const read = ask({ path: '/key' });
    expect([read.status, read.body, read.headers.etag]).toEqual([200, 'body', etag('body')]);
    expect(read.headers['content-type']).toBe('binary/octet-stream');
    // The whole second of the server's time.
    expect(read.headers['last-modified']).toBe('Fri, 24 May 2013 00:00:00 GMT');
  });

  it('takes the place of the object that was there', () => {
    const { ask, put } = client();
    put('key', 'first', [['x-amz-meta-a', '1']]);
    put('key', 'second', [['Content-Type', 'text/plain']]);
    const { body, headers } = ask({ path: '/key' });
    expect([body, headers['content-type'], headers['x-amz-meta-a']]).toEqual(['second', 'text/plain', undefined]);
  });

  it('gives the same bytes back, no matter what the bytes of key and body are', () => {
    const bytes = (minLength: number) =>
      fc.uint8Array({ minLength, maxLength: 60 }).map((array) => Buffer.from(array).toString('latin1'));
    fc.assert(
      fc.property(bytes(1), bytes(0), fc.constantFrom('virtual', 'path'), (key, body, style) => {
        const { ask, put } = client();
        expect(put(key, body).status).toBe(200);
        const read =
          style === 'virtual' ? ask({ path: `/${key}` }) : ask({ host: 'localhost', path: `/examplebucket/${key}` });
        expect([read.status, read.body, read.headers.etag]).toEqual([200, body, etag(body)]);
      }),
    );
  });

  it('keeps the headers that say what the object is, as they were sent', () => {
    const { ask, put } = client();
    const kept: Pair[] = [
      ['Content-Type', 'text/html; charset=utf-8'],
      ['Cache-Control', 'max-age=60,  public'],
      ['Content-Disposition', 'attachment; filename="a.txt"'],
      ['Content-Encoding', 'gzip'],
      ['Content-Language', 'en-GB'],
      ['Expires', 'not a date'],
      ['x-amz-meta-one', 'a  b'],
      ['X-Amz-Meta-Two', utf8('é')],
    ];
    put('key', 'body', [...kept, ['X-Other', 'is not kept']]);
    const { headers } = ask({ path: '/key' });
    expect(headers).toMatchObject(Object.fromEntries(kept.map(([name, value]) => [name.toLowerCase(), value])));
    expect(headers).not.toHaveProperty('x-other');
    expect(ask({ method: 'HEAD', path: '/key' }).headers).toEqual(headers);
  });

  it('keeps its storage class, which reads and listings name where it is not the usual one', () => {
    const { ask, put } = client();
    put('key', '', [['x-amz-storage-class', 'REDUCED_REDUNDANCY']]);
    put('usual', '', [['x-amz-storage-class', 'STANDARD']]);
    expect(ask({ path: '/key' }).headers['x-amz-storage-class']).toBe('REDUCED_REDUNDANCY');
    expect(ask({ path: '/usual' }).headers).not.toHaveProperty('x-amz-storage-class');
    const classes = ask({ path: '/', query: [['prefix', 'k']] }).body.match(/<StorageClass>.*<\/StorageClass>/);
    expect(classes?.[0]).toBe('<StorageClass>REDUCED_REDUNDANCY</StorageClass>');
  });

  it('has headers that end no line', () => {
    const { ask, put } = client();
    put('key', '', [['x-amz-meta-a', 'folded\r\n over\n two\0lines\rand more']]);
    expect(ask({ path: '/key' }).headers['x-amz-meta-a']).toBe('folded over two lines and more');
  });

  it.each([
    ['aws-chunked', undefined],
    ['gzip,aws-chunked', 'gzip'],
    ['AWS-Chunked, gzip, br', 'gzip,br'],
    ['gzip, br', 'gzip, br'],
  ])('is stored decoded: of its Content-Encoding %s is left %s', (sent, left) => {
    const { ask, put } = client();
    put('key', '', [['Content-Encoding', sent]]);
    expect(ask({ path: '/key' }).headers['content-encoding']).toBe(left);
  });

  it('joins what was sent several times', () => {
    const { ask, put } = client();
    const twice: Pair[] = [
      ['x-amz-meta-a', '1'],
      ['X-AMZ-META-A', '2'],
    ];
    put('key', '', twice);
    expect(ask({ path: '/key' }).headers['x-amz-meta-a']).toBe('1,2');
  });

  it('is answered with its checksum, which listings name and reads give where they ask for it', () => {
    const { ask } = client();
    const base64 = octetsOf(createHash('sha256').update('body').digest('base64'));
    const length: Pair = ['Content-Length', '4'];
    const checksums = [{ name: 'sha256', base64 }] as const;
    const stored = ask({ method: 'PUT', path: '/key', body: 'body', headers: [length], checksums });
    const checksum = { 'x-amz-checksum-sha256': base64, 'x-amz-checksum-type': 'FULL_OBJECT' };
    expect(stored.headers).toMatchObject(checksum);
    expect(ask({ path: '/' }).element('ChecksumAlgorithm')).toBe('SHA256');
    const read = (range: Pair[], mode: Pair[]) => ask({ path: '/key', headers: [...range, ...mode] }).headers;
    expect(read([], [['x-amz-checksum-mode', 'ENABLED']])).toMatchObject(checksum);
    expect(read([['Range', 'bytes=0-']], [['x-amz-checksum-mode', 'enabled']])).toMatchObject(checksum);
    expect(read([], [])).not.toHaveProperty('x-amz-checksum-sha256');
    expect(read([['Range', 'bytes=0-1']], [['x-amz-checksum-mode', 'ENABLED']])).not.toHaveProperty(
      'x-amz-checksum-sha256',
    );
    const garbage = ask({ path: '/key', headers: [['x-amz-checksum-mode', 'garbage']] });
    expect([garbage.status, garbage.element('Code')]).toEqual([400, 'InvalidRequest']);
  });

  it.each([
    ['the right Content-MD5', [['Content-MD5', md5('body', 'base64')]]],
    ['headers that change nothing', [['x-amz-acl', 'private']]],
    ['the storage class that there is', [['x-amz-storage-class', 'STANDARD']]],
    ['If-None-Match for a key that is not there', [['If-None-Match', '*']]],
    ['2,048 bytes of metadata', [['x-amz-meta-a', 'v'.repeat(2047)]]],
  ] satisfies [string, Pair[]][])('passes with %s', (_what, headers) => {
    expect(client().put('key', 'body', headers).status).toBe(200);
  });

  it.each([
    [
      'a Content-MD5 that is no base64',
      [['Content-MD5', 'no base64']],
      400,
      'InvalidDigest',
      ['Content-MD5', 'no base64'],
    ],
    [
      'a Content-MD5 of 15 bytes',
      [['Content-MD5', btoa('a'.repeat(15))]],
      400,
      'InvalidDigest',
      ['Content-MD5', btoa('a'.repeat(15))],
    ],
    [
      'the Content-MD5 in hexadecimal',
      [['Content-MD5', md5('body', 'hex')]],
      400,
      'InvalidDigest',
      ['Content-MD5', md5('body', 'hex')],
    ],
    [
      'the Content-MD5 of another body',
      [['Content-MD5', md5('other', 'base64')]],
      400,
      'BadDigest',
      ['CalculatedDigest', md5('body', 'base64')],
    ],
    ['tags', [['X-Amz-Tagging', 'a=1']], 501, 'NotImplemented', ['Header', 'X-Amz-Tagging']],
    ['a lock', [['x-amz-object-lock-mode', 'GOVERNANCE']], 501, 'NotImplemented', ['Header', 'x-amz-object-lock-mode']],
    [
      'another storage class',
      [['x-amz-storage-class', 'GLACIER']],
      501,
      'NotImplemented',
      ['Header', 'x-amz-storage-class'],
    ],
    [
      'a public ACL',
      [['x-amz-acl', 'public-read']],
      400,
      'AccessControlListNotSupported',
      ['Code', 'AccessControlListNotSupported'],
    ],
    [
      '2,049 bytes of metadata',
      [
        ['x-amz-meta-a', 'v'.repeat(2000)],
        ['x-amz-meta-b', 'v'.repeat(47)],
      ],
      400,
      'MetadataTooLarge',
      ['Size', '2049'],
    ],
    ['If-Match for a key that is not there', [['If-Match', '*']], 404, 'NoSuchKey', ['Key', 'key']],
    [
      'If-None-Match with an entity tag',
      [['If-None-Match', OTHER]],
      501,
      'NotImplemented',
      ['Header', 'If-None-Match'],
    ],
  ] satisfies Refused[])('is refused with %s', (_what, headers, status, code, element) => {
    const { ask, put } = client();
    const answer = put('key', 'body', headers);
    expect([answer.status, answer.element('Code'), answer.element(element[0])]).toEqual([status, code, element[1]]);
    expect(ask({ path: '/key' }).status).toBe(404);
  });

  it('is refused without a length, and not where it is chunked', () => {
    const { ask } = client();
    const answer = ask({ method: 'PUT', path: '/key' });
    expect([answer.status, answer.element('Code')]).toEqual([411, 'MissingContentLength']);
    expect(answer.element('Message')).toBe('You must provide the Content-Length HTTP header.');
    expect(ask({ method: 'PUT', path: '/key', headers: [['Transfer-Encoding', 'chunked']] }).status).toBe(200);
  });

  it.each([
    [[['If-None-Match', '*']], 412, 'If-None-Match'],
    [[['If-Match', OTHER]], 412, 'If-Match'],
    [[['If-Match', etag('first')]], 200, undefined],
    [[['If-Match', md5('first', 'hex')]], 200, undefined],
    [[['If-Match', '*']], 200, undefined],
  ] satisfies [Pair[], number, string | undefined][])(
    'over another one with %j is answered with %i',
    (headers, status, condition) => {
      const { ask, put } = client();
      put('key', 'first');
      const answer = put('key', 'second', headers);
      expect([answer.status, answer.element('Condition')]).toEqual([status, condition]);
      expect(ask({ path: '/key' }).body).toBe(status === 200 ? 'second' : 'first');
    },
  );

  it.each([
    [1024, 200, undefined],
    [1025, 400, 'KeyTooLongError'],
  ])('may have a key of 1,024 bytes: with %i it is answered with %i', (length, status, code) => {
    const { put } = client();
    const answer = put('k'.repeat(length));
    expect([answer.status, answer.element('Code')]).toEqual([status, code]);
  });

  it('is refused where the store would hold more than 64 MiB, and what is replaced does not count', {
    tags: ['expensive'],
  }, () => {
    const { ask, put } = client();
    const quarter = 'b'.repeat(16 * 1024 * 1024 - 1);
    for (const key of ['1', '2', '3', '4', '4']) expect(put(key, quarter).status).toBe(200);
    const answer = put('5', 'b');
    expect([answer.status, answer.element('Code')]).toEqual([400, 'EntityTooLarge']);
    expect(answer.element('Message')).toMatch(/The sandbox stores at most 67108864 bytes/);
    expect(ask({ method: 'DELETE', path: '/1' }).status).toBe(204);
    expect(put('5', 'b').status).toBe(200);
  });
});

/** Uploads from forms, as https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html has them. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { BrowserForm } from '../../src/sandbox/asked.ts';
import { octetsOf, utf8 } from '../support/octets-of.ts';
import { client, type Request } from '../support/sandbox/operations.ts';
import type { Pair } from '../support/sigv4/independent-signer.ts';

const ETAG = `"${createHash('md5').update('content').digest('hex')}"`;

/** The variable of a form. */
const FILENAME = ['$', '{filename}'].join('');

interface File {
  readonly filename: string | null;
}

function form(fields: readonly Pair[], { filename }: File = { filename: 'file.txt' }): BrowserForm {
  return {
    fields: fields.map(([name, value]) => ({ name: octetsOf(name), value: octetsOf(value) })),
    file: {
      filename: filename === null ? null : octetsOf(filename),
      contentType: octetsOf('image/png'),
      body: octetsOf('content'),
    },
  };
}

function posted(fields: readonly Pair[], { file, ...request }: Request & { file?: File } = {}) {
  const made = client();
  return { ...made, answer: made.ask({ method: 'POST', form: form(fields, file), ...request }) };
}

describe('a form', () => {
  it('uploads its file with what its fields say', () => {
    const fields: Pair[] = [
      ['Key', 'a/b.txt'],
      ['Content-Type', 'text/plain'],
      ['cache-control', 'no-store'],
      ['x-amz-meta-UUID', '14365123651274'],
      ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
      ['submit', 'Upload'],
    ];
    const { answer, ask } = posted(fields);
    expect([answer.status, answer.body]).toEqual([204, '']);
    expect(answer.headers).toEqual({
      etag: ETAG,
      location: 'http://examplebucket.s3.amazonaws.com/a%2Fb.txt',
      'x-amz-server-side-encryption': 'AES256',
    });
    const { body, headers } = ask({ path: '/a/b.txt' });
    expect(body).toBe('content');
    expect(headers).toMatchObject({
      etag: ETAG,
      'content-type': 'text/plain',
      'cache-control': 'no-store',
      'x-amz-meta-uuid': '14365123651274',
    });
  });

  it('says what its file is in a field: what the browser says beside the file does not count', () => {
    expect(posted([['key', 'a']]).ask({ path: '/a' }).headers['content-type']).toBe('binary/octet-stream');
  });

  it.each([
    ['example.jpg', 'user/mary/example.jpg'],
    ['C:\\Program Files\\directory1\\file.txt', 'user/mary/file.txt'],
    ['/home/mary/file.txt', 'user/mary/file.txt'],
    ['', 'user/mary/'],
    [null, 'user/mary/'],
    ['$&.txt', 'user/mary/$&.txt'],
    ['a\\\nb', 'user/mary/\nb'],
  ])('has the name of the file, %j, in the place of the variable', (filename, key) => {
    const fields: Pair[] = [
      ['key', `user/mary/${FILENAME}`],
      ['x-amz-meta-name', `<${FILENAME}>`],
    ];
    const { store } = posted(fields, { file: { filename } });
    const objects = store.buckets.get(octetsOf('examplebucket'))?.objects;
    expect([...(objects?.keys() ?? [])]).toEqual([key]);
  });

  it.each([
    ['200', 200],
    ['204', 204],
    ['404', 204],
    ['', 204],
  ])('that asks for the status "%s" is answered with %i and no body', (asked, status) => {
    const { answer } = posted([
      ['key', 'a'],
      ['success_action_status', asked],
    ]);
    expect([answer.status, answer.body, answer.headers.etag]).toEqual([status, '', ETAG]);
    expect(answer.headers['content-length']).toBe(status === 200 ? '0' : undefined);
  });

  it('that asks for 201 is answered with a document', () => {
    const { answer } = posted([
      ['key', utf8('président <1>/a.jpg')],
      ['success_action_status', '201'],
    ]);
    expect([answer.status, answer.headers['content-type']]).toEqual([201, 'application/xml']);
    const location = 'http://examplebucket.s3.amazonaws.com/pr%C3%A9sident%20%3C1%3E%2Fa.jpg';
    expect(answer.headers.location).toBe(location);
    expect(answer.xml).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse><Location>${location}</Location><Bucket>examplebucket</Bucket>` +
        `<Key>président &lt;1&gt;/a.jpg</Key><ETag>${ETAG}</ETag></PostResponse>`,
    );
  });

  it('may be sent in path style', () => {
    const { answer } = posted([['key', 'a b']], { host: 'localhost:9000', path: '/examplebucket' });
    expect(answer.headers.location).toBe('http://localhost:9000/examplebucket/a%20b');
  });

  it.each([
    ['https://example.com/done', 'https://example.com/done?'],
    ['http://example.com', 'http://example.com?'],
    ['https://example.com/done?a=b&c', 'https://example.com/done?a=b&c&'],
    ['https://example.com/a b\r\nX-Evil: 1', 'https://example.com/a%20b%0D%0AX-Evil:%201?'],
  ])('that asks for the redirect %j is answered with one that names the object', (url, front) => {
    const { answer } = posted([
      ['key', 'dir/a b'],
      ['success_action_redirect', url],
      ['success_action_status', '201'],
    ]);
    const query = `bucket=examplebucket&key=dir%2Fa+b&etag=${encodeURIComponent(ETAG)}`;
    expect([answer.status, answer.headers.location, answer.body]).toEqual([303, front + query, '']);
  });

  it('keeps the fragment of a redirect after the query', () => {
    const { answer } = posted([
      ['key', 'a'],
      ['redirect', 'https://example.com/#top'],
    ]);
    expect(answer.headers.location).toMatch(/^https:\/\/example\.com\/\?bucket=.*%22#top$/);
  });

  it.each(['/relative', 'javascript:alert(1)', 'https://', ''])('ignores the redirect "%s"', (url) => {
    expect(
      posted([
        ['key', 'a'],
        ['success_action_redirect', url],
      ]).answer.status,
    ).toBe(204);
  });

  it.each([
    ['without a key', [], 400, 'InvalidArgument', ['ArgumentName', 'key']],
    ['with an empty key', [['key', '']], 400, 'InvalidArgument', ['ArgumentName', 'key']],
    ['with a key of 1,025 bytes', [['key', 'k'.repeat(1025)]], 400, 'KeyTooLongError', ['Size', '1025']],
    [
      'with too much metadata',
      [
        ['key', 'a'],
        ['x-amz-meta-a', 'v'.repeat(2048)],
      ],
      400,
      'MetadataTooLarge',
      ['Size', '2049'],
    ],
  ] satisfies [string, Pair[], number, string, Pair][])('%s is refused', (_what, fields, status, code, element) => {
    const { answer } = posted(fields);
    expect([answer.status, answer.element('Code'), answer.element(element[0])]).toEqual([status, code, element[1]]);
  });

  it.each([
    ['x-amz-website-redirect-location', '/elsewhere'],
    ['tagging', '<Tagging/>'],
    ['x-amz-tagging', 'a=1'],
    ['X-Amz-Object-Lock-Mode', 'GOVERNANCE'],
    ['x-amz-storage-class', 'GLACIER'],
    ['x-amz-server-side-encryption', 'aws:kms'],
  ])('with the field %s: %s is refused with its name, and stores nothing', (name, value) => {
    const { answer, store } = posted([
      ['key', 'a'],
      [name, value],
    ]);
    expect([answer.status, answer.element('Header')]).toEqual([501, name]);
    expect(store.buckets.get(octetsOf('examplebucket'))?.objects.size).toBe(0);
  });

  it('stores no header that is none', () => {
    const { ask } = posted([
      ['key', 'a'],
      ['x-amz-meta-a\r\nX-Evil', '1'],
      ['x-amz-meta-b', 'of\r\nseveral lines'],
    ]);
    const { headers } = ask({ path: '/a' });
    expect(headers['x-amz-meta-b']).toBe('of several lines');
    expect(JSON.stringify(headers)).not.toMatch(/evil/i);
  });

  it('is the only thing that POST is for', () => {
    const answer = client().ask({ method: 'POST' });
    expect([answer.status, answer.element('Code'), answer.element('Condition')]).toEqual([
      412,
      'PreconditionFailed',
      'Bucket POST must be of the enclosure-type multipart/form-data',
    ]);
  });
});

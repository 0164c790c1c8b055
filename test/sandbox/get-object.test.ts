/** Conditional reads, and what a read may ask for beside the object. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../support/octets-of.ts';
import { client } from '../support/sandbox/operations.ts';
import type { Pair } from '../support/sigv4/independent-signer.ts';

const ETAG = `"${createHash('md5').update('hello').digest('hex')}"`;
const OTHER = `"${createHash('md5').update('something else').digest('hex')}"`;
const BEFORE = 'Thu, 23 May 2013 23:59:59 GMT';
const STORED = 'Fri, 24 May 2013 00:00:00 GMT';
const AFTER = 'Fri, 24 May 2013 00:00:01 GMT';
const FUTURE = 'Sat, 24 May 2014 00:00:00 GMT';

/** An hour after the object came. */
const LATER = new Date('2013-05-24T01:00:00Z');

function stored() {
  const made = client();
  const headers: Pair[] = [
    ['Cache-Control', 'no-cache'],
    ['Expires', '0'],
    ['x-amz-meta-a', '1'],
  ];
  made.put('key', 'hello', headers);
  return made;
}

describe('a read with conditions', () => {
  it.each([
    [[['If-Match', ETAG]], 200, ''],
    [[['If-Match', ETAG.slice(1, -1)]], 200, ''],
    [[['If-Match', '*']], 200, ''],
    [[['If-Match', `${OTHER}, ${ETAG}`]], 200, ''],
    [[['If-Match', OTHER]], 412, 'If-Match'],
    [[['If-Match', `W/${ETAG}`]], 412, 'If-Match'],
    [[['If-None-Match', OTHER]], 200, ''],
    [[['If-None-Match', ETAG]], 304, ''],
    [[['If-None-Match', `W/${ETAG}`]], 304, ''],
    [[['If-None-Match', '*']], 304, ''],
    [[['If-None-Match', `${OTHER}, ${ETAG}`]], 304, ''],
    [[['If-Modified-Since', BEFORE]], 200, ''],
    [[['If-Modified-Since', STORED]], 304, ''],
    [[['If-Modified-Since', AFTER]], 304, ''],
    [[['If-Modified-Since', 'Friday, 24-May-13 00:00:00 GMT']], 304, ''],
    [[['If-Modified-Since', 'Fri May 24 00:00:00 2013']], 304, ''],
    [[['If-Modified-Since', 'yesterday']], 200, ''],
    [[['If-Modified-Since', 'Fri, 31 Jun 2013 00:00:00 GMT']], 200, ''],
    [[['If-Modified-Since', FUTURE]], 200, ''],
    [[['If-Unmodified-Since', BEFORE]], 412, 'If-Unmodified-Since'],
    [[['If-Unmodified-Since', STORED]], 200, ''],
    [[['If-Unmodified-Since', 'yesterday']], 200, ''],
    [
      [
        ['If-Match', ETAG],
        ['If-Unmodified-Since', BEFORE],
      ],
      200,
      '',
    ],
    [
      [
        ['If-Match', OTHER],
        ['If-Unmodified-Since', AFTER],
      ],
      412,
      'If-Match',
    ],
    [
      [
        ['If-None-Match', ETAG],
        ['If-Modified-Since', BEFORE],
      ],
      304,
      '',
    ],
    [
      [
        ['If-None-Match', OTHER],
        ['If-Modified-Since', AFTER],
      ],
      200,
      '',
    ],
  ] satisfies [Pair[], number, string][])('%j is answered with %i', (headers, status, condition) => {
    const { ask } = stored();
    const read = ask({ path: '/key', headers, now: LATER });
    expect([read.status, read.element('Condition') ?? '']).toEqual([status, condition]);
    expect(ask({ method: 'HEAD', path: '/key', headers, now: LATER })).toMatchObject({ status, body: '' });
  });

  it('is answered, where nothing has changed, with what a cache may need and nothing more', () => {
    const { headers, body } = stored().ask({ path: '/key', headers: [['If-None-Match', ETAG]] });
    expect({ headers, body }).toEqual({
      headers: { etag: ETAG, 'last-modified': STORED, 'cache-control': 'no-cache', expires: '0' },
      body: '',
    });
  });

  it.each([
    [ETAG, 206],
    [STORED, 206],
    [OTHER, 200],
    [AFTER, 200],
    [`W/${ETAG}`, 200],
    ['yesterday', 200],
  ])('gets a part with If-Range: %s only of the object that it knows: %i', (ifRange, status) => {
    const headers: Pair[] = [
      ['Range', 'bytes=0-1'],
      ['If-Range', ifRange],
    ];
    const read = stored().ask({ path: '/key', headers });
    expect([read.status, read.body]).toEqual([status, status === 206 ? 'he' : 'hello']);
  });
});

describe('a Range', () => {
  it('has its unit in any case', () => {
    expect(stored().ask({ path: '/key', headers: [['Range', 'BYTES=1-2']] })).toMatchObject({
      status: 206,
      body: 'el',
    });
  });
});

describe('a parameter response-*', () => {
  it('replaces a header of the answer, of HEAD and of a part too', () => {
    const query: Pair[] = [
      ['response-content-type', 'text/html'],
      ['response-content-language', 'de'],
      ['response-expires', 'Thu, 01 Dec 1994 16:00:00 GMT'],
      ['response-cache-control', 'no-store'],
      ['response-content-disposition', 'attachment; filename="a+b.txt"'],
      ['response-content-encoding', 'identity'],
    ];
    const expected = Object.fromEntries(query.map(([name, value]) => [name.slice('response-'.length), value]));
    const { ask } = stored();
    expect(ask({ path: '/key', query }).headers).toMatchObject({ ...expected, 'x-amz-meta-a': '1', etag: ETAG });
    expect(ask({ method: 'HEAD', path: '/key', query }).headers).toEqual(ask({ path: '/key', query }).headers);
    expect(ask({ path: '/key', query, headers: [['Range', 'bytes=0-1']] })).toMatchObject({
      status: 206,
      headers: expected,
    });
    expect(ask({ path: '/key' }).headers).toMatchObject({ 'cache-control': 'no-cache', expires: '0' });
  });

  it.each([
    ['nothing', '', 'binary/octet-stream'],
    ['UTF-8 that ISO 8859-1 has too', utf8('é'), 'é'],
    ['bytes that are no UTF-8', '\xe9', 'é'],
  ])('of %s is sent as ISO 8859-1', (_what, value, header) => {
    const { headers } = stored().ask({ path: '/key', query: [['response-content-type', value]] });
    expect(headers['content-type']).toBe(header);
  });

  it.each([
    ['letters that no header can have', utf8('文'), '文'],
    ['the end of a line', 'a\r\nX-Evil: 1', 'a\r\nX-Evil: 1'],
    ['a NUL', 'a\0', 'a\ufffd'],
  ])('of %s is refused', (_what, value, shown) => {
    const answer = stored().ask({ path: '/key', query: [['response-content-type', value]] });
    expect([answer.status, answer.element('Code')]).toEqual([400, 'InvalidArgument']);
    expect(answer.element('Message')).toBe('Header value cannot be represented using ISO-8859-1.');
    expect([answer.element('ArgumentName'), answer.element('ArgumentValue')]).toEqual(['response-content-type', shown]);
  });
});

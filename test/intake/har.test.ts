/** HAR files, as browsers save them. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProblem } from '../../src/bytes/problem.ts';
import { readHar } from '../../src/intake/pasted/har.ts';
import { expectSoundProblem } from '../support/intake/sound-problem.ts';
import { octetsOf, utf8 } from '../support/octets-of.ts';
import { expectProblem, sound } from '../support/problems.ts';
import { named } from '../support/sources.ts';
import { runs } from '../support/sweep.ts';

const BY = 'request.har';
const read = (text: string) => readHar(octetsOf(utf8(text)), named(BY));

const REQUEST = {
  method: 'GET',
  url: 'https://photos.s3.amazonaws.com/a/../b%20c?x=1&y#fragment',
  httpVersion: 'HTTP/2',
  headers: [
    { name: ':authority', value: 'photos.example' },
    { name: ':path', value: '/b' },
    { name: 'x-amz-date', value: '20130524T000000Z' },
  ],
  queryString: [],
  bodySize: 0,
};
const harOf = (...requests: readonly unknown[]) =>
  JSON.stringify({
    log: { version: '1.2', entries: requests.map((request) => ({ request, response: { status: 403 } })) },
  });
const only = (request: object) => {
  const [entry] = sound(read(harOf({ ...REQUEST, ...request })));
  if (!entry) throw new Error('no entry');
  return entry.request;
};

describe('an entry of a HAR file', () => {
  it('is a request: the target from the URL as it is, Host from :authority', () => {
    const { head, body, scheme, remarks } = sound(only({}));
    expect(`${head.method.octets} ${head.target.octets}`).toBe('GET /a/../b%20c?x=1&y');
    expect(head.headers.map(({ name, value }) => `${name.octets}: ${value.octets}`)).toEqual([
      'Host: photos.example',
      'x-amz-date: 20130524T000000Z',
    ]);
    expect({ body, scheme, remarks }).toEqual({ body: '', scheme: 'https', remarks: [] });
  });

  it.each([
    [[], 'photos.s3.amazonaws.com'],
    [
      [
        { name: 'HOST', value: 'given' },
        { name: ':authority', value: 'other' },
      ],
      'given',
    ],
  ])('with the headers %j has one Host', (headers, host) => {
    const { head } = sound(only({ headers }));
    expect(head.headers.map(({ name, value }) => [name.octets.toLowerCase(), value.octets])).toEqual([['host', host]]);
  });

  it.each([
    ['text', { postData: { text: 'a=é' } }, utf8('a=é'), []],
    ['base64', { postData: { text: '/w==', encoding: 'base64' } }, '\xff', []],
    ['base64 of Chrome', { postData: { text: '/w==', _encoding: 'base64' } }, '\xff', []],
    ['no body, though it has a size', { bodySize: 3 }, null, [/does not contain the body/]],
    [
      'no body, though it has a length',
      { headers: [{ name: 'Content-Length', value: '3' }] },
      null,
      [/does not contain/],
    ],
    ['parameters alone', { postData: { params: [{ name: 'a' }] } }, null, [/does not contain the body/]],
    ['what the browser has replaced', { postData: { text: 'a\ufffd' } }, utf8('a\ufffd'), [/U\+FFFD/]],
    [
      'another length',
      { postData: { text: 'ab' }, headers: [{ name: 'content-length', value: '3' }] },
      'ab',
      [/has 2 bytes in the file, and its Content-Length says 3/],
    ],
  ])('has for its body %s', (_what, request, body, remarks) => {
    const found = sound(only(request));
    expect(found.body).toBe(body);
    expect(found.remarks).toEqual(remarks.map((remark) => expect.stringMatching(remark)));
  });
});

describe('a HAR file', () => {
  it('keeps the entries that can be read', () => {
    const entries = sound(read(harOf(REQUEST, { ...REQUEST, url: 'blob:x' }, REQUEST, 7)));
    expect(entries.map(({ path }) => path)).toEqual([0, 1, 2, 3].map((index) => `log.entries[${index}]`));
    expect(entries.map(({ request }) => isProblem(request))).toEqual([false, true, false, true]);
  });

  it.each([
    ['{}', 'har', 'log.entries'],
    ['{"log":{"entries":{}}}', 'har', 'log.entries'],
    ['{"log":', 'json', 'byte 7'],
  ])('%j is none', (text, code, says) => {
    const problem = expectProblem(read(text), code);
    expect(problem.says).toContain(says);
    expectSoundProblem(problem, text);
  });

  it.each([
    ['method', { method: 'A B' }, 'log.entries[0].request.method'],
    ['url', { url: 1 }, 'log.entries[0].request.url'],
    ['headers', { headers: {} }, 'log.entries[0].request.headers'],
    ['header', { headers: [{ name: 'a', value: 'b\r\nc: d' }] }, 'log.entries[0].request.headers[0]'],
    ['base64', { postData: { text: '?', encoding: 'base64' } }, 'log.entries[0].request.postData.text'],
  ])('names the path of a wrong %s', (_what, request, path) => {
    expect(expectProblem(only(request), 'har').says).toContain(` ${path} `);
  });
});

describe('any bytes', () => {
  it('are entries, or a problem with its place', () => {
    const text = harOf(REQUEST, { ...REQUEST, postData: { text: 'a"b' } });
    const change = fc.tuple(
      fc.nat(text.length),
      fc.nat(6),
      fc.constantFrom('', '"', '{', '}', '[', ']', ',', '\\', 'null', '1'),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 3 }), (changes) => {
        let changed = text;
        for (const [at, count, by] of changes) changed = changed.slice(0, at) + by + changed.slice(at + count);
        const found = read(changed);
        for (const each of isProblem(found) ? [found] : found.map(({ request }) => request))
          expectSoundProblem(each, changed);
      }),
      { numRuns: runs(2000) },
    );
  });
});

/** In which form a person gave a request. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { octetsFromArray } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { recognize } from '../../src/intake/recognize.ts';
import { expectQuoted, expectTiled } from '../support/bytes.ts';
import { expectSoundProblem } from '../support/intake/sound-problem.ts';
import { octetsOf, utf8 } from '../support/octets-of.ts';
import { expectProblem, sound } from '../support/problems.ts';
import { named } from '../support/sources.ts';
import { runs } from '../support/sweep.ts';
import { almostHttp } from '../support/wire/feeding.ts';

const read = (text: string, method?: string) =>
  recognize(octetsOf(utf8(text)), named('input'), method === undefined ? {} : { method });
const fixture = (name: string): string => octetsFromArray(readFileSync(`fixtures/requests/${name}`));
const HAR = '{"log":{"entries":[{"request":{"method":"GET","url":"https://h/","headers":[]}}]}}';

describe('the form of what is given', () => {
  it.each([
    ['request', 'GET / HTTP/1.1\r\nHost: h\r\n\r\n'],
    ['request', '\ufeffPUT /a HTTP/2\nHost: h\n'],
    ['request', `GET /?${'a'.repeat(9000)} HTTP/1.1\r\n\r\n`],
    ['request', ...[fixture('get-range-curl-verbose.txt')]],
    ['request', fixture('get-range-browser.txt')],
    ['request', 'GET / HTTP/1.1\nX: canonicalrequest\n'],
    ['url', 'https://h/a?b'],
    ['url', '  "http://h/"\n'],
    ['url', '<HTTPS://h/>'],
    ['curl', 'curl https://h/'],
    ['curl', fixture('curl-signed.txt')],
    ['curl', '# a comment\n\n$ A=b sudo /usr/bin/curl.exe \\\n https://h/'],
    ['curl', 'CURL https://h/'],
    ['har', HAR],
    ['har', `\ufeff${HAR}`],
    ['canonical', fixture('botocore-log.txt')],
    ['canonical', 'GET\n/\n\nhost:h\n\nhost\nUNSIGNED-PAYLOAD'],
    ['canonical', `a log "GET / HTTP/1.1" 200\n${fixture('botocore-log.txt')}`],
    ['canonical', `AWS4-HMAC-SHA256\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n${'a'.repeat(64)}`],
  ])('is %s of %j', (kind, text) => {
    expect(sound(read(text)).kind).toBe(kind);
  });

  it.each([
    ['', 'empty-input', 0],
    ['\ufeff \n', 'empty-input', 0],
    ['s3://bucket/key', 'address', 0],
    ['<?xml version="1.0"?><Error><Code>SignatureDoesNotMatch</Code></Error>', 'answer', 0],
    ['<Error><Code>AccessDenied</Code></Error>', 'answer', 0],
    ['HTTP/1.1 403 Forbidden\r\n\r\n', 'answer', 0],
    ['Invoke-WebRequest -Uri "https://h/"', 'powershell', 0],
    ['$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession', 'powershell', 0],
    ['R0VUIC8gSFRUUC8xLjENCg==', 'unknown-form', 0],
    ['\0\x01\x02\x7fELF', 'unknown-form', 0],
    ['hello', 'unknown-form', 0],
    ['Host: h\nx-amz-date: 20130524T000000Z\n', 'no-request-line', 0],
    ['AWS4-HMAC-SHA256 Credential=A/20130524/us-east-1/s3/aws4_request, Signature=0', 'no-request-line', 0],
    ['{"a":1}', 'har', 0],
    ['{', 'json', 1],
    ['* Connected to h\n', 'unknown-form', 0],
    ['the string to sign: is in the log', 'canonical-text', 0],
    ["curl 'https://h/", 'unclosed-quotation', 5],
    ['curl', 'curl-url', 0],
    ['curl -H', 'curl-option', 5],
    ['curl --none https://h/', 'curl-option', 5],
    ['curl \u201chttps://h/\u201d', 'typographic-quote', 5],
    ['curl `\n-H "a: b"` https://h/', 'powershell', 4],
  ])('%j has none: a problem with its place', (text, code, start) => {
    const problem = expectProblem(read(text), code);
    expect(problem.where).toMatchObject({ start });
    expectSoundProblem(problem, utf8(text));
  });

  it.each([
    ['GET /a', 'request-line', 0],
    ['GET / HTTP/1.1\r\nno colon\r\n\r\n', 'field-line', 16],
    ['https://h/ and more', 'url', 0],
    ['https://', 'url', 0],
    ["curl 'https://h/ a'", 'curl-url', 16],
    ["curl -H 'a b: c' https://h/", 'curl-header', 5],
    ['curl -T a -d b https://h/', 'curl-method', 5],
    ['CanonicalRequest:\nGET\n', 'canonical-text', 22],
  ])('%j has one, and is broken: a problem with its place', (text, code, start) => {
    const found = sound(read(text));
    const problem = expectProblem(found.kind === 'broken' ? found.problem : found, code);
    expect(problem.where).toMatchObject({ start });
    expectSoundProblem(problem, utf8(text));
  });

  it('is named by its first bytes, and few of them', () => {
    const problem = expectProblem(read('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'), 'unknown-form');
    expect(problem.says).toContain('"wJal" …');
    expect(problem.says).not.toContain('wJalrXUtn');
    expect(problem.fix).toMatch(/HTTP request.*URL.*curl.*HAR.*canonical/);
    expect(expectProblem(read('s3://a/b'), 'address').fix).toContain('sigv4 sign');
  });
});

describe('bytes that a text would take for a space', () => {
  const targetOf = (text: string) => {
    const found = sound(read(text));
    if (!('request' in found)) return found.kind;
    return found.request.head.target.octets;
  };

  it.each([
    ['https://h/voilà.txt', '/voilà.txt'],
    ['https://h/voilà', '/voilà'],
    ['https://h/à\n', '/à'],
    ["curl https://h/voilà?a=b'&'c", '/voil%c3%a0?a=b&c'],
    ['curl https://h/?à&b=c', '/?à&b=c'],
    ['curl https://h/voilà', '/voil%c3%a0'],
    ['GET /voilà HTTP/1.1\nHost: h\n\n', '/voilà'],
  ])('are bytes of a letter in %j', (text, target) => {
    expect(targetOf(text)).toBe(utf8(target));
  });

  it.each(['\u00a0https://h/', '\u0085https://h/', '\u00a0curl https://h/', '\u00a0{}'])(
    'begin nothing: %j',
    (text) => {
      expectProblem(read(text), 'unknown-form');
    },
  );
});

describe('a byte order mark', () => {
  it.each([
    ['a URL', 'https://h/a'],
    ['a URL in quotation marks', ' "https://h/a"\n'],
    ['a command', 'curl https://h/a'],
    ['a command behind a comment', '# comment\n$ curl https://h/a'],
    ['a command for cmd.exe', 'curl ^"https://h/a^" ^\r\n  -H ^"A: b^"'],
    ['a request', 'GET /a HTTP/1.1\r\nHost: h\r\n\r\n'],
  ])('before %s is left out, and named', (_what, text) => {
    const found = sound(read(`\ufeff${text}`));
    const bare = sound(read(text));
    if (!('request' in found) || !('request' in bare)) throw new Error(found.kind);
    const { remarks, head } = found.request;
    expect(remarks).toEqual(['The byte order mark before the first line was left out.', ...bare.request.remarks]);
    expect(head.target.octets).toBe('/a');
    expectQuoted(head.target, { input: `\xef\xbb\xbf${text}` });
    expect(head.headers.length).toBe(bare.request.head.headers.length);
  });
});

describe('a URL alone', () => {
  const request = (text: string, method?: string) => {
    const found = sound(read(text, method));
    if (found.kind !== 'url') throw new Error(found.kind);
    return found.request;
  };

  it.each([
    'https://h:8443/a/../b?c=%2F&d',
    '\n  https://h:8443/a/../b?c=%2F&d \r\n',
    '"https://h:8443/a/../b?c=%2F&d"',
    "'https://h:8443/a/../b?c=%2F&d'\n",
    '<https://h:8443/a/../b?c=%2F&d>',
    'https://h:8443/a/../b?c=%2F&d#fragment',
  ])('%j is what is fetched', (text) => {
    const { head, body, scheme, remarks } = request(text);
    expect(`${head.method.octets} ${head.target.octets}`).toBe('GET /a/../b?c=%2F&d');
    expect(head.headers.map(({ name, value }) => `${name.octets}: ${value.octets}`)).toEqual(['Host: h:8443']);
    expect({ body, scheme, remarks }).toEqual({ body: null, scheme: 'https', remarks: [] });
    for (const bytes of [head.target, ...head.headers.map(({ value }) => value)]) {
      expectTiled(bytes);
      expectQuoted(bytes, { input: text });
      expect(bytes.spans?.map(({ origin }) => origin.kind)).toEqual(['given']);
    }
  });

  it('is put together where it was broken into lines', () => {
    const text = 'https://h/a?X-Amz-Cre\r\n  dential=b&X-\nAmz-Date=c';
    const { head, remarks } = request(text);
    expect(head.target.octets).toBe('/a?X-Amz-Credential=b&X-Amz-Date=c');
    expect(remarks).toEqual(['The URL is on 3 lines, which were joined without white space.']);
    expectQuoted(head.target, { input: text });
  });

  it('may be used with another method', () => {
    expect(request('https://h/', 'PUT').head.method.octets).toBe('PUT');
    expectProblem(read('https://h/', 'A B'), 'method');
    expect(sound(read('GET / HTTP/1.1\r\n\r\n', 'PUT'))).toMatchObject({
      request: { head: { method: { octets: 'GET' } } },
    });
  });
});

describe('any bytes', () => {
  /** What is wrong, of whichever kind. */
  const problemIn = (text: string) => {
    const found = recognize(octetsOf(text), named('input'));
    return 'kind' in found && found.kind === 'broken' ? found.problem : found;
  };
  const beginnings = fc.constantFrom(
    '',
    'GET / HTTP/1.1\r\n',
    'https://h/',
    'curl ',
    '{',
    '{"log":{"entries":[',
    'GET\n/\n',
    'AWS4-',
    '> ',
    ':method: ',
    '<',
    's3:',
    '\xef\xbb\xbf',
    '$ ',
  );

  it('are a request, or a problem with its place', () => {
    fc.assert(
      fc.property(
        beginnings,
        fc.oneof(almostHttp, fc.string({ unit: 'binary', maxLength: 40 }).map(utf8)),
        (beginning, rest) => {
          expectSoundProblem(problemIn(beginning + rest), beginning + rest);
        },
      ),
      { numRuns: runs(5000) },
    );
  });
});

const CAPTURES = resolve('../shared/captures');

describe('what real clients made', () => {
  it('is recognized', ({ skip }) => {
    if (!existsSync(CAPTURES)) skip('../shared/captures is not here: URLs and commands of real clients');
    const names = readdirSync(CAPTURES);
    const urls = names.filter((name) => name.endsWith('.url'));
    expect(urls.length).toBeGreaterThan(5);
    for (const name of urls) {
      const found = recognize(octetsFromArray(readFileSync(`${CAPTURES}/${name}`)), named(name));
      expect([name, isProblem(found) ? found.says : found.kind]).toEqual([name, 'url']);
    }
  });
});

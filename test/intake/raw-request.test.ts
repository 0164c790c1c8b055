/** Raw requests, as files and pastes have them. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { octetsFromArray } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { readRawRequest } from '../../src/intake/pasted/raw-request.ts';
import { expectQuoted } from '../support/bytes.ts';
import { expectSoundProblem } from '../support/intake/sound-problem.ts';
import { octetsOf } from '../support/octets-of.ts';
import { expectProblem, sound } from '../support/problems.ts';
import { named } from '../support/sources.ts';
import { runs } from '../support/sweep.ts';
import { almostHttp } from '../support/wire/feeding.ts';

const BY = 'request.txt';
const read = (latin1: string) => readRawRequest(octetsOf(latin1), named(BY));
const fixture = (name: string) => octetsFromArray(readFileSync(`fixtures/requests/${name}`));

/** The head as text, a line for each field. */
const headOf = (latin1: string): string[] => {
  const { method, target, headers } = sound(read(latin1)).head;
  return [
    `${method.octets} ${target.octets}`,
    ...headers.map(({ name, value }) => `${name.octets.toLowerCase()}: ${value.octets}`),
  ];
};

const HEAD = 'PUT /a HTTP/1.1\r\nHost: h\r\n';
const CHUNKED = `${HEAD}Transfer-Encoding: chunked\r\n\r\n`;

describe('a raw request', () => {
  it.each([
    ['without a body', `${HEAD}\r\n`, '', []],
    ['with a length', `${HEAD}Content-Length: 3\r\n\r\na\nb`, 'a\nb', []],
    ['in chunks', `${CHUNKED}3;x=y\r\nabc\r\n2\r\n\r\n\r\n0\r\nT: v\r\n\r\n`, 'abc\r\n', []],
    ['of HTTP/1.0', 'PUT / HTTP/1.0\r\nContent-Length: 1\r\n\r\na', 'a', []],
    ['with the newline of an editor behind it', `${HEAD}\r\n\n`, '', []],
    ['with the newline of an editor behind its body', `${HEAD}Content-Length: 1\r\n\r\na\r\n`, 'a', []],
    ['with empty lines before it', `\r\n\n${HEAD}\r\n`, '', []],
    [
      'with a byte order mark',
      `\xef\xbb\xbf${HEAD}\r\n`,
      '',
      ['The byte order mark before the first line was left out.'],
    ],
    [
      'with bytes behind it',
      `${HEAD}\r\n\nabc`,
      '',
      ['The input after the end of the request was ignored (4 bytes from byte 28).'],
    ],
    [
      'with a byte behind its chunks',
      `${CHUNKED}0\r\n\r\nx`,
      '',
      ['The input after the end of the request was ignored (1 byte from byte 61).'],
    ],
    [
      'with LF alone',
      'GET / HTTP/1.1\nHost: h\nContent-Length: 2\n\nab',
      'ab',
      ['Lines end with LF alone. They were read as if they ended with CR LF.'],
    ],
    [
      'that ends after its last header',
      'GET / HTTP/1.1\r\nHost: h',
      '',
      ['The head does not end with an empty line. It was read as if it did.'],
    ],
    [
      'of HTTP/2',
      'GET / HTTP/2\r\nHost: h\r\n\r\n',
      '',
      ['The first line says HTTP/2. The request was read as HTTP/1.1.'],
    ],
    [
      'that announces a body which is not there',
      `${HEAD}Content-Length: 3\r\n\r\n`,
      null,
      ['The head announces a body, but the input contains none of it. What depends on the body cannot be checked.'],
    ],
  ])('%s is read', (_what, text, body, remarks) => {
    expect(sound(read(text))).toMatchObject({ body, remarks, scheme: null });
  });

  it.each([
    ['nothing', '', 'no-request', [0, 0]],
    ['empty lines', '\r\n\n', 'no-request', [0, 3]],
    ['a body that is too short', `${HEAD}Content-Length: 5\r\n\r\nabc`, 'short-body', [50, 50]],
    ['chunks without an end', `${CHUNKED}3\r\nabc\r\n`, 'short-body', [64, 64]],
    ['a chunk that is longer than it says', `${CHUNKED}3\r\nabcd\r\n0\r\n\r\n`, 'chunk-end', [62, 63]],
    ['a chunk without a size', `${CHUNKED}3\r\nabc\r\nq\r\n0\r\n\r\n`, 'chunk-size', [64, 67]],
    [
      'a length and chunks',
      `${HEAD}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\na`,
      'length-and-chunked',
      [0, 75],
    ],
    ['two lengths', `${HEAD}Content-Length: 1\r\nContent-Length: 2\r\n\r\na`, 'content-length', [0, 66]],
    ['a broken header', '\xef\xbb\xbfGET / HTTP/2\r\nHost: h\r\nbroken\r\n\r\n', 'field-line', [26, 32]],
    ['no request line', 'hello\r\n\r\n', 'request-line', [0, 5]],
    ['an answer', 'HTTP/1.1 200 OK\r\n\r\n', 'request-line', [0, 15]],
  ])('of %s is a problem with its place', (_what, text, code, [start, end]) => {
    expect(expectProblem(read(text), code).where).toEqual({ value: 'input', start, end });
  });
});

describe('the documented request', () => {
  const whole = fixture('get-range.txt');

  it.each([
    ['get-range-pasted.txt', 2],
    ['get-range-curl-verbose.txt', 3],
    ['get-range-browser.txt', 3],
  ])('is the same in %s', (name, remarks) => {
    const text = fixture(name);
    expect(headOf(text).sort()).toEqual(headOf(whole).sort());
    const { head, body, remarks: said } = sound(read(text));
    expect(body).toBe('');
    expect(said).toHaveLength(remarks);
    for (const { name: field, value } of head.headers) {
      expectQuoted(field, { [BY]: text });
      expectQuoted(value, { [BY]: text });
    }
  });

  it('says its scheme where a browser shows it', () => {
    expect(sound(read(fixture('get-range-browser.txt'))).scheme).toBe('https');
  });

  it.each([
    ['put-with-body.txt', 'Welcome to Amazon S3.'],
    ['put-in-http-chunks.txt', 'Welcome to Amazon S3.'],
  ])('has its body in %s', (name, body) => {
    expect(sound(read(fixture(name)))).toMatchObject({ body, remarks: [] });
  });
});

describe('a request to a proxy', () => {
  it.each([
    ['GET https://h:8443/a?b HTTP/1.1\r\nHost: g\r\n\r\n', ['GET /a?b', 'host: g'], 'https'],
    ['GET HTTP://h HTTP/1.1\r\nA: b\r\n\r\n', ['GET /', 'host: h', 'a: b'], 'http'],
  ])('%j is the request that the server gets', (text, head, scheme) => {
    expect(headOf(text)).toEqual(head);
    expect(sound(read(text))).toMatchObject({ scheme, remarks: [expect.stringMatching(/whole URL/)] });
    expectQuoted(sound(read(text)).head.target, { [BY]: text });
  });

  it('has a problem where its target is no URL', () => {
    expect(expectProblem(read('GET http:/// HTTP/1.1\r\n\r\n'), 'url').where).toEqual({
      value: 'input',
      start: 4,
      end: 12,
    });
  });
});

describe('lines of curl -v', () => {
  it('may hold several requests: the first is read', () => {
    const text =
      '> GET / HTTP/1.1\r\n> Host: h\r\n> \r\n< HTTP/1.1 302 Found\r\n<\r\n> GET /b HTTP/1.1\r\n> Host: h\r\n>\r\n';
    expect(headOf(text)).toEqual(['GET /', 'host: h']);
    expect(sound(read(text)).remarks.at(-1)).toMatch(/contains another request/);
  });

  it('have a problem at its place in the input', () => {
    expect(expectProblem(read('* x\n> GET / HTTP/1.1\n> a b\n>\n'), 'field-line').where).toEqual({
      value: 'input',
      start: 23,
      end: 26,
    });
    expect(expectProblem(read('> GET / HTTP/1.1\nHost: h\n'), 'verbose-line').where).toMatchObject({ start: 17 });
  });

  it('show no body', () => {
    expect(sound(read('> PUT / HTTP/1.1\n> Content-Length: 2\n>\n'))).toMatchObject({ body: null });
  });
});

describe('pseudo-header fields', () => {
  it.each([':method: GET\n:scheme: https\nA: b', ':path: /\n', ':scheme: http\n'])(
    'without all of them %j is a problem',
    (text) => {
      expectSoundProblem(expectProblem(read(text), 'pseudo-headers'), text);
    },
  );

  it('give a Host only where there is none', () => {
    expect(headOf(':method: GET\n:path: /\n:authority: a\nHost: b\n')).toEqual(['GET /', 'host: b']);
  });
});

describe('any bytes', () => {
  const almost = fc.oneof(
    almostHttp,
    fc
      .array(
        fc.constantFrom(
          '> ',
          '* ',
          '< ',
          '>\n',
          '\n',
          '\r\n',
          ':method: GET\n',
          ':path: /',
          'GET / HTTP/2\n',
          'A: b\n',
          '\xef\xbb\xbf',
          'x',
        ),
        {
          maxLength: 12,
        },
      )
      .map((parts) => octetsOf(parts.join(''))),
  );

  it('are a request, or a problem with its place', () => {
    fc.assert(
      fc.property(almost, (octets) => expectSoundProblem(read(octets), octets)),
      { numRuns: runs(2000) },
    );
  });

  it.each(['\n', '\r', '> ', '>\n', '* \n', ':path: /\n', 'A: b\n', ' ', '1\r\na\r\n', '\r\n '])(
    'a mebibyte of %j is read at once',
    { tags: ['expensive'] },
    (part) => {
      const many = part.repeat(2 ** 20 / part.length);
      for (const text of [many, `GET / HTTP/1.1\n${many}`, `> GET / HTTP/1.1\n${many}`, `${CHUNKED}${many}`]) {
        expectSoundProblem(read(text), text);
      }
    },
  );
});

const CAPTURES = resolve('../shared/captures');
const MARK = '---- raw request bytes follow, to the end of the file ----\n';

describe('what real clients sent', () => {
  it('is read whole, its hash of the payload too', ({ skip }) => {
    if (!existsSync(CAPTURES)) skip('../shared/captures is not here: requests that real clients sent');
    const files = ['', 'own/'].flatMap((folder) =>
      readdirSync(`${CAPTURES}/${folder}`)
        .filter((name) => name.endsWith('.txt'))
        .map((name) => folder + name),
    );
    expect(files.length).toBeGreaterThan(60);
    for (const name of files) {
      const file = octetsFromArray(readFileSync(`${CAPTURES}/${name}`));
      const raw = file.slice(file.indexOf(MARK) + MARK.length);
      const request = read(raw);
      if (isProblem(request)) throw new Error(`${name}: ${request.says}`);
      expect([name, request.remarks]).toEqual([name, []]);
      expect(raw.endsWith(request.body ?? 'no body') || /transfer-encoding/i.test(raw)).toBe(true);
    }
  });
});

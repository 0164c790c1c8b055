import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrayFromOctets } from '../../src/bytes/octets.ts';
import { isProblem, type Problem } from '../../src/bytes/problem.ts';
import { HEAD_LIMIT } from '../../src/http/read-head.ts';
import type { ReceivedRequest } from '../../src/http/read-request.ts';
import { anyOctets, octets } from '../support/bytes.ts';
import { expectProblem, sound } from '../support/problems.ts';
import { type WholeReader, wholeReader } from '../support/sandbox/whole-requests.ts';
import { runs } from '../support/sweep.ts';
import { almostChunked, almostHttp, cut, feedings, offsets } from '../support/wire/feeding.ts';

const BODY_LIMIT = 100;

interface Fed {
  /** The first request or problem. */
  readonly answer: ReceivedRequest | Problem | null;
  /** How many bytes the reader had then, and each time that it said `continue`. */
  readonly taken: number;
  readonly continued: readonly number[];
}

function feed(pieces: readonly Uint8Array[]): Fed {
  const reader = wholeReader(BODY_LIMIT);
  const continued: number[] = [];
  let taken = 0;
  for (const piece of pieces) {
    taken += piece.length;
    const answer = reader.push(piece);
    if (answer === 'continue') continued.push(taken);
    else if (answer) return { answer, taken, continued };
  }
  return { answer: null, taken, continued };
}

const received = (answer: ReturnType<WholeReader['push']>): ReceivedRequest => {
  if (answer === null || answer === 'continue') throw new Error('the request was not whole');
  return sound(answer);
};

const post = (...lines: string[]) => `POST /a HTTP/1.1\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;

describe('a whole request', () => {
  const WHOLE: [string, string, string][] = [
    ['no body', post('Host: h'), ''],
    ['no body, and says so', post('Content-Length: 0'), ''],
    ['a body', post('Content-Length: 5'), 'hello'],
    ['a body that looks like a head', post('content-length:\t4 '), '\r\n\r\n'],
    ['a body of any bytes', post('Content-Length: 3'), '\u0000\u00ff\u0080'],
    ['zeros before the length', post('Content-Length: 0005'), 'hello'],
    ['the longest body', post(`Content-Length: ${BODY_LIMIT}`), 'x'.repeat(BODY_LIMIT)],
    ['a body that no one waits for', post('Expect: 100-continue', 'Content-Length: 0'), ''],
  ];
  const CASES = WHOLE.flatMap(([title, head, body]) =>
    feedings(head + body).map(([way, pieces]) => ({ title, head, body, way, pieces })),
  );

  it.each(CASES)('with $title is read $way', ({ head, body, pieces }) => {
    const { answer, taken } = feed(pieces);
    expect(received(answer)).toMatchObject({
      head: { method: { octets: 'POST' }, target: { octets: '/a' } },
      body,
    });
    expect(taken).toBe(head.length + body.length);
  });

  it.each(WHOLE)('with %s is read without the bytes after it', (_, head, body) => {
    for (const [, pieces] of feedings(`${head}${body}GET / HTTP/1.1\r\n\r\n`)) {
      expect(received(feed(pieces).answer).body).toBe(body);
    }
  });

  it.each(WHOLE)('with %s is not there before its last byte', (_, head, body) => {
    expect(feed([arrayFromOctets(octets((head + body).slice(0, -1)))]).answer).toBeNull();
  });

  it('stays the same when later bytes come', () => {
    const reader = wholeReader(BODY_LIMIT);
    const push = (text: string) => reader.push(arrayFromOctets(octets(text)));
    const first = push(`${post('Content-Length: 2')}hi`);
    expect(received(first).body).toBe('hi');
    expect(push('more')).toEqual(first);
  });

  it('may have an empty line before it (RFC 9112, section 2.2)', () => {
    for (const lines of ['\r\n', '\n', '\r\n\n\r\n']) {
      for (const [, pieces] of feedings(`${lines}${post('Content-Length: 2')}hi`)) {
        expect(received(feed(pieces).answer).body).toBe('hi');
      }
    }
  });
});

const CHUNKED = post('Transfer-Encoding: chunked');

describe('a request in chunks', () => {
  it.each<[string, string, string]>([
    ['one', '5\r\nhello\r\n0\r\n\r\n', 'hello'],
    ['none', '0\r\n\r\n', ''],
    ['several', '1\r\nh\r\n4\r\nello\r\n0\r\n\r\n', 'hello'],
    ['with an extension and a trailer', '5;a=b\r\nhello\r\n0\r\nA: b\r\n\r\n', 'hello'],
    ['as long as may be', `64\r\n${'x'.repeat(BODY_LIMIT)}\r\n0\r\n\r\n`, 'x'.repeat(BODY_LIMIT)],
  ])('is read: %s', (_, coded, body) => {
    for (const [, pieces] of feedings(CHUNKED + coded)) {
      const { answer, taken } = feed(pieces);
      expect(received(answer).body).toBe(body);
      expect(taken).toBe(CHUNKED.length + coded.length);
    }
    for (const [, pieces] of feedings(`${CHUNKED}${coded}GET / HTTP/1.1\r\n\r\n`)) {
      expect(received(feed(pieces).answer).body).toBe(body);
    }
    expect(feed([arrayFromOctets(octets((CHUNKED + coded).slice(0, -1)))]).answer).toBeNull();
  });

  it.each<[string, string, string]>([
    ['one byte too large', `65\r\n${'x'.repeat(BODY_LIMIT + 1)}`, 'body-too-large'],
    ['too large in two chunks', `64\r\n${'x'.repeat(BODY_LIMIT)}\r\n1\r\nx`, 'body-too-large'],
    ['not in chunks', 'hello\r\n', 'chunk-size'],
    ['in a chunk that does not end', '1\r\nhello', 'chunk-end'],
  ])('is a problem as soon as it is %s', (_, coded, code) => {
    for (const [way, pieces] of feedings(CHUNKED + coded)) {
      const { answer, taken } = feed(pieces);
      expect(expectProblem(answer, code).fault).toBe('ours');
      if (way === 'byte by byte' && code === 'body-too-large') expect(taken).toBe(CHUNKED.length + coded.length);
    }
  });
});

describe('a sender that waits for 100 (RFC 9110, section 10.1.1)', () => {
  const waiting = (expect: string, ...lines: string[]) => post('Content-Length: 2', `Expect: ${expect}`, ...lines);

  it.each([
    waiting('100-continue'),
    waiting('100-Continue'),
    waiting('x, 100-continue'),
    post('Transfer-Encoding: chunked', 'expect:100-continue'),
  ])('is told to continue, once, when its head has come: %j', (head) => {
    for (const pieces of [[head], [...head]]) {
      const body = head.includes('chunked') ? ['2\r\n', 'hi', '\r\n0\r\n\r\n'] : ['h', '', 'i'];
      const { answer, continued } = feed([...pieces, ...body].map((text) => arrayFromOctets(octets(text))));
      expect(received(answer).body).toBe('hi');
      expect(continued).toEqual([head.length]);
    }
  });

  it.each([
    ['has begun to send its body', `${waiting('100-continue')}h`],
    ['sends none', post('Expect: 100-continue')],
    ['waits for something else', waiting('200-ok')],
    ['speaks HTTP/1.0', waiting('100-continue').replace('1.1', '1.0')],
  ])('is not told so where it %s', (_, head) => {
    expect(feed([arrayFromOctets(octets(head)), arrayFromOctets(octets('hi'))]).continued).toEqual([]);
  });
});

describe('a request that cannot be read', () => {
  const BROKEN: [string, string, string][] = [
    ['no request line', 'hello\r\n\r\n', 'request-line'],
    ['a header without a colon', post('Host h'), 'field-line'],
    ['a space before a colon', post('Content-Length : 2'), 'field-line'],
    ['two Content-Lengths', post('Content-Length: 2', 'Content-Length: 3'), 'content-length'],
    ['a negative Content-Length', post('Content-Length: -1'), 'content-length'],
    ['a signed Content-Length', post('Content-Length: +1'), 'content-length'],
    ['a hexadecimal Content-Length', post('Content-Length: 0x10'), 'content-length'],
    ['an empty Content-Length', post('Content-Length:'), 'content-length'],
    ['two different lengths in one field', post('Content-Length: 2, 3'), 'content-length'],
    ['a Content-Length beyond all numbers', post(`Content-Length: ${'9'.repeat(400)}`), 'content-length'],
    ['a body one byte too large', post(`Content-Length: ${BODY_LIMIT + 1}`), 'body-too-large'],
    ['a body too large that waits', post('Expect: 100-continue', 'Content-Length: 101'), 'body-too-large'],
    ['another transfer coding', post('Transfer-Encoding: gzip'), 'transfer-encoding'],
    ['two transfer codings', post('Transfer-Encoding: gzip, chunked'), 'transfer-encoding'],
    ['chunks twice', post('Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'), 'transfer-encoding'],
    ['an empty transfer coding', post('Transfer-Encoding:'), 'transfer-encoding'],
    ['chunks and a length', post('Content-Length: 2', 'transfer-encoding: chunked'), 'length-and-chunked'],
    ['chunks in HTTP/1.0', 'POST /a HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n', 'transfer-encoding'],
  ];
  const CASES = BROKEN.flatMap(([title, head, code]) =>
    feedings(head).map(([way, pieces]) => ({ title, head, code, way, pieces })),
  );

  it.each(CASES)('since it has $title is a problem once its head has come $way', ({ head, code, pieces }) => {
    const { answer, taken } = feed(pieces);
    expect(expectProblem(answer, code).fault).toBe('ours');
    expect(taken).toBe(head.length);
  });

  it.each(BROKEN)('since it has %s is a problem too with bytes after it', (_, head, code) => {
    expectProblem(feed([arrayFromOctets(octets(`${head}hi`))]).answer, code);
  });
});

describe('the limit of a head', () => {
  const headOf = (length: number) => post(`A: ${'x'.repeat(length - post('A: ').length)}`);

  it.each([
    ['in one piece', []],
    ['with the last byte alone', [HEAD_LIMIT - 1]],
  ])('lets a head of exactly that many bytes through that comes %s', (_, cuts) => {
    const { answer } = feed(cut(octets(headOf(HEAD_LIMIT)), cuts));
    expect(received(answer).head.headers).toHaveLength(1);
  });

  it.each([
    [1, 'in one piece', []],
    [1, 'with the last byte alone', [HEAD_LIMIT]],
    [2, 'in one piece', []],
    [2, 'with the last byte alone', [HEAD_LIMIT + 1]],
    [9, 'in one piece', []],
  ])('stops a head with %i bytes more that comes %s', (more, _, cuts) => {
    expectProblem(feed(cut(octets(headOf(HEAD_LIMIT + more)), cuts)).answer, 'endless-head');
  });

  it('stops bytes that never end a head, but not before they are too many', () => {
    const piece = new Uint8Array(4096).fill(0x78);
    const { answer, taken } = feed(Array.from({ length: 100 }, () => piece));
    expectProblem(answer, 'endless-head');
    expect(taken).toBe(HEAD_LIMIT + piece.length);
  });
});

/** The chunks of the answer there, after the head of a request. */
const almostChunkedRequest = almostChunked.map((answer) => octets(answer.replace('HTTP/1.1 200 OK', 'PUT / HTTP/1.1')));

describe('any bytes at all', () => {
  it('never throw, and give the same answer however they are cut', () => {
    const outcome = (answer: ReceivedRequest | Problem | null) => (isProblem(answer) ? answer.code : answer);
    fc.assert(
      fc.property(fc.oneof(anyOctets, almostHttp, almostChunkedRequest), offsets, (all, cuts) => {
        expect(outcome(feed(cut(all, cuts)).answer)).toEqual(outcome(feed([arrayFromOctets(all)]).answer));
      }),
      { numRuns: runs(2000) },
    );
  });

  it('are read in time that grows with their number, in pieces of one byte too', {
    tags: ['expensive'],
  }, () => {
    const size = 2_000_000;
    const reader = wholeReader(size);
    const one = Uint8Array.of(0x78);
    reader.push(arrayFromOctets(octets(post(`Content-Length: ${size}`))));
    let last: ReturnType<WholeReader['push']> = null;
    for (let count = 0; count < size; count++) last = reader.push(one);
    expect(received(last).body).toHaveLength(size);
    // A quadratic reader would need minutes, and this test has not so many.
  });
});

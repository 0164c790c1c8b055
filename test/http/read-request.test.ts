import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrayFromOctets } from '../../src/bytes/octets.ts';
import { isProblem, type Problem } from '../../src/bytes/problem.ts';
import { HEAD_LIMIT } from '../../src/http/read-head.ts';
import { type ReceivedRequest, requestReader } from '../../src/http/read-request.ts';
import { anyOctets, octets } from '../support/bytes.ts';
import { almostHttp, cut, feedings, offsets } from '../support/feeding.ts';
import { expectProblem, sound } from '../support/problems.ts';

const BODY_LIMIT = 100;

/** The first answer that is not `null`, and how many bytes the reader had then. */
function feed(pieces: readonly Uint8Array[]): { answer: ReceivedRequest | Problem | null; taken: number } {
  const reader = requestReader(BODY_LIMIT);
  let taken = 0;
  for (const piece of pieces) {
    taken += piece.length;
    const answer = reader.push(piece);
    if (answer) return { answer, taken };
  }
  return { answer: null, taken };
}

const received = (answer: ReceivedRequest | Problem | null): ReceivedRequest => {
  if (answer === null) throw new Error('the request was not whole');
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
    const reader = requestReader(BODY_LIMIT);
    const push = (text: string) => reader.push(arrayFromOctets(octets(text)));
    const first = push(`${post('Content-Length: 2')}hi`);
    expect(received(first).body).toBe('hi');
    expect(push('more')).toEqual(first);
  });

  it('may have an empty line before it (RFC 9112, section 2.2)', () => {
    const { answer } = feed([arrayFromOctets(octets(`\r\n${post('Content-Length: 2')}hi`))]);
    expect(received(answer).body).toBe('hi');
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
    ['a transfer coding', post('Transfer-Encoding: chunked'), 'transfer-encoding'],
    ['a transfer coding and a length', post('Content-Length: 2', 'transfer-encoding: chunked'), 'transfer-encoding'],
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

describe('any bytes at all', () => {
  it('never throw, and give the same answer however they are cut', () => {
    const outcome = (answer: ReceivedRequest | Problem | null) => (isProblem(answer) ? answer.code : answer);
    fc.assert(
      fc.property(fc.oneof(anyOctets, almostHttp), offsets, (all, cuts) => {
        expect(outcome(feed(cut(all, cuts)).answer)).toEqual(outcome(feed([arrayFromOctets(all)]).answer));
      }),
      { numRuns: 2000 },
    );
  });
});

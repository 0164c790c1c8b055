import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrayFromOctets } from '../../src/bytes/octets.ts';
import { KEPT_LIMIT, type Recorded } from '../../src/http/body/recorded.ts';
import type { Framing } from '../../src/http/framing.ts';
import { HEAD_LIMIT } from '../../src/http/read-head.ts';
import { type Reading, responseReader } from '../../src/http/read-response.ts';
import { anyOctets, octets } from '../support/bytes.ts';
import { expectProblem } from '../support/problems.ts';
import { runs } from '../support/sweep.ts';
import { almostChunked, almostHttp, cut, feedings, offsets } from '../support/wire/feeding.ts';

/** What the reader says after the last piece and, if told, after the close; the body is what it handed out. */
function feed(pieces: readonly Uint8Array[], method = 'GET', closes = false): Reading {
  const reader = responseReader(method);
  const body: Uint8Array[] = [];
  for (const piece of pieces) body.push(...reader.push(piece).body);
  if (closes) reader.close();
  const reading = reader.reading();
  if ('response' in reading && reading.response) expectRecorded(reading.response.body, Buffer.concat(body));
  else expect(body).toEqual([]);
  return reading;
}

function expectRecorded(record: Recorded, body: Buffer): void {
  expect(record).toEqual({
    kept: body.toString('latin1', 0, KEPT_LIMIT),
    beyond: null,
    length: body.length,
    sha256: createHash('sha256').update(body).digest('hex'),
  });
}

const whole = (text: string) => [arrayFromOctets(octets(text))];
const answer = (status: number, ...lines: string[]) =>
  `HTTP/1.1 ${status} Reason\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;

interface Case {
  readonly title: string;
  readonly method: string;
  readonly head: string;
  readonly body: string;
  /** The body without its chunks, where there are any. */
  readonly decoded?: string;
  readonly framing: Framing['kind'];
}

const OK_5 = answer(200, 'Content-Length: 5');
const ENDING: Case[] = [
  { title: 'a Content-Length', method: 'GET', head: OK_5, body: 'hello', framing: 'length' },
  {
    title: 'a body like a head',
    method: 'GET',
    head: answer(404, 'content-length:4'),
    body: '\r\n\r\n',
    framing: 'length',
  },
  {
    title: 'a Content-Length of 0',
    method: 'PUT',
    head: answer(200, 'Content-Length: 0'),
    body: '',
    framing: 'length',
  },
  {
    title: 'chunks',
    method: 'GET',
    head: answer(200, 'Transfer-Encoding: chunked'),
    body: '5\r\nhello\r\n0\r\n\r\n',
    decoded: 'hello',
    framing: 'chunked',
  },
  {
    title: 'no chunks',
    method: 'GET',
    head: answer(200, 'transfer-encoding: Chunked'),
    body: '0\r\n\r\n',
    decoded: '',
    framing: 'chunked',
  },
  { title: 'HEAD', method: 'HEAD', head: OK_5, body: '', framing: 'none' },
  {
    title: 'HEAD and a transfer coding',
    method: 'HEAD',
    head: answer(200, 'Transfer-Encoding: chunked'),
    body: '',
    framing: 'none',
  },
  { title: '204', method: 'DELETE', head: answer(204), body: '', framing: 'none' },
  {
    title: '304 and a Content-Length',
    method: 'GET',
    head: answer(304, 'Content-Length: 5'),
    body: '',
    framing: 'none',
  },
];
const UNTIL_CLOSE: Case[] = [
  { title: 'no length', method: 'GET', head: answer(200, 'A: b'), body: 'hello', framing: 'until-close' },
  { title: 'no length and no body', method: 'GET', head: answer(500), body: '', framing: 'until-close' },
  { title: 'HTTP/1.0', method: 'GET', head: 'HTTP/1.0 200 OK\n\n', body: 'a\r\n\r\nb', framing: 'until-close' },
];
const inEachWay = (cases: readonly Case[]) =>
  cases.flatMap((made) => feedings(made.head + made.body).map(([way, pieces]) => ({ ...made, way, pieces })));

const state = ({ head, body, decoded = body, framing }: Case, complete: boolean) => ({
  bodyStart: head.length,
  framing: { kind: framing },
  body: { length: decoded.length, kept: decoded },
  complete,
});

describe('an answer that says where it ends', () => {
  it.each(inEachWay(ENDING))('by $title is done when it came $way', ({ pieces, ...made }) => {
    const done = { kind: 'done', response: state(made, true) };
    expect(feed(pieces, made.method)).toMatchObject(done);
    expect(feed(pieces, made.method, true)).toMatchObject(done);
  });

  it.each(inEachWay(ENDING))('by $title is not done before its last byte when it comes $way', (made) => {
    const all = made.head + made.body;
    for (const [, pieces] of feedings(all.slice(0, -1))) expect(feed(pieces, made.method).kind).not.toBe('done');
  });

  it.each(ENDING)('by $title is whole but broken with bytes after its end', (made) => {
    for (const [, pieces] of ['m', 'more'].flatMap((after) => feedings(made.head + made.body + after))) {
      const reading = feed(pieces, made.method);
      expect(reading).toMatchObject({ kind: 'broken', response: state(made, true) });
      expectProblem('problem' in reading && reading.problem, 'bytes-after-end');
    }
  });
});

describe('an answer that ends with the connection', () => {
  it.each(inEachWay(UNTIL_CLOSE))('with $title is whole at the close when it came $way', ({ pieces, ...made }) => {
    expect(feed(pieces, made.method)).toMatchObject({ kind: 'body', response: state(made, false) });
    expect(feed(pieces, made.method, true)).toMatchObject({ kind: 'done', response: state(made, true) });
  });
});

describe('interim answers', () => {
  it.each(feedings(`${answer(100)}${answer(103, 'Link: x')}${OK_5}hello`))(
    'are followed by the one that counts, when they came %s (RFC 9110, section 15.2)',
    (_, pieces) => {
      expect(feed(pieces)).toMatchObject({
        kind: 'done',
        response: { head: { status: 200 }, body: { kept: 'hello' } },
      });
    },
  );

  it('are not the end of the answer', () => {
    expect(feed(whole(answer(100))).kind).not.toBe('done');
  });
});

describe('an early close', () => {
  const closed = (text: string) => {
    const reading = feed(whole(text), 'GET', true);
    if (reading.kind !== 'broken') throw new Error(`the answer is ${reading.kind}`);
    return reading;
  };

  it.each([
    ['before any byte', [], 'no-answer'],
    ['after one byte', whole('H'), 'early-close'],
    ['in the headers', whole('HTTP/1.1 200 OK\r\nA: b\r\n'), 'early-close'],
  ])('%s leaves no answer', (_, pieces, code) => {
    const reading = feed(pieces, 'GET', true);
    expect(reading).toMatchObject({ kind: 'broken', response: null, problem: { fault: 'theirs' } });
    expectProblem('problem' in reading && reading.problem, code);
  });

  it('in the body keeps what came of it', () => {
    const { problem, response } = closed(`${OK_5}hel`);
    expect(expectProblem(problem, 'early-close').says).toMatch(/\b3\b.*\b5\b/);
    expect(response).toMatchObject({ body: { kept: 'hel' }, complete: false, framing: { kind: 'length', length: 5 } });
  });
});

describe('an answer that cannot be read', () => {
  const BROKEN: [string, string, string][] = [
    ['no status line', 'SSH-2.0-OpenSSH\r\n', 'status-line'],
    ['a header without a colon', answer(200, 'no colon'), 'field-line'],
    ['a space before a colon', answer(200, 'Content-Length : 5'), 'field-line'],
    ['two Content-Lengths', answer(200, 'Content-Length: 5', 'Content-Length: 6'), 'content-length'],
    ['two lengths in one field', answer(200, 'Content-Length: 5, 6'), 'content-length'],
    ['a negative Content-Length', answer(200, 'Content-Length: -5'), 'content-length'],
    ['an empty Content-Length', answer(200, 'Content-Length: '), 'content-length'],
    ['two equal Content-Lengths', answer(200, 'Content-Length: 5', 'Content-Length: 5'), 'content-length'],
    ['a Content-Length of sixteen digits', answer(200, 'Content-Length: 1000000000000005'), 'content-length'],
    ['chunks and a length', answer(200, 'Transfer-Encoding: chunked', 'Content-Length: 5'), 'length-and-chunked'],
    ['a length and chunks', answer(200, 'Content-Length: 5', 'Transfer-Encoding: chunked'), 'length-and-chunked'],
    ['another transfer coding', answer(200, 'Transfer-Encoding: gzip'), 'transfer-encoding'],
    ['two transfer codings', answer(200, 'Transfer-Encoding: gzip, chunked'), 'transfer-encoding'],
    ['chunked twice', answer(200, 'Transfer-Encoding: chunked', 'Transfer-Encoding: chunked'), 'transfer-encoding'],
    ['a transfer coding without a name', answer(200, 'Transfer-Encoding: '), 'transfer-encoding'],
    ['a coding like chunked', answer(200, 'Transfer-Encoding: xchunked'), 'transfer-encoding'],
    ['chunks in HTTP/1.0', 'HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', 'transfer-encoding'],
    ['a TLS alert', '\u0015\u0003\u0001\u0000\u0002\u0002\u0046', 'tls-answer'],
    ['an empty line first', `\r\n${OK_5}`, 'status-line'],
    ['garbage first', `x${OK_5}`, 'status-line'],
    ['garbage that never ends', 'x'.repeat(100), 'status-line'],
  ];

  it.each(BROKEN)('since it has %s is broken however it comes, and stays so', (_, head, code) => {
    for (const [, pieces] of [...feedings(head), ...feedings(`${head}hello`)]) {
      const reading = feed(pieces);
      expect(expectProblem('problem' in reading && reading.problem, code).fault).toBe('theirs');
      expect(feed([...pieces, ...whole(`${OK_5}hello`)], 'GET', true)).toEqual(reading);
    }
  });
});

describe('the limit of a head', () => {
  const headOf = (length: number) => answer(204, `A: ${'x'.repeat(length - answer(204, 'A: ').length)}`);
  const code = (reading: Reading) => ('problem' in reading ? reading.problem.code : reading.kind);

  it.each([
    [0, 'in one piece', [], 'done'],
    [0, 'with its last byte alone', [HEAD_LIMIT - 1], 'done'],
    [1, 'in one piece', [], 'endless-head'],
    [1, 'with its last byte alone', [HEAD_LIMIT], 'endless-head'],
    [2, 'with its last byte alone', [HEAD_LIMIT + 1], 'endless-head'],
  ])('judges a head with %i bytes more that comes %s', (more, _, cuts, expected) => {
    expect(code(feed(cut(octets(headOf(HEAD_LIMIT + more)), cuts)))).toBe(expected);
  });

  it('stops bytes that never end a head', () => {
    const start = new Uint8Array(4096).fill(0x78);
    start.set(arrayFromOctets(octets('HTTP/1.1 200 OK\r\nA: ')));
    const pieces = [start, ...Array.from({ length: 19 }, () => new Uint8Array(4096).fill(0x78))];
    expect(code(feed(pieces.slice(0, 16)))).toBe('head');
    expect(code(feed(pieces))).toBe('endless-head');
  });

  const interim = answer(100);

  it.each(feedings(interim.repeat(Math.ceil(HEAD_LIMIT / interim.length) + 1)))(
    'stops interim answers for ever, which come %s',
    (_, pieces) => {
      const reading = feed(pieces);
      const found = expectProblem('problem' in reading && reading.problem, 'endless-interim');
      expect(found).toMatchObject({ fault: 'theirs' });
    },
  );

  it('counts the interim answers and the one after them together', () => {
    const room = HEAD_LIMIT - interim.length;
    expect(code(feed(whole(interim + headOf(room))))).toBe('done');
    expect(code(feed(whole(interim + headOf(room + 1))))).toBe('endless-interim');
  });
});

describe('a head with what others may read otherwise', () => {
  const remarksOf = (text: string, closes = false) => {
    const all = feedings(text).map(([, pieces]) => feed(pieces, 'GET', closes));
    for (const reading of all) expect(reading).toEqual(all[0]);
    const [reading] = all;
    if (reading?.kind !== 'done') throw new Error(`the answer is ${reading?.kind}`);
    return reading.response;
  };

  it.each([
    ['bare LF', 'HTTP/1.1 200 OK\nContent-Length: 2\r\n\r\nhi', 'bare-line-feed', 15, 16],
    ['bare LF as the empty line', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\nhi', 'bare-line-feed', 36, 37],
    ['a folded line', 'HTTP/1.1 200 OK\r\nContent-Length:\r\n 2\r\n\r\nhi', 'folded-line', 33, 35],
    ['bare LF behind an interim answer', `${answer(100)}HTTP/1.1 204 No\n\r\n`, 'bare-line-feed', 38, 39],
  ])('is read on, with a remark: %s', (_, text, code, start, end) => {
    const { remarks, body } = remarksOf(text);
    expect(remarks).toHaveLength(1);
    const remark = expectProblem(remarks[0], code);
    expect(remark).toMatchObject({ fault: 'theirs', where: { value: 'response', start, end } });
    expect(remark.says).toContain(`byte ${start} `);
    expect(['', 'hi']).toContain(body.kept);
  });

  it('has each remark once', () => {
    const { remarks } = remarksOf('HTTP/1.1 100 Go\n\nHTTP/1.1 100 Go\nA: b\n c\n\nHTTP/1.1 204 No\nA: b\n c\n d\n\n');
    expect(remarks.map((remark) => remark.code)).toEqual(['bare-line-feed', 'folded-line']);
  });

  it('has none where all is as it should be', () => {
    expect(remarksOf(`${answer(100)}${OK_5}he\n\no`).remarks).toEqual([]);
  });
});

describe('a head that contradicts itself', () => {
  it.each([
    ['content-length', answer(200, 'Content-Length: 5', 'Content-Length: 6')],
    ['length-and-chunked', answer(200, 'Content-Length: 5', 'Transfer-Encoding: chunked')],
    ['transfer-encoding', answer(200, 'Transfer-Encoding: gzip')],
  ])('is shown all the same, no body taken from after it: %s', (_, head) => {
    for (const [, pieces] of feedings(`${head}5\r\nhello\r\n0\r\n\r\n`)) {
      expect(feed(pieces)).toMatchObject({
        kind: 'broken',
        response: {
          head: { status: 200 },
          bodyStart: head.length,
          framing: { kind: 'unknown' },
          body: { length: 0 },
          complete: false,
        },
      });
    }
  });

  it('puts no bytes of the other side into its sentence but printable ones', () => {
    const reading = feed(whole(answer(200, 'Content-Length: \u001b]0;owned\u0007')));
    expect('problem' in reading && reading.problem.says).toMatch(/^[\x20-\x7e]+$/);
  });
});

describe('any bytes at all', () => {
  it('never throw, and give the same answer however they are cut', () => {
    const outcome = (reading: Reading) => ({ ...reading, problem: 'problem' in reading && reading.problem.code });
    fc.assert(
      fc.property(
        fc.oneof(anyOctets, almostHttp, almostChunked),
        offsets,
        fc.constantFrom('GET', 'HEAD'),
        (all, cuts, method) => {
          const pieces = cut(all, cuts).filter((piece) => piece.length > 0);
          for (const closes of [false, true]) {
            expect(outcome(feed(pieces, method, closes))).toEqual(outcome(feed(whole(all), method, closes)));
          }
        },
      ),
      { numRuns: runs(2000) },
    );
  });
});

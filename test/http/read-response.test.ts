import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrayFromOctets } from '../../src/bytes/octets.ts';
import { HEAD_LIMIT } from '../../src/http/read-head.ts';
import { type Framing, type Reading, responseReader } from '../../src/http/read-response.ts';
import { anyOctets, octets } from '../support/bytes.ts';
import { almostHttp, cut, feedings, offsets } from '../support/feeding.ts';
import { expectProblem } from '../support/problems.ts';

/** What the reader says after the last piece and, if told, after the close. */
function feed(pieces: readonly Uint8Array[], method = 'GET', closes = false): Reading {
  const reader = responseReader(method);
  let reading: Reading = { kind: 'head' };
  for (const piece of pieces) reading = reader.push(piece);
  return closes ? reader.close() : reading;
}

const whole = (text: string) => [arrayFromOctets(octets(text))];
const answer = (status: number, ...lines: string[]) =>
  `HTTP/1.1 ${status} Reason\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`;

interface Case {
  readonly title: string;
  readonly method: string;
  readonly head: string;
  readonly body: string;
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

const state = ({ head, body, framing }: Case, complete: boolean) => ({
  bodyStart: head.length,
  framing: { kind: framing },
  bodyLength: body.length,
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
    for (const [, pieces] of feedings(`${made.head}${made.body}more`)) {
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
      expect(feed(pieces)).toMatchObject({ kind: 'done', response: { head: { status: 200 }, bodyLength: 5 } });
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
    expect(response).toMatchObject({ bodyLength: 3, complete: false, framing: { kind: 'length', length: 5 } });
  });
});

describe('an answer that cannot be read', () => {
  const BROKEN: [string, string, string][] = [
    ['no status line', 'SSH-2.0-OpenSSH\r\n\r\n', 'status-line'],
    ['a header without a colon', answer(200, 'no colon'), 'field-line'],
    ['a space before a colon', answer(200, 'Content-Length : 5'), 'field-line'],
    ['two Content-Lengths', answer(200, 'Content-Length: 5', 'Content-Length: 6'), 'content-length'],
    ['two lengths in one field', answer(200, 'Content-Length: 5, 6'), 'content-length'],
    ['a negative Content-Length', answer(200, 'Content-Length: -5'), 'content-length'],
    ['an empty Content-Length', answer(200, 'Content-Length: '), 'content-length'],
    ['a transfer coding', answer(200, 'Transfer-Encoding: chunked', 'Content-Length: 5'), 'transfer-encoding'],
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
    const pieces = Array.from({ length: 20 }, () => new Uint8Array(4096).fill(0x78));
    expect(code(feed(pieces.slice(0, 16)))).toBe('head');
    expect(code(feed(pieces))).toBe('endless-head');
  });
});

describe('any bytes at all', () => {
  it('never throw, and give the same answer however they are cut', () => {
    const outcome = (reading: Reading) => ({ ...reading, problem: 'problem' in reading && reading.problem.code });
    fc.assert(
      fc.property(fc.oneof(anyOctets, almostHttp), offsets, fc.constantFrom('GET', 'HEAD'), (all, cuts, method) => {
        const pieces = cut(all, cuts).filter((piece) => piece.length > 0);
        for (const closes of [false, true]) {
          expect(outcome(feed(pieces, method, closes))).toEqual(outcome(feed(whole(all), method, closes)));
        }
      }),
      { numRuns: 2000 },
    );
  });
});

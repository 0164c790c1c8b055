/** The chunked transfer coding (RFC 9112, section 7.1), fed in every way. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrayFromOctets } from '../../src/bytes/octets.ts';
import { isProblem, type Problem } from '../../src/bytes/problem.ts';
import { CHUNK_LINE_LIMIT } from '../../src/http/body/chunk-line.ts';
import { chunkDecoder } from '../../src/http/body/decode-body.ts';
import { HEAD_LIMIT } from '../../src/http/read-head.ts';
import { octets } from '../support/bytes.ts';
import { expectProblem } from '../support/problems.ts';
import { cut, feedings, offsets } from '../support/wire/feeding.ts';

interface Outcome {
  readonly body: string;
  readonly state: 'open' | 'ended' | Problem;
  /** All bytes after the end. */
  readonly after: number;
  readonly trailers: readonly string[];
  readonly remarks: readonly string[];
  readonly framing: unknown;
}

function decode(pieces: readonly Uint8Array[]): Outcome {
  const decoder = chunkDecoder();
  const body: Uint8Array[] = [];
  let state: Outcome['state'] = 'open';
  let after = 0;
  for (const piece of pieces) {
    if (state === 'ended') after += piece.length;
    if (state !== 'open') continue;
    const decoded = decoder.take(piece);
    body.push(...decoded.body);
    state = decoded.state;
    after += decoded.surplus;
  }
  return {
    body: Buffer.concat(body).toString('latin1'),
    state,
    after,
    trailers: decoder.trailers().map(({ name, value }) => `${name.octets}=${value.octets}`),
    remarks: decoder.remarks().map((remark) => remark.code),
    framing: decoder.framing(),
  };
}

/** The outcome, which has to be the same however the bytes come. */
function decodeEachWay(text: string): Outcome {
  const [first, ...others] = feedings(text).map(([, pieces]) => decode(pieces));
  if (!first) throw new Error('there is no way');
  for (const other of others) expect(other).toEqual(first);
  return first;
}

const codeOf = ({ state }: Outcome) => (isProblem(state) ? state.code : state);

describe('chunks', () => {
  it.each<[string, string, string, number]>([
    ['one', '5\r\nhello\r\n0\r\n\r\n', 'hello', 1],
    ['none', '0\r\n\r\n', '', 0],
    ['several', '1\r\nh\r\n2\r\nel\r\n2\r\nlo\r\n0\r\n\r\n', 'hello', 3],
    ['digits in upper and lower case', 'A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n', '01234567890123456789', 2],
    ['leading zeros', '0005\r\nhello\r\n000\r\n\r\n', 'hello', 1],
    ['sixteen digits', '0000000000000005\r\nhello\r\n0000000000000000\r\n\r\n', 'hello', 1],
    ['data like a line of its own', '9\r\n0\r\n\r\n5\r\n\r\r\n0\r\n\r\n', '0\r\n\r\n5\r\n\r', 1],
    ['every byte', '4\r\n\u0000\u00ff\r\n\r\n0\r\n\r\n', '\u0000\u00ff\r\n', 1],
    ['an extension', '5;name=value\r\nhello\r\n0\r\n\r\n', 'hello', 1],
    ['an extension with white space', '5 \t; name = "a;b c"\r\nhello\r\n0 ;last\r\n\r\n', 'hello', 1],
    ['an empty extension', '5;\r\nhello\r\n0;\r\n\r\n', 'hello', 1],
  ])('are taken away: %s', (_, text, body, chunks) => {
    expect(decodeEachWay(text)).toEqual({
      body,
      state: 'ended',
      after: 0,
      trailers: [],
      remarks: [],
      framing: { kind: 'chunked', chunks },
    });
  });

  it.each(['5\r\nhello\r\n0\r\n\r\n', '1;x\r\na\r\n0\r\nA: b\r\n\r\n'])(
    'end with the last byte of %j, not before',
    (text) => {
      for (const [length] of [...text].entries()) expect(decodeEachWay(text.slice(0, length)).state).toBe('open');
      expect(decodeEachWay(`${text}more`)).toMatchObject({ state: 'ended', after: 4 });
    },
  );

  it('of any bytes, cut anywhere, give the bytes back', () => {
    const chunk = fc.uint8Array({ minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 6 }), offsets, (chunks, cuts) => {
        const texts = chunks.map((data) => Buffer.from(data).toString('latin1'));
        const coded = [...texts, ''].map((text) => `${text.length.toString(16)}\r\n${text}\r\n`).join('');
        expect(decode(cut(octets(coded), cuts))).toMatchObject({ body: texts.join(''), state: 'ended', after: 0 });
      }),
    );
  });
});

describe('trailer fields', () => {
  it.each<[string, string, string[], string[]]>([
    ['one', 'A: b\r\n', ['A=b'], []],
    ['two of one name', 'A: b\r\na:c\r\n', ['A=b', 'a=c'], []],
    ['an empty value', 'A:\r\n', ['A='], []],
    ['bare LF', 'A: b\n', ['A=b'], ['bare-line-feed']],
    ['a folded line', 'A: b\r\n c\r\n', ['A=b\r\n c'], ['folded-line']],
  ])('are read: %s', (_, fields, trailers, remarks) => {
    expect(decodeEachWay(`1\r\nx\r\n0\r\n${fields}\r\n`)).toMatchObject({
      body: 'x',
      state: 'ended',
      trailers,
      remarks,
    });
  });

  it.each(['no colon\r\n', 'A : b\r\n', ': b\r\n', ' A: b\r\n', 'A: b\u0000\r\n'])('are a problem: %j', (fields) => {
    const outcome = decodeEachWay(`1\r\nx\r\n0\r\n${fields}\r\n`);
    expect(expectProblem(outcome.state, 'field-line').fault).toBe('theirs');
    expect(outcome.body).toBe('x');
  });

  it('are a problem where they never end', () => {
    const field = `A: ${'x'.repeat(1000)}\r\n`;
    const outcome = decode([`0\r\n`, ...Array.from({ length: HEAD_LIMIT / 1000 + 1 }, () => field)].map(latin1));
    expectProblem(outcome.state, 'endless-trailers');
  });
});

const latin1 = (text: string) => arrayFromOctets(octets(text));

describe('what is no chunk', () => {
  it.each([
    ['no digits', '\r\nhello', 'chunk-size'],
    ['a negative size', '-5\r\nhello', 'chunk-size'],
    ['a positive sign', '+5\r\nhello', 'chunk-size'],
    ['0x', '0x5\r\nhello', 'chunk-size'],
    ['white space first', ' 5\r\nhello', 'chunk-size'],
    ['white space and no extension', '5 \r\nhello', 'chunk-size'],
    ['a digit of no kind', '5g\r\nhello', 'chunk-size'],
    ['a comma', '5,000\r\nhello', 'chunk-size'],
    ['a carriage return in an extension', '5;a\rb\r\nhello', 'chunk-size'],
    ['a NUL in an extension', '5;a\u0000b\r\nhello', 'chunk-size'],
    ['2^53', '20000000000000\r\nhello', 'chunk-too-large'],
    ['2^63', '8000000000000000\r\nhello', 'chunk-too-large'],
    ['2^64 - 1', 'ffffffffffffffff\r\nhello', 'chunk-too-large'],
    ['2^64 + 5', '10000000000000005\r\nhello', 'chunk-too-large'],
    ['seventeen digits', '00000000000000005\r\nhello', 'chunk-too-large'],
    ['bare LF behind the size', '5\nhello\r\n', 'chunk-line-end'],
    ['data longer than it says', '4\r\nhello\r\n', 'chunk-end'],
    ['bare LF behind the data', '5\r\nhello\n0\r\n', 'chunk-end'],
    ['a bare CR behind the data', '5\r\nhello\r0\r\n', 'chunk-end'],
  ])('is a problem of the other side: %s', (_, text, code) => {
    const outcome = decodeEachWay(text);
    expect(expectProblem(outcome.state, code).fault).toBe('theirs');
    expect(['', 'hello', 'hell']).toContain(outcome.body);
  });

  it('is the largest size that is exact only where its data ends', () => {
    expect(decodeEachWay('1fffffffffffff\r\nhello')).toMatchObject({ body: 'hello', state: 'open' });
  });

  it.each([
    [CHUNK_LINE_LIMIT, 'ended'],
    [CHUNK_LINE_LIMIT + 1, 'chunk-line-too-long'],
    [CHUNK_LINE_LIMIT + 2, 'chunk-line-too-long'],
    [CHUNK_LINE_LIMIT * 4, 'chunk-line-too-long'],
  ])('is a line of %i bytes: %s', (length, expected) => {
    const line = `0;${'x'.repeat(length - 2)}`;
    expect(codeOf(decodeEachWay(`${line}\r\n\r\n`))).toBe(expected);
  });

  it('is a line that never ends', () => {
    expectProblem(decodeEachWay('0'.repeat(CHUNK_LINE_LIMIT + 2)).state, 'chunk-line-too-long');
  });
});

describe('a close before the end', () => {
  it.each([
    ['', 'before the last chunk, after 0'],
    ['5\r\nhel', 'inside a chunk, after 3'],
    ['5\r\nhello\r', 'at the end of a chunk, after 5'],
    ['5\r\nhello\r\n0\r\nA: b\r\n', 'before the empty line that ends the chunks, after 5'],
  ])('of %j says where', (text, where) => {
    const decoder = chunkDecoder();
    decoder.take(latin1(text));
    expect(expectProblem(decoder.close(), 'early-close').says).toContain(where);
  });
});

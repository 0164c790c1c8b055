/** The content coding aws-chunked, read: fed in every way, with more after it, broken everywhere. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrayFromOctets, type Octets, octetsFromArray } from '../../src/bytes/octets.ts';
import { isProblem, type Problem } from '../../src/bytes/problem.ts';
import { type AwsChunkedEvent, awsChunkedDecoder } from '../../src/http/aws-chunked/decode.ts';
import { decodeAwsChunked } from '../../src/http/aws-chunked/read.ts';
import { chunkHead, lastChunk, trailerSection } from '../../src/http/aws-chunked/write.ts';
import { CHUNK_LINE_LIMIT } from '../../src/http/body/chunk-line.ts';
import { HEAD_LIMIT } from '../../src/http/read-head.ts';
import { anyOctets, octets } from '../support/bytes.ts';
import { expectProblem, sound } from '../support/problems.ts';
import { runs } from '../support/sweep.ts';
import { cut, feedings, offsets, token } from '../support/wire/feeding.ts';

/** The events as text, the data between two others as one. */
function eventsOf(pieces: readonly Uint8Array[]): { said: string[]; problem: Problem | null } {
  const decoder = awsChunkedDecoder();
  const said: string[] = [];
  let data = '';
  for (const event of [...pieces.flatMap((piece) => decoder.take(piece)), ...decoder.finish()]) {
    if (event.kind === 'data') data += octetsFromArray(event.piece);
    if (event.kind === 'data') continue;
    if (data !== '') said.push(`data ${data}`);
    data = '';
    if (isProblem(event)) return { said, problem: event };
    said.push(textOf(event));
  }
  return { said, problem: null };
}

function textOf(event: Exclude<AwsChunkedEvent, { kind: 'data' }>): string {
  switch (event.kind) {
    case 'chunk':
      return `chunk ${event.length} ${event.signature}`;
    case 'last':
      return `last ${event.signature}`;
    case 'trailers': {
      const fields = event.fields.map(({ name, value }) => `${name.octets}=${value.octets}`);
      return `trailers ${fields.join(',')} ${event.signature}`;
    }
    case 'end':
      return 'end';
  }
}

/** The events, which have to be the same however the bytes come. */
function eventsEachWay(text: string) {
  const [first, ...others] = feedings(text).map(([, pieces]) => eventsOf(pieces));
  if (!first) throw new Error('there is no way');
  for (const other of others) expect(other).toEqual(first);
  return first;
}

/** The problem, which has to begin at this byte. */
function problemAt(text: string, code: string, start: number) {
  const { said, problem } = eventsEachWay(text);
  const found = expectProblem(problem, code);
  expect(found).toMatchObject({ fault: 'ours', where: { value: 'body', start } });
  expect(found.says).toContain(`byte ${start} of the encoded body`);
  expect(decodeAwsChunked(octets(text))).toEqual(found);
  return said;
}

const NO_TRAILERS = ['trailers  null', 'end'];

describe('chunks', () => {
  it.each<[string, string, string[]]>([
    ['one', '5\r\nhello\r\n0\r\n\r\n', ['chunk 5 null', 'data hello', 'last null']],
    ['none', '0\r\n\r\n', ['last null']],
    ['signed', '2;chunk-signature=ab\r\nhi\r\n0;chunk-signature=cd\r\n\r\n', ['chunk 2 ab', 'data hi', 'last cd']],
    ['with digits in upper case', 'A\r\n0123456789\r\n0\r\n\r\n', ['chunk 10 null', 'data 0123456789', 'last null']],
    ['with leading zeros', '0001\r\nx\r\n00\r\n\r\n', ['chunk 1 null', 'data x', 'last null']],
    ['with other extensions', '1;a=b;chunk-signature=c;d\r\nx\r\n0;e\r\n\r\n', ['chunk 1 c', 'data x', 'last null']],
    ['with an empty signature', '1;chunk-signature=\r\nx\r\n0\r\n\r\n', ['chunk 1 ', 'data x', 'last null']],
    ['with data like chunks', '7\r\n0\r\n\r\n1\r\r\n0\r\n\r\n', ['chunk 7 null', 'data 0\r\n\r\n1\r', 'last null']],
  ])('are read: %s', (_, text, said) => {
    expect(eventsEachWay(text)).toEqual({ said: [...said, ...NO_TRAILERS], problem: null });
  });

  it('have their data in views of the piece', () => {
    const piece = arrayFromOctets(octets('5\r\nhello\r\n'));
    const data = awsChunkedDecoder()
      .take(piece)
      .flatMap((event) => (event.kind === 'data' ? [event.piece] : []));
    expect(data.map((view) => [view.buffer === piece.buffer, octetsFromArray(view)])).toEqual([[true, 'hello']]);
  });
});

describe('the trailer', () => {
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
  const SIGNATURE = '63bddb248ad2590c92712055f51b8e78ab024eead08276b24f010b0efd74843f';

  it.each<[string, string, string]>([
    [
      'signed, as AWS documents it',
      `x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:${SIGNATURE}\r\n`,
      `x-amz-checksum-crc32c=sOO8/Q== ${SIGNATURE}`,
    ],
    ['unsigned', 'x-amz-checksum-crc32:X9RA0w==\r\n', 'x-amz-checksum-crc32=X9RA0w== null'],
    ['in the order it was sent', 'B: 1\r\na:\t2 \r\n', 'B=1,a=2 null'],
    ['with the signature in capitals', 'a:b\r\nX-Amz-Trailer-Signature: c\r\n', 'a=b c'],
    ['with a stray LF, as of MinIO’s client', 'a:b\n\r\n', 'a=b null'],
    ['with a stray LF before the signature', 'a:b\n\r\nx-amz-trailer-signature:c\r\n', 'a=b c'],
    ['with an empty value', 'a:\r\n', 'a= null'],
  ])('is read with its empty line and without: %s', (_, fields, trailers) => {
    const said = ['last null', `trailers ${trailers}`, 'end'];
    expect(eventsEachWay(`0\r\n${fields}\r\n`)).toEqual({ said, problem: null });
    expect(eventsEachWay(`0\r\n${fields}`)).toEqual({ said, problem: null });
  });

  it('may be as long as a head', { tags: ['expensive'] }, () => {
    const fields = `a:${'x'.repeat(HEAD_LIMIT - 'a:\r\n\r\n'.length)}\r\n`;
    expect(eventsEachWay(`0\r\n${fields}\r\n`).problem).toBeNull();
    problemAt(`0\r\n${fields.replace('a:', 'aa:')}\r\n`, 'endless-trailers', 3);
  });

  it('is read in time that grows with its length, LF after LF too', { tags: ['expensive'] }, () => {
    problemAt(`0\r\n${'\n'.repeat(HEAD_LIMIT + 1)}`, 'endless-trailers', 3);
  });
});

describe('what is not aws-chunked', () => {
  it.each<[string, string, string, number]>([
    ['no size', 'hello\r\n', 'chunk-size', 0],
    ['no size later', '1\r\nx\r\n-1\r\n', 'chunk-size', 6],
    ['a size beyond numbers', 'ffffffffffffffff\r\n', 'chunk-too-large', 0],
    ['bare LF behind the size', '1\r\nx\r\n1\nx', 'chunk-line-end', 6],
    ['two signatures', '1;chunk-signature=a;chunk-signature=b\r\nx', 'chunk-signature', 0],
    ['a line that is too long', `1;${'x'.repeat(CHUNK_LINE_LIMIT)}\r\n`, 'chunk-line-too-long', 0],
    ['data longer than it says', '4\r\nhello\r\n', 'chunk-end', 7],
    ['bare LF behind the data', '5\r\nhello\n0\r\n', 'chunk-end', 8],
    ['a bare CR behind the data', '5\r\nhello\r0\r\n', 'chunk-end', 9],
    ['bytes behind the end', '0\r\n\r\nx', 'bytes-after-end', 5],
    ['an empty line too many', '0\r\na:b\r\n\r\n\r\n', 'bytes-after-end', 10],
    ['a trailer without a colon', '0\r\na:b\r\nc\r\n\r\n', 'field-line', 8],
    ['a trailer without a name', '0\r\n:b\r\n\r\n', 'field-line', 3],
    ['a space before the colon', '0\r\na :b\r\n\r\n', 'field-line', 3],
    ['a LF inside a trailer', '0\r\na:b\nc:d\r\n\r\n', 'field-line', 3],
    ['two LFs behind a trailer', '0\r\na:b\n\n\r\n\r\n', 'field-line', 3],
    [
      'two signatures of the trailer',
      '0\r\nx-amz-trailer-signature:a\r\nX-Amz-Trailer-Signature:a\r\n\r\n',
      'trailer-signature',
      30,
    ],
  ])('is a problem with its place: %s', (_, text, code, start) => {
    problemAt(text, code, start);
  });

  it.each([
    ['', 'before the last chunk'],
    ['5', 'before the last chunk'],
    ['5\r\nhel', 'inside the data of a chunk'],
    ['5\r\nhello', 'before the CR LF after the data'],
    ['5\r\nhello\r', 'before the CR LF after the data'],
    ['5\r\nhello\r\n', 'before the last chunk'],
    ['0\r\n', 'before the CR LF that ends the last chunk'],
    ['0\r\na:b', 'before the CR LF that ends the last chunk or its trailer'],
    ['0\r\na:b\r', 'before the CR LF that ends the last chunk or its trailer'],
  ])('is a body that ends too early: %j', (text, place) => {
    problemAt(text, 'early-end', text.length);
    expect(eventsEachWay(text).problem?.says).toContain(place);
  });

  it('stays a problem', () => {
    const decoder = awsChunkedDecoder();
    const piece = arrayFromOctets(octets('x\r\n'));
    const first = decoder.take(piece);
    expect(decoder.take(piece)).toEqual(first);
    expect(decoder.finish()).toEqual(first);
  });
});

const signatures = fc.option(fc.constantFrom(octets('0123456789abcdef'.repeat(4)), octets(`30${'*'.repeat(142)}`)));
const chunks = fc.array(
  fc.record({ data: fc.uint8Array({ minLength: 1, maxLength: 40 }).map(octetsFromArray), signature: signatures }),
  { maxLength: 5 },
);
const fields = fc.array(
  fc.tuple(token.filter((name) => name !== 'x-amz-trailer-signature').map(octets), token.map(octets)),
  {
    maxLength: 3,
  },
);

function written(
  parts: readonly { data: Octets; signature: Octets | null }[],
  last: Octets | null,
  trailer: Octets,
): Octets {
  const heads = parts.map(({ data, signature }) => `${chunkHead(data.length, signature)}${data}\r\n`);
  return octets(heads.join('') + lastChunk(last) + trailer);
}

describe('any body', () => {
  it('is read as it was written, whole, in pieces, and not with bytes after it', () => {
    fc.assert(
      fc.property(chunks, signatures, fields, signatures, offsets, (parts, last, pairs, signature, cuts) => {
        const body = written(parts, last, trailerSection(pairs, signature));
        const { chunks: found, lastSignature, trailers } = sound(decodeAwsChunked(body));
        expect([found, lastSignature]).toEqual([parts, last]);
        expect(trailers.fields.map(({ name, value }) => [name.octets, value.octets])).toEqual(pairs);
        expect(trailers.signature).toBe(pairs.length === 0 ? null : signature);
        expect(eventsOf(cut(body, cuts))).toEqual(eventsEachWay(body));
        expectProblem(decodeAwsChunked(octets(`${body}x`)), 'bytes-after-end');
      }),
    );
  });

  it('is not whole before its last line', () => {
    fc.assert(
      fc.property(chunks, signatures, fc.nat(), (parts, last, at) => {
        const body = written(parts, last, octets('\r\n'));
        expectProblem(decodeAwsChunked(octets(body.slice(0, at % body.length))), 'early-end');
      }),
    );
  });
});

describe('any bytes at all', () => {
  const almost = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '5\r\nhello\r\n',
          '1;chunk-signature=a\r\nx\r\n',
          '0\r\n',
          '\r\n',
          '\n',
          '\r',
          'a:b',
          'A',
          ';',
          ':',
        ),
        anyOctets,
      ),
      { maxLength: 10 },
    )
    .map((parts) => octets(parts.join('')));

  it('never throw, and give the same however they are cut', () => {
    fc.assert(
      fc.property(almost, offsets, (all, cuts) => {
        const whole = eventsOf([arrayFromOctets(all)]);
        expect(eventsOf(cut(all, cuts))).toEqual(whole);
        const body = decodeAwsChunked(all);
        expect(isProblem(body) ? body : null).toEqual(whole.problem);
        if (whole.problem?.where) expect(whole.problem.where.start).toBeLessThanOrEqual(all.length);
      }),
      { numRuns: runs(3000) },
    );
  });
});

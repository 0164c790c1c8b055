/** The content coding aws-chunked, written; the numbers are those of AWS's documents. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkHead, encodedLength, lastChunk, trailerSection } from '../../src/http/aws-chunked/write.ts';
import { octets } from '../support/bytes.ts';

// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html, the second chunk of the example.
const SECOND = octets('0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497');
const FINAL = octets('b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9');

describe('a chunk', () => {
  it('begins with its size in lower-case hexadecimal, and with its signature if it has one', () => {
    expect(chunkHead(1024, SECOND)).toBe(`400;chunk-signature=${SECOND}\r\n`);
    expect(chunkHead(65_536, null)).toBe('10000\r\n');
    expect(chunkHead(171, null)).toBe('ab\r\n');
  });

  it('is of size 0 where it is the last one', () => {
    expect(lastChunk(FINAL)).toBe(`0;chunk-signature=${FINAL}\r\n`);
    expect(lastChunk(null)).toBe('0\r\n');
  });
});

describe('the trailer', () => {
  const FIELD = [octets('x-amz-checksum-crc32c'), octets('sOO8/Q==')] as const;
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
  const SIGNATURE = octets('63bddb248ad2590c92712055f51b8e78ab024eead08276b24f010b0efd74843f');

  it('is its fields, then their signature, then an empty line', () => {
    expect(trailerSection([FIELD], SIGNATURE)).toBe(
      `x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:${SIGNATURE}\r\n\r\n`,
    );
    expect(trailerSection([FIELD], null)).toBe('x-amz-checksum-crc32c:sOO8/Q==\r\n\r\n');
    expect(trailerSection([FIELD, [octets('a'), octets('b')]], null)).toBe(
      'x-amz-checksum-crc32c:sOO8/Q==\r\na:b\r\n\r\n',
    );
  });

  it('is the empty line alone where there is none', () => {
    expect(trailerSection([], null)).toBe('\r\n');
    expect(trailerSection([], SIGNATURE)).toBe('\r\n');
  });
});

describe('the length of the encoded body', () => {
  it.each([
    ['that AWS prints for signed chunks', 66_560, 65_536, 64, [], 66_824],
    ['that AWS prints for signed chunks and a signed trailer', 66_560, 65_536, 64, [[21, 8]], 66_946],
    ['of two unsigned chunks and a trailer', 10_240, 8192, null, [[20, 8]], 10_291],
    ['of one unsigned chunk and a trailer', 66_560, 1_048_576, null, [[20, 8]], 66_605],
    ['of an empty body', 0, 8192, null, [], '0\r\n\r\n'.length],
    ['of a body that its chunks fill', 16, 8, null, [], '8\r\n........\r\n8\r\n........\r\n0\r\n\r\n'.length],
    ['with signatures of SigV4A', 1, 8, 144, [], 2 * (1 + 17 + 144 + 2) + 1 + 2 + 2],
  ] as const)('is the one %s', (_, length, chunkSize, signatureLength, trailers, expected) => {
    expect(encodedLength({ length, chunkSize, signatureLength, trailers })).toBe(expected);
  });

  it('is the length of what is written', () => {
    const text = (maxLength: number) => fc.nat(maxLength).map((length) => octets('a'.repeat(length)));
    const fields = fc.array(fc.tuple(text(30), text(30)), { maxLength: 3 });
    const signature = fc.option(fc.constantFrom(octets('5'.repeat(64)), octets('5'.repeat(144))));
    fc.assert(
      fc.property(
        fc.nat(5000),
        fc.integer({ min: 1, max: 400 }),
        signature,
        fields,
        (length, chunkSize, sign, pairs) => {
          let written = '';
          for (let left = length; left > 0; left -= chunkSize) {
            const size = Math.min(left, chunkSize);
            written += `${chunkHead(size, sign)}${'x'.repeat(size)}\r\n`;
          }
          written += lastChunk(sign) + trailerSection(pairs, sign);
          const trailers = pairs.map(([name, value]) => [name.length, value.length] as const);
          const signatureLength = sign === null ? null : sign.length;
          expect(encodedLength({ length, chunkSize, signatureLength, trailers })).toBe(written.length);
        },
      ),
    );
  });
});

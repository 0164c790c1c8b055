/** The headers that signing adds: what a payload in chunks needs, and what a request has already. */
import { describe, expect, it } from 'vitest';
import { AWS4_ECDSA_P256_SHA256 } from '../../../src/sigv4/algorithms/ecdsa-p256-sha256.ts';
import { GENERAL_RULES, type PayloadMode } from '../../../src/sigv4/rules.ts';
import { signRequest } from '../../../src/sigv4/sign.ts';
import { unrecorded } from '../../../src/trace/trace.ts';
import { expectProblem } from '../../support/problems.ts';
import { sha256Of } from '../../support/sigv4/independent-signer.ts';
import { type Asked, accepts, inputOf, sign } from '../../support/sigv4/signing.ts';

const HEAD = 'PUT /a HTTP/1.1\r\nHost: h\r\n\r\n';
const withLines = (...lines: readonly string[]) => HEAD.replace('\r\n\r\n', ['', ...lines, '', ''].join('\r\n'));

/** The header lines that are added, up to Authorization. */
function added(asked: Partial<Asked> = {}): string[] {
  const lines = sign({ head: HEAD, body: 'body', ...asked }).bytes.octets.split('\r\n');
  return lines.slice(
    2,
    lines.findIndex((line) => line.startsWith('Authorization: ')),
  );
}

const CHUNK_HEADERS = ['content-encoding: aws-chunked', 'x-amz-decoded-content-length: 4'];
const DATE = 'x-amz-date: 20130524T000000Z';

describe('the headers that are added', () => {
  it.each([
    ['hashed', [], [`x-amz-content-sha256: ${sha256Of('body')}`, DATE]],
    ['unsigned', [], ['x-amz-content-sha256: UNSIGNED-PAYLOAD', DATE]],
    ['streaming', [], ['x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD', DATE, ...CHUNK_HEADERS]],
    [
      'streaming-trailer',
      ['x-amz-checksum-crc32c'],
      [
        'x-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
        DATE,
        ...CHUNK_HEADERS,
        'x-amz-trailer: x-amz-checksum-crc32c',
      ],
    ],
    [
      'unsigned-trailer',
      ['first', 'second'],
      [
        'x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER',
        DATE,
        ...CHUNK_HEADERS,
        'x-amz-trailer: first,second',
      ],
    ],
    ['unsigned-trailer', [], ['x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER', DATE, ...CHUNK_HEADERS]],
  ] satisfies [PayloadMode, string[], string[]][])('say of a payload that it is %s, trailers %j', (...row) => {
    const [payload, trailers, expected] = row;
    expect(added({ trailers, rules: { payload } })).toEqual(expected);
    expect(
      accepts(sign({ head: HEAD, body: 'body', trailers, rules: { payload } }).bytes.octets, { body: 'body' }),
    ).toBe(true);
  });

  it.each(['streaming', 'streaming-trailer', 'unsigned-trailer'] as const)(
    'are the same for services without a header for the hash, since chunks need it: %s',
    (payload) => {
      const lines = added({ rules: { ...GENERAL_RULES, payload } });
      expect(lines[0]).toMatch(/^x-amz-content-sha256: STREAMING-/);
    },
  );

  it('are only the date for other services than S3', () => {
    expect(added({ rules: GENERAL_RULES })).toEqual([DATE]);
  });

  it('say for SigV4A for which regions', () => {
    const lines = added({ algorithm: AWS4_ECDSA_P256_SHA256, region: 'us-east-1,eu-*' });
    expect(lines).toEqual([`x-amz-content-sha256: ${sha256Of('body')}`, DATE, 'x-amz-region-set: us-east-1,eu-*']);
  });

  it('end with the token, signed or not', () => {
    for (const sessionToken of ['signed', 'appended'] as const) {
      expect(added({ token: 'token', rules: { sessionToken } }).at(-1)).toBe('x-amz-security-token: token');
    }
  });
});

describe('a header that the request has already', () => {
  it.each([
    ['X-Amz-Date: 20150830T123600Z', 'x-amz-date'],
    ['X-AMZ-CONTENT-SHA256: UNSIGNED-PAYLOAD', 'x-amz-content-sha256'],
    ['X-Amz-Decoded-Content-Length: 4', 'x-amz-decoded-content-length'],
    ['x-amz-trailer: x-amz-checksum-crc32', 'x-amz-trailer'],
    ['Content-Encoding: aws-chunked', 'content-encoding'],
    ['content-encoding: AWS-chunked,gzip', 'content-encoding'],
    ['content-encoding: gzip, aws-chunked', 'content-encoding'],
  ])('is not added again: %s', (line, name) => {
    const asked = { head: withLines(line), trailers: ['first'], rules: { payload: 'streaming-trailer' } } as const;
    const sent = sign(asked).bytes.octets.split('\r\n');
    expect(sent.filter((other) => other.toLowerCase().startsWith(`${name}:`))).toEqual([line]);
  });

  it('is a coding that goes after the one of S3', () => {
    const head = withLines('Content-Encoding: gzip');
    const signed = sign({ head, rules: { payload: 'streaming' } });
    expect(signed.bytes.octets).toContain('\r\nContent-Encoding: aws-chunked,gzip\r\n');
    expect(signed.canonicalRequest.octets).toContain('\ncontent-encoding:aws-chunked,gzip\n');
    expect(accepts(signed.bytes.octets)).toBe(true);
    expect(sign({ head }).bytes.octets).toContain('\r\nContent-Encoding: gzip\r\n');
  });

  it('is the time of signing, of which the scope and the key take the day', () => {
    const signed = sign({ head: withLines('X-Amz-Date: 20150830T123600Z') });
    expect(signed.stringToSign.octets).toMatch(/^AWS4-HMAC-SHA256\n20150830T123600Z\n20150830\/us-east-1\/s3\//);
    expect(accepts(signed.bytes.octets)).toBe(true);
  });

  it('is a problem where it is no time', () => {
    expectProblem(signRequest(inputOf({ head: withLines('x-amz-date: yesterday') }), unrecorded), 'timestamp');
  });

  it.each(['Authorization: AWS4-HMAC-SHA256 old', 'authorization:'])('is a problem where it is %j', (line) => {
    for (const asked of [{}, { expires: '60', rules: { payload: 'unsigned' } as const }]) {
      expectProblem(signRequest(inputOf({ head: withLines(line), ...asked }), unrecorded), 'authorization');
    }
  });
});

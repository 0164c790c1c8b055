/** Uploads in aws-chunked: what passes, and what S3 answers to chunks, trailers, lengths and checksums that are wrong. */
import { describe, expect, it } from 'vitest';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { createStore } from '../../src/sandbox/storage/objects.ts';
import { type Answer, itRefuses, type Row } from '../support/sandbox/refusals.ts';
import { NOW, ordered, readReply, SCOPE } from '../support/sandbox/sandbox-client.ts';
import { askIn, authenticated, settingsOf } from '../support/sandbox/sandbox-settings.ts';
import { BUCKETS } from '../support/sandbox/stored-objects.ts';
import { chunked, crc32Of, SIGNED_CHUNKS, SIGNED_TRAILER, UNSIGNED_TRAILER } from '../support/sigv4/chunked-order.ts';
import { sha256Of, stringToSignOf } from '../support/sigv4/independent-signer.ts';

const CHUNKS = ['first chunk, '.padEnd(8192, '.'), 'second chunk'];
const PAYLOAD = CHUNKS.join('');
const CRC32 = ['x-amz-checksum-crc32', crc32Of(PAYLOAD)] as const;
const WRONG_CRC32 = ['x-amz-checksum-crc32', crc32Of('another')] as const;
const mismatch: Answer = { code: 'SignatureDoesNotMatch' };
const incomplete: Answer = { code: 'IncompleteBody' };
const withoutEnd = (body: string) => body.replace(/\r\n$/, '');
const otherTrailer: Answer = {
  code: 'InvalidRequest',
  message: 'The value specified in the x-amz-trailer header is not supported',
  elements: [],
};
const badTrailer: Answer = {
  code: 'MalformedTrailerError',
  message: 'The request contained trailing data that was not well-formed or did not conform to our published schema.',
  elements: [],
};

describe('an upload in chunks', () => {
  it.each([
    ['signed', { words: SIGNED_CHUNKS }],
    ['signed, with a signed trailer', { words: SIGNED_TRAILER, trailers: [CRC32] }],
    ['signed, without the empty line at the end', { words: SIGNED_TRAILER, trailers: [CRC32], alter: withoutEnd }],
    ['signed, with no trailer after all', { words: SIGNED_TRAILER }],
    ['not signed, with a trailer', { words: UNSIGNED_TRAILER, trailers: [CRC32] }],
    ['not signed, with none', { words: UNSIGNED_TRAILER }],
    [
      'whose trailer is announced in capitals',
      { words: UNSIGNED_TRAILER, trailers: [CRC32], announced: ' X-Amz-Checksum-CRC32 ' },
    ],
  ] as const)('passes, decoded: %s', (_what, order) => {
    const { request } = chunked({ chunks: CHUNKS, ...order });
    const checksums = 'trailers' in order ? [{ name: 'crc32', base64: CRC32[1] }] : [];
    expect(authenticated(request)).toEqual({ payload: PAYLOAD, checksums, hoisted: [], form: null });
  });

  it('passes without aws-chunked in its Content-Encoding', () => {
    const { request } = chunked({ unsigned: ['content-encoding'] });
    expect(authenticated(request.replace('Content-Encoding: aws-chunked\r\n', ''))).toMatchObject({ payload: PAYLOAD });
  });

  it('passes where it is empty', () => {
    expect(authenticated(chunked({ chunks: [] }).request)).toMatchObject({ payload: '' });
  });
});

describe('chunks', () => {
  const WRONG = '0'.repeat(64);
  const wrongAt = (at: number) => (right: readonly string[]) =>
    right.map((signature, index) => (index === at ? WRONG : signature));
  const missingAt = (at: number) => (right: readonly string[]) =>
    right.map((signature, index) => (index === at ? null : signature));
  itRefuses([
    ['the first has another signature', chunked({ signatures: wrongAt(0) }).request, mismatch],
    ['the second has another signature', chunked({ signatures: wrongAt(1) }).request, mismatch],
    ['the empty one has another signature', chunked({ signatures: wrongAt(2) }).request, mismatch],
    [
      'they have each other’s signatures',
      chunked({ signatures: ([a = '', b = '', c = '']) => [b, a, c] }).request,
      mismatch,
    ],
    ['the first has no signature', chunked({ signatures: missingAt(0) }).request, incomplete],
    ['the empty one has no signature', chunked({ signatures: missingAt(2) }).request, incomplete],
    ['the data is another', chunked({ alter: (body) => body.replace('first', 'First') }).request, mismatch],
    [
      'one is missing',
      chunked({
        decodedLength: String(CHUNKS[0]?.length),
        alter: (body) => body.replace(/c;chunk-signature=.*\r\nsecond chunk\r\n/, ''),
      }).request,
      mismatch,
    ],
  ]);

  it('are refused with the string that the wrong one should have signed, and the canonical request', () => {
    const { request, canonicalRequest, chunkSignatures } = chunked({ signatures: wrongAt(1) });
    const reply = askIn({}, request);
    const scope = { timestamp: NOW, scope: SCOPE };
    const tail = [chunkSignatures[0] ?? '', sha256Of(''), sha256Of(CHUNKS[1] ?? '')];
    expect(reply.element('StringToSign')).toBe(stringToSignOf('AWS4-HMAC-SHA256-PAYLOAD', scope, ...tail));
    expect(reply.element('SignatureProvided')).toBe(WRONG);
    expect(reply.element('CanonicalRequest')).toBe(canonicalRequest);
  });

  const broken = (what: string, alter: (body: string) => string): Row => [
    what,
    chunked({ words: UNSIGNED_TRAILER, alter }).request,
    incomplete,
  ];
  itRefuses([
    broken('no size', (body) => body.replace('2000\r\n', 'zz\r\n')),
    broken('a size that is too large', (body) => body.replace('2000\r\n', '2001\r\n')),
    broken('no last chunk', (body) => body.replace('0\r\n\r\n', '')),
    broken('bytes behind the end', (body) => `${body}x`),
    broken('a trailer without a colon', (body) => body.replace(/\r\n$/, 'nonsense\r\n\r\n')),
    broken('nothing at all', () => ''),
  ]);

  it('are refused with the place where their coding breaks', () => {
    const { request } = chunked({ words: UNSIGNED_TRAILER, alter: (body) => body.replace('2000\r\n', 'zz\r\n') });
    expect(askIn({}, request).element('Message')).toMatch(
      /^A chunk does not begin with its size.*\(byte 0 of the encoded body\)\.$/,
    );
  });
});

describe('chunks of which more are still to come', () => {
  const LONG = ['a', 'b', 'c'].map((letter) => letter.repeat(8192));
  const FIRST = '0'.repeat(64);
  /** The reply to all but the last 5,000 bytes of a request: `null` if the sandbox waits for them. */
  const replyTo = (order: Parameters<typeof chunked>[0], naive: 'chunk-signatures' | null = null) => {
    const { now, ...settings } = settingsOf();
    const sandbox = createSandbox({ ...settings, naive, clock: () => now, store: createStore(BUCKETS) });
    const { request } = chunked({ chunks: LONG, ...order });
    const reply = sandbox.converse()(Buffer.from(request, 'latin1').subarray(0, -5000));
    return reply && { isLast: reply.isLast, code: readReply(reply.bytes).element('Code') };
  };

  it('are waited for if those that are there are right', () => {
    expect(replyTo({})).toBeNull();
    expect(replyTo({ words: UNSIGNED_TRAILER, trailers: [CRC32] })).toBeNull();
  });

  it.each([
    [
      'a chunk with another signature',
      { signatures: ([, ...right]: readonly string[]) => [FIRST, ...right] },
      mismatch,
    ],
    ['a chunk whose data was changed', { alter: (body: string) => body.replace('aaa', 'aba') }, mismatch],
    ['a chunk without a size', { alter: (body: string) => body.replace(/^2000/, 'zzzz') }, incomplete],
    ['a chunk that is too small', { chunks: ['a', ...LONG] }, { code: 'InvalidChunkSizeError' }],
    ['more data than the length that was stated', { decodedLength: '8193' }, incomplete],
  ])('are not waited for after %s', (_what, order, { code }) => {
    expect(replyTo(order)).toEqual({ isLast: true, code });
  });

  it('are waited for if the check is skipped', () => {
    expect(replyTo({ alter: (body) => body.replace('aaa', 'aba') }, 'chunk-signatures')).toBeNull();
  });
});

describe('headers after the chunks', () => {
  const signed = { words: SIGNED_TRAILER, trailers: [CRC32] };
  const unsigned = { words: UNSIGNED_TRAILER, trailers: [CRC32] };
  itRefuses([
    ['with another signature', chunked({ ...signed, trailerSignature: () => '0'.repeat(64) }).request, mismatch],
    ['with no signature', chunked({ ...signed, trailerSignature: () => null }).request, incomplete],
    [
      'with another value than was signed',
      chunked({ ...signed, alter: (body) => body.replace(CRC32[1], WRONG_CRC32[1]) }).request,
      mismatch,
    ],
    [
      'that were announced and do not come',
      chunked({ ...unsigned, trailers: [], announced: CRC32[0] }).request,
      badTrailer,
    ],
    ['that were not announced', chunked({ ...unsigned, announced: null }).request, badTrailer],
    [
      'that are others than were announced',
      chunked({ ...unsigned, announced: 'x-amz-checksum-sha1' }).request,
      badTrailer,
    ],
    [
      'that come twice',
      chunked({ ...unsigned, trailers: [CRC32, CRC32], announced: `${CRC32[0]},${CRC32[0]}` }).request,
      badTrailer,
    ],
    ...['x-foo', 'x-amz-meta-a', `${CRC32[0]},x-foo`, 'x-amz-checksum-sha10'].map((announced): Row => {
      const trailers = announced.split(',').map((name) => [name, '1'] as const);
      return [`that are no checksums: ${announced}`, chunked({ ...unsigned, trailers }).request, otherTrailer];
    }),
    [
      'that nothing signs, without the empty line after them',
      chunked({ ...unsigned, alter: withoutEnd }).request,
      { code: 'IncompleteBody', message: 'The request body terminated unexpectedly', elements: [] },
    ],
    ['that come though there are none', chunked({ trailers: [CRC32] }).request, incomplete],
    [
      'that are announced for a body that has no chunks',
      ordered({ method: 'PUT', body: 'body', headers: [['x-amz-trailer', CRC32[0]]] }).request,
      badTrailer,
    ],
  ]);

  it('are refused with the string that they should have signed', () => {
    const { request, chunkSignatures } = chunked({ ...signed, trailerSignature: () => '0'.repeat(64) });
    const tail = [chunkSignatures.at(-1) ?? '', sha256Of(`${CRC32.join(':')}\n`)];
    const expected = stringToSignOf('AWS4-HMAC-SHA256-TRAILER', { timestamp: NOW, scope: SCOPE }, ...tail);
    expect(askIn({}, request).element('StringToSign')).toBe(expected);
  });
});

describe('the decoded length', () => {
  const length = String(PAYLOAD.length);
  const differs = (said: string): Answer => ({
    code: 'IncompleteBody',
    elements: [
      ['NumberBytesExpected', said],
      ['NumberBytesProvided', length],
    ],
  });
  itRefuses([
    ['that is missing', chunked({ decodedLength: null }).request, { code: 'MissingContentLength', elements: [] }],
    ['that is larger', chunked({ decodedLength: `${length}0` }).request, differs(`${length}0`)],
    ['that is smaller', chunked({ decodedLength: '1' }).request, differs('1')],
    ...['all', '', '1e4', '-1', '0x10'].map(
      (decodedLength): Row => [
        `that is no number: ${decodedLength}`,
        chunked({ decodedLength }).request,
        { code: 'MissingContentLength', elements: [] },
      ],
    ),
  ]);
});

describe('a checksum', () => {
  const bad: Answer = {
    code: 'BadDigest',
    message: 'The CRC32 you specified did not match the calculated checksum.',
    elements: [],
  };
  const invalid = (where: string): Answer => ({
    code: 'InvalidRequest',
    message: `Value for x-amz-checksum-crc32 ${where} is invalid.`,
    elements: [],
  });
  const several = (more: string): Answer => ({
    code: 'InvalidRequest',
    message: `Expecting a single x-amz-checksum- header${more}`,
    elements: [],
  });
  const inHeader = (value: string) => ordered({ method: 'PUT', body: 'body', headers: [[CRC32[0], value]] }).request;
  const behind = (value: string) => chunked({ words: UNSIGNED_TRAILER, trailers: [[CRC32[0], value]] }).request;
  const sha1 = ['x-amz-checksum-sha1', 'AMMFCzYcEAU4mUky0YGzRkbqQfE='] as const;
  itRefuses([
    ['of something else in a header', inHeader(CRC32[1]), bad],
    ['of something else behind the chunks', behind(WRONG_CRC32[1]), bad],
    ['that is too short', inHeader('AAAA'), invalid('header')],
    ['that is not base64', inHeader('********'), invalid('header')],
    ['that is base64 of another spelling', inHeader('AAAAAB=='), invalid('header')],
    ['that is too short behind the chunks', behind('AAAA'), invalid('trailing header')],
    [
      'beside another',
      ordered({ method: 'PUT', body: 'body', headers: [[CRC32[0], crc32Of('body')], sha1] }).request,
      several('. Multiple checksum Types are not allowed.'),
    ],
    [
      'beside one behind the chunks',
      chunked({ words: UNSIGNED_TRAILER, trailers: [CRC32], headers: [sha1] }).request,
      several(''),
    ],
  ]);

  /** Of `123456789`: the check values of the catalogue of CRCs, and what openssl says of it. */
  it.each([
    ['crc32', 'y/Q5Jg=='],
    ['crc32c', '4waSgw=='],
    ['crc64nvme', 'rosUhgp5mIg='],
    ['sha1', '98O8HYCOBHMq32eZZczDTKeuNEE='],
    ['sha256', 'FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU='],
  ])('that is right is handed on: %s', (name, base64) => {
    const { request } = ordered({ method: 'PUT', body: '123456789', headers: [[`X-Amz-Checksum-${name}`, base64]] });
    expect(authenticated(request)).toMatchObject({ checksums: [{ name, base64 }] });
  });
});

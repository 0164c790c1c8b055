/** The chain of chunk signatures: documented examples, bodies of any number of chunks, and who may change what. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ingredientsOf } from '../../../src/bytes/origin.ts';
import { KEPT_CHUNKS } from '../../../src/sigv4/schemes/chain.ts';
import { beginSigning } from '../../../src/sigv4/sign.ts';
import { findValue } from '../../../src/trace/trace.ts';
import { chunkSignaturesOf, trailerSignatureOf } from '../../support/sigv4/independent-signer.ts';
import { type Chunked, chainOf } from '../../support/sigv4/signed-chunks.ts';
import { type Asked, EXAMPLE, inputOf } from '../../support/sigv4/signing.ts';

const headOf = (target: string, ...lines: readonly string[]) =>
  [`PUT ${target} HTTP/1.1`, ...lines, '', ''].join('\r\n');

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
const STREAMING: Asked = {
  head: headOf(
    '/examplebucket/chunkObject.txt',
    'Host: s3.amazonaws.com',
    'x-amz-date: 20130524T000000Z',
    'x-amz-storage-class: REDUCED_REDUNDANCY',
    'Content-Encoding: aws-chunked',
    'x-amz-decoded-content-length: 66560',
    'Content-Length: 66824',
  ),
  rules: { payload: 'streaming' },
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html */
const TRAILERS: Asked = {
  ...STREAMING,
  signedHeaders: { kind: 'default', also: [], without: ['content-length'] },
  trailers: ['x-amz-checksum-crc32c'],
  rules: { payload: 'streaming-trailer' },
};

/** aws-sdk-rust, in the tests of smithy-rs. */
const SMITHY_RS: Asked = {
  head: headOf(
    '/10KiBofA.txt?x-id=PutObject',
    'host: test-bucket.s3.us-east-1.amazonaws.com',
    'content-type: application/octet-stream',
    'content-length: 10291',
    'x-amz-sdk-checksum-algorithm: CRC32',
    'x-amz-user-agent: aws-sdk-rust/0.123.test ua/0.1 api/test-service/0.123 os/windows/XPSP3 lang/rust/1.50.0' +
      ' m/U,Z,E md/http#replaying-client',
  ),
  body: 'a'.repeat(10_240),
  keyId: 'ANOTREAL',
  secret: 'notrealrnrELgWzOk3IfjzDKtFBhDby',
  timestamp: '20090213T233130Z',
  trailers: ['x-amz-checksum-crc32'],
  rules: { payload: 'streaming-trailer' },
};

const A_64_KIB = 'a'.repeat(65_536);
const A_1_KIB = 'a'.repeat(1024);

describe('the documented examples', () => {
  it.each([
    [
      "AWS's example of chunks",
      { asked: STREAMING, chunks: [A_64_KIB, A_1_KIB] },
      '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
      [
        'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
        '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
        'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
      ],
      null,
    ],
    [
      "AWS's example of a trailing header",
      { asked: TRAILERS, chunks: [A_64_KIB, A_1_KIB], trailers: [['x-amz-checksum-crc32c', 'sOO8/Q==']] },
      '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
      [
        'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2',
        '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7',
        '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992',
      ],
      'd81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435',
    ],
    [
      'three trailing headers, as aws-c-auth has them',
      {
        asked: STREAMING,
        chunks: [A_64_KIB, A_1_KIB],
        trailers: [
          ['first', '1st'],
          ['second', '2nd'],
          ['third', '3rd'],
        ],
      },
      '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
      [
        'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
        '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
        'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
      ],
      'df5735bd9f3295cd9386572292562fefc93ba94e80a0a1ddcbd652c4e0a75e6c',
    ],
    [
      "the Rust SDK's example of a CRC32",
      {
        asked: SMITHY_RS,
        chunks: ['a'.repeat(8192), 'a'.repeat(2048)],
        trailers: [['x-amz-checksum-crc32', 'X9RA0w==']],
      },
      '4d5247cc603cc816a7ab5272ed9e47cf173e45bc42bfa68e1181267dd0f0bf73',
      [
        '25851a3d29c435720498cdfd7540bb131ae653ea7371cb885f4fe1ba092d37f3',
        'bf16b3638d50be9f090044f98d838e6643fa2d37db299cbdb884a92d2a659a03',
        '7110bd9a94d4fa381c0ad159f6b14acb99e93ecec95cb3fd0fd61b414a692ae6',
      ],
      'a1764ee8bc0edc8b723a91b19c28bbcc7f8ac8a5932b0e7b7497dd6a8fee78f0',
    ],
  ] satisfies [string, Chunked, string, string[], string | null][])(
    '%s: recorded and not',
    (_name, chunked, seed, signatures, trailer) => {
      for (const kind of ['recorded', 'bare'] as const) {
        expect(chainOf(chunked, kind)).toMatchObject({ seed, signatures, trailer });
      }
    },
  );

  const kept = chainOf(
    { asked: TRAILERS, chunks: [A_64_KIB, A_1_KIB], trailers: [['x-amz-checksum-crc32c', 'sOO8/Q==']] },
    'recorded',
  ).trace;

  it.each([
    [
      'chunk-1/string-to-sign',
      'AWS4-HMAC-SHA256-PAYLOAD\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n' +
        '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e\n' +
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n' +
        'bf718b6f653bebc184e1479f1935b8da974d701b893afcf49e701f3e2f9f9c5a',
    ],
    [
      'chunk-3/string-to-sign',
      'AWS4-HMAC-SHA256-PAYLOAD\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n' +
        '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7\n' +
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n' +
        'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    ],
    ['chunk-3/signature', '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992'],
    ['trailer/trailing-headers', 'x-amz-checksum-crc32c:sOO8/Q==\n'],
    ['trailer/hashed-trailing-headers', '1e376db7e1a34a8ef1c4bcee131a2d60a1cb62503747488624e10995f448d774'],
    [
      'trailer/string-to-sign',
      'AWS4-HMAC-SHA256-TRAILER\n20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n' +
        '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\n' +
        '1e376db7e1a34a8ef1c4bcee131a2d60a1cb62503747488624e10995f448d774',
    ],
  ])('have the %s that AWS prints', (id, expected) => {
    expect(findValue(kept, id)?.bytes.octets).toBe(expected);
  });
});

/** Pieces of one body, any number of them, none empty. */
const anyChunks = fc.array(fc.string({ unit: fc.constantFrom('a', '\n', '\xff'), minLength: 1, maxLength: 5 }), {
  maxLength: 40,
});

describe('a chain of any length', () => {
  it('has the signatures of an independent signer, recorded and not', () => {
    fc.assert(
      fc.property(anyChunks, (chunks) => {
        const chunked = { asked: TRAILERS, chunks, trailers: [['a', 'b']] as const };
        const by = { ...EXAMPLE };
        for (const kind of ['recorded', 'bare'] as const) {
          const { seed = '', signatures, trailer } = chainOf(chunked, kind);
          expect(signatures).toEqual(chunkSignaturesOf([...chunks, ''], seed, by));
          expect(trailer).toBe(trailerSignatureOf([['a', 'b']], signatures.at(-1) ?? '', by));
        }
      }),
    );
  });

  it('is one empty chunk where the body is empty', () => {
    const { signatures, seed = '', trace } = chainOf({ asked: STREAMING, chunks: [] }, 'recorded');
    expect(signatures).toEqual(chunkSignaturesOf([''], seed, EXAMPLE));
    expect(findValue(trace, 'chunk-1/signature')?.bytes.octets).toBe(signatures[0]);
    expect(findValue(trace, 'chunk-2/signature')).toBeUndefined();
  });

  it.each([0, 1, KEPT_CHUNKS - 1, KEPT_CHUNKS, KEPT_CHUNKS + 1, 40])(
    'of %i chunks keeps the first 16, the last and the trailing headers',
    (count) => {
      const chunks = Array.from({ length: count }, (_, at) => `chunk ${at}`);
      const { trace, signatures } = chainOf({ asked: TRAILERS, chunks, trailers: [['a', 'b']] }, 'recorded');
      const kept = trace.values.filter(({ id }) => id.startsWith('chunk-')).map(({ id }) => id);
      const numbers = [...chunks.keys()].map((at) => at + 1).slice(0, 16);
      expect(kept).toEqual(
        [...numbers, count + 1].flatMap((number) => [`chunk-${number}/string-to-sign`, `chunk-${number}/signature`]),
      );
      expect(findValue(trace, `chunk-${count + 1}/signature`)?.bytes.octets).toBe(signatures.at(-1));
      expect(findValue(trace, 'trailer/signature')).toBeDefined();
    },
  );

  it('says of the last chunk that the signature before it is not kept', () => {
    const chunks = Array.from({ length: 20 }, () => 'a');
    const { trace, signatures } = chainOf({ asked: STREAMING, chunks }, 'recorded');
    const { octets = '', spans } = findValue(trace, 'chunk-21/string-to-sign')?.bytes ?? {};
    const start = octets.indexOf(signatures[19] ?? 'none');
    expect(spans?.find((span) => span.start === start)).toMatchObject({
      end: start + 64,
      origin: { kind: 'given', input: { id: 'chunk-signature/20' }, start: 0, end: 64 },
    });
  });

  it('says of the second chunk that the signature before it is that of the first', () => {
    const { trace } = chainOf({ asked: STREAMING, chunks: ['a', 'b'] }, 'recorded');
    const spans = findValue(trace, 'chunk-2/string-to-sign')?.bytes.spans;
    expect(spans).toContainEqual(
      expect.objectContaining({ origin: { kind: 'copy', value: 'chunk-1/signature', start: 0, end: 64 } }),
    );
    expect(findValue(trace, 'chunk-2/signature')?.bytes.spans).toMatchObject([
      {
        origin: {
          kind: 'derived',
          from: [{ source: { value: 'signing-key' } }, { source: { value: 'chunk-2/string-to-sign' } }],
        },
      },
    ]);
  });

  it('knows which bytes of the payload each chunk is made of', () => {
    const { trace } = chainOf({ asked: STREAMING, chunks: ['abc', 'de'] }, 'recorded');
    const spans = findValue(trace, 'chunk-2/string-to-sign')?.bytes.spans;
    expect(spans?.at(-1)).toMatchObject({
      origin: { kind: 'derived', from: [{ source: { kind: 'copy', value: 'payload', start: 3, end: 5 } }] },
    });
  });

  it('remembers no more of a chunk for each that was before it', () => {
    const chunks = Array.from({ length: 60 }, () => 'a');
    const { all } = chainOf({ asked: STREAMING, chunks }, 'recorded');
    const remembered = all.map(({ spans }) => (spans ?? []).flatMap(({ origin }) => ingredientsOf(origin)).length);
    expect(Math.max(...remembered)).toBeLessThan(20);
  });
});

describe('a request whose chunks are not signed', () => {
  it.each(['hashed', 'unsigned', 'unsigned-trailer'] as const)('has no chain: %s', (payload) => {
    const signing = beginSigning(inputOf({ ...STREAMING, rules: { payload } }));
    expect(signing).toMatchObject({ startChain: null, startRecordedChain: null });
  });

  it('has none where it cannot be signed either', () => {
    expect(beginSigning(inputOf({ ...STREAMING, head: 'PUT' }))).toMatchObject({ startChain: null });
  });
});

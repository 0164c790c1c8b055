/**
 * One gigabyte, hashed or signed in chunks: the contestant's name comes as the argument, the milliseconds of CPU time
 * go to standard output. Without a name, all names as JSON. The bytes are in memory, so that only computing is
 * measured.
 */
import { createHash, randomFillSync } from 'node:crypto';
import { plain } from '../../src/bytes/bytes.ts';
import { octetsFromText } from '../../src/bytes/octets.ts';
import type { ChecksumName } from '../../src/crypto/checksums.ts';
import { AWS4_ECDSA_P256_SHA256 } from '../../src/sigv4/algorithms/ecdsa-p256-sha256.ts';
import { AWS4_HMAC_SHA256 } from '../../src/sigv4/algorithms/hmac-sha256.ts';
import type { PayloadMode } from '../../src/sigv4/rules.ts';
import { S3_RULES } from '../../src/sigv4/rules.ts';
import { chunkedPayload } from '../../src/sigv4/schemes/chunked-payload.ts';
import { USUAL_SIGNING } from '../../src/sigv4/schemes/signing-input.ts';
import { beginSigning } from '../../src/sigv4/sign.ts';
import { cpuTime } from './measure.ts';

const MIB = 2 ** 20;
const PIECE = randomFillSync(Buffer.alloc(64 * MIB));
const PIECES = 16;

function* gibibyte(): Generator<Uint8Array> {
  for (let index = 0; index < PIECES; index++) yield PIECE;
}

async function oneHash(): Promise<void> {
  const hash = createHash('sha256');
  for (const piece of gibibyte()) hash.update(piece);
  hash.digest();
}

interface Order {
  readonly payload: PayloadMode;
  readonly chunkSize: number;
  readonly checksum: ChecksumName | null;
  readonly algorithm?: typeof AWS4_HMAC_SHA256;
}

/** What the program does with a body on its way to the socket, the socket left out. */
const chunks =
  ({ payload, chunkSize, checksum, algorithm = AWS4_HMAC_SHA256 }: Order) =>
  async (): Promise<void> => {
    const from = (text: string) => plain(octetsFromText(text));
    const { startChain } = beginSigning({
      ...USUAL_SIGNING,
      algorithm,
      request: from('PUT /key HTTP/1.1\r\nHost: examplebucket.s3.amazonaws.com\r\n\r\n'),
      payload: { length: PIECES * PIECE.length, sha256: null },
      credentials: {
        accessKeyId: from('AKIAIOSFODNN7EXAMPLE'),
        secretAccessKey: from('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'),
        sessionToken: null,
      },
      timestamp: from('20130524T000000Z'),
      region: from('us-east-1'),
      service: from('s3'),
      rules: { ...S3_RULES, payload },
    });
    const signatureLength = startChain ? algorithm.chunkSignatureLength : null;
    const use = startChain ? ({ kind: 'bare', chain: startChain() } as const) : ({ kind: 'unsigned' } as const);
    let length = 0;
    const body = chunkedPayload(gibibyte(), { chunkSize, signatureLength, checksum }, use);
    for await (const piece of body) length += piece.length;
    if (length <= PIECES * PIECE.length) throw new Error('The body is shorter than its payload.');
  };

const trailer = (checksum: ChecksumName): readonly [string, () => Promise<void>] => [
  `streaming-trailer, 64 KiB, ${checksum}`,
  chunks({ payload: 'streaming-trailer', chunkSize: 65_536, checksum }),
];

const CONTESTANTS: ReadonlyMap<string, () => Promise<void>> = new Map([
  ['one SHA-256 over all of it', oneHash],
  ['streaming, chunks of 8 KiB', chunks({ payload: 'streaming', chunkSize: 8192, checksum: null })],
  ['streaming, 64 KiB', chunks({ payload: 'streaming', chunkSize: 65_536, checksum: null })],
  ['streaming, 1 MiB', chunks({ payload: 'streaming', chunkSize: MIB, checksum: null })],
  [
    'streaming, 64 KiB, SigV4A',
    chunks({ payload: 'streaming', chunkSize: 65_536, checksum: null, algorithm: AWS4_ECDSA_P256_SHA256 }),
  ],
  ...(['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'] as const).map(trailer),
  ['unsigned-trailer, 64 KiB, crc32', chunks({ payload: 'unsigned-trailer', chunkSize: 65_536, checksum: 'crc32' })],
]);

const wanted = process.argv[2];
const contestant = wanted === undefined ? undefined : CONTESTANTS.get(wanted);
if (contestant) {
  const start = cpuTime();
  await contestant();
  process.stdout.write(String(cpuTime() - start));
} else {
  process.stdout.write(JSON.stringify([...CONTESTANTS.keys()]));
}

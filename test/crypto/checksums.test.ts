import { createHash } from 'node:crypto';
import { Crc32, Crc32c, Crc64Nvme } from '@aws-sdk/checksums/crc';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHECKSUM_NAMES, type ChecksumName, checksumLength, runningChecksum } from '../../src/crypto/checksums.ts';
import { startCrc32c } from '../../src/crypto/crc32.ts';
import { startCrc64Nvme } from '../../src/crypto/crc64nvme.ts';
import type { RunningCrc } from '../../src/crypto/folded-crc.ts';
import { runs } from '../support/sweep.ts';

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const base64FromHex = (hex: string) => Buffer.from(hex, 'hex').toString('base64');

function checksumOf(name: ChecksumName, ...pieces: readonly Uint8Array[]): string {
  const running = runningChecksum(name);
  for (const piece of pieces) running.update(piece);
  return running.base64();
}

/** The answers of others: AWS's own library for the CRCs, the Web Cryptography API for the hashes. */
const INDEPENDENT: Readonly<Record<ChecksumName, (whole: Uint8Array) => Promise<Uint8Array>>> = {
  crc32: (whole) => digestOf(new Crc32(), whole),
  crc32c: (whole) => digestOf(new Crc32c(), whole),
  crc64nvme: (whole) => digestOf(new Crc64Nvme(), whole),
  sha1: async (whole) => new Uint8Array(await crypto.subtle.digest('SHA-1', Uint8Array.from(whole))),
  sha256: async (whole) => new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(whole))),
  sha512: async (whole) => new Uint8Array(await crypto.subtle.digest('SHA-512', Uint8Array.from(whole))),
  // There is no MD5 in the Web Cryptography API.
  md5: async (whole) => new Uint8Array(createHash('md5').update(whole).digest()),
};

interface AwsChecksum {
  update(data: Uint8Array): void;
  digest(): Promise<Uint8Array>;
}

function digestOf(checksum: AwsChecksum, whole: Uint8Array): Promise<Uint8Array> {
  checksum.update(whole);
  return checksum.digest();
}

/** "123456789" is in the CRC catalogue (https://reveng.sourceforge.io/crc-catalogue/), "abc" in FIPS 180. */
const PUBLISHED: [ChecksumName, string, string][] = [
  ['crc32', '123456789', 'cbf43926'],
  ['crc32c', '123456789', 'e3069283'],
  ['crc64nvme', '123456789', 'ae8b14860a799888'],
  ['sha1', 'abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  ['sha256', 'abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['crc32', '', '00000000'],
  ['crc32c', '', '00000000'],
  ['crc64nvme', '', '0000000000000000'],
  ['sha1', '', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
  ['sha256', '', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
];

describe('runningChecksum', () => {
  it.each(PUBLISHED)('gives the published %s of %j', (name, message, hex) => {
    expect(checksumOf(name, bytesOf(message))).toBe(base64FromHex(hex));
  });

  it('gives the CRC-32C of the example of AWS for chunks with a trailing checksum', () => {
    // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
    expect(checksumOf('crc32c', bytesOf('a'.repeat(65536)), bytesOf('a'.repeat(1024)))).toBe('sOO8/Q==');
  });

  it.each(CHECKSUM_NAMES)('agrees with an independent %s for any bytes in any pieces', async (name) => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(pieces, async (parts) => {
        const expected = Buffer.from(await INDEPENDENT[name](Buffer.concat(parts)));
        expect(checksumOf(name, ...parts)).toBe(expected.toString('base64'));
        expect(checksumLength(name)).toBe(expected.toString('base64').length);
      }),
      { numRuns: runs(500) },
    );
  });

  it.each(['crc32', 'crc32c', 'crc64nvme'] as const)(
    'agrees with an independent %s for pieces around the lengths that are folded',
    async (name) => {
      const memory = Uint8Array.from({ length: 200_000 }, (_, index) => (index * index * 37 + (index >> 8)) & 0xff);
      for (const length of [16_383, 16_384, 16_399, 65_535, 65_536, 65_552, 65_536 + 16_384, 150_001]) {
        const parts = [
          memory.subarray(1, 8),
          memory.subarray(8, 8 + length),
          memory.subarray(8 + length, 40_000 + length),
        ];
        const expected = Buffer.from(await INDEPENDENT[name](Buffer.concat(parts)));
        expect([length, checksumOf(name, ...parts)]).toEqual([length, expected.toString('base64')]);
        // What is left of a piece that was folded is folded with the next one, unless somebody asks between the two.
        const asked = runningChecksum(name);
        for (const part of parts) {
          asked.update(part);
          asked.base64();
        }
        expect([length, asked.base64()]).toEqual([length, expected.toString('base64')]);
      }
    },
  );

  it.each(['crc32', 'crc32c', 'crc64nvme'] as const)(
    'agrees with an independent %s for pieces of random lengths, two at a time',
    async (name) => {
      const piece = fc.tuple(fc.nat({ max: 70_000 }), fc.nat({ max: 255 }));
      await fc.assert(
        fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 5 }), async (pieces) => {
          const parts = pieces.map(([length, first]) =>
            Uint8Array.from({ length }, (_, index) => (index * index * 37 + (index >> 8) + first) & 0xff),
          );
          const [one, other] = [runningChecksum(name), runningChecksum(name)];
          for (const part of parts) {
            one.update(part);
            other.update(part.subarray(1));
          }
          const ofAll = await INDEPENDENT[name](Buffer.concat(parts));
          const ofOther = await INDEPENDENT[name](Buffer.concat(parts.map((part) => part.subarray(1))));
          expect([one, other].map((running) => running.base64())).toEqual(
            [ofAll, ofOther].map((bytes) => Buffer.from(bytes).toString('base64')),
          );
        }),
        { numRuns: runs(20) },
      );
    },
  );

  it.each(CHECKSUM_NAMES)('takes a %s of part of a larger memory, at any offset', (name) => {
    const memory = Uint8Array.from({ length: 64 }, (_, index) => (index * 37) & 0xff);
    for (let start = 0; start < 16; start++) {
      const part = memory.subarray(start, start + 41);
      expect(checksumOf(name, part)).toBe(checksumOf(name, Uint8Array.from(part)));
    }
  });

  it.each(CHECKSUM_NAMES)('goes on with a %s after it was asked', (name) => {
    const running = runningChecksum(name);
    running.update(bytesOf('1234'));
    const first = running.base64();
    expect(running.base64()).toBe(first);
    running.update(bytesOf('56789'));
    expect(running.base64()).toBe(checksumOf(name, bytesOf('123456789')));
  });

  it('keeps two of the same name apart', () => {
    const [one, other] = [runningChecksum('crc64nvme'), runningChecksum('crc64nvme')];
    one.update(bytesOf('abc'));
    other.update(bytesOf('123456789'));
    expect(other.base64()).toBe(base64FromHex('ae8b14860a799888'));
  });
});

describe('checksumLength', () => {
  it('is known for each name', () => {
    expect(CHECKSUM_NAMES.map((name) => [name, checksumLength(name)])).toEqual([
      ['crc32', 8],
      ['crc32c', 8],
      ['crc64nvme', 12],
      ['sha1', 28],
      ['sha256', 44],
      ['sha512', 88],
      ['md5', 24],
    ]);
  });
});

function valueAfter<Value>(running: RunningCrc<Value>, bytes: Uint8Array): Value {
  running.update(bytes);
  return running.value();
}

const counting = (length: number) => Uint8Array.from({ length }, (_, index) => index & 0xff);

describe('crc32c', () => {
  it.each([
    ['32 bytes of zeroes', new Uint8Array(32), 0x8a9136aa],
    ['32 bytes of ones', new Uint8Array(32).fill(0xff), 0x62a8ab43],
    ['32 bytes that count up', counting(32), 0x46dd794e],
    ['32 bytes that count down', counting(32).reverse(), 0x113fdb5c],
  ])('gives for %s what RFC 3720, appendix B.4, prints', (_, bytes, crc) => {
    expect(valueAfter(startCrc32c(), bytes)).toBe(crc);
  });
});

describe('crc64Nvme', () => {
  it.each([
    ['0', new Uint8Array(4096), 0x6482d367, 0xeb22b64e],
    ['255', new Uint8Array(4096).fill(0xff), 0xc0ddba73, 0x02eca3ac],
    ['0 to 255 again and again', counting(4096), 0x3e729f5f, 0x6750449c],
    ['255 to 0 again and again', counting(4096).reverse(), 0x9a2df64b, 0x8e9e517e],
  ])(
    'gives for 4096 bytes of %s what the NVM Command Set Specification, section 5.2.1.3.5, prints',
    (_, bytes, high, low) => {
      expect(valueAfter(startCrc64Nvme(), bytes)).toEqual({ high, low });
    },
  );
});

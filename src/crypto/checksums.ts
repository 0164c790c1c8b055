/**
 * Computes the checksums that S3 supports for objects, piece by piece
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html).
 */
import { base64FromOctets } from '../bytes/base64.ts';
import { type Octets, octetsFromHex } from '../bytes/octets.ts';
import { startCrc32c } from './crc32.ts';
import { startCrc64Nvme } from './crc64nvme.ts';
import type { RunningCrc } from './folded-crc.ts';
import { primitives } from './runtime/node.ts';
import type { HashName } from './runtime/runtime.ts';

/** The name of a checksum, as in headers such as `x-amz-checksum-crc32`. */
export type ChecksumName = 'crc32' | 'crc32c' | 'crc64nvme' | 'sha1' | 'sha256' | 'sha512' | 'md5';

export interface RunningChecksum {
  update(piece: Uint8Array): void;
  /** Returns the checksum so far in base64, highest byte first, as in `x-amz-checksum-*`. More pieces can follow. */
  base64(): Octets;
}

interface Checksum {
  /** The length of the checksum in base64. */
  readonly length: number;
  readonly start: () => RunningChecksum;
}

const CHECKSUMS: Readonly<Record<ChecksumName, Checksum>> = {
  crc32: { length: 8, start: () => runningCrc(startCrc32(), inOneWord) },
  crc32c: { length: 8, start: () => runningCrc(startCrc32c(), inOneWord) },
  crc64nvme: { length: 12, start: () => runningCrc(startCrc64Nvme(), ({ high, low }) => [high, low]) },
  sha1: { length: 28, start: () => runningHash('sha1') },
  sha256: { length: 44, start: () => runningHash('sha256') },
  sha512: { length: 88, start: () => runningHash('sha512') },
  md5: { length: 24, start: () => runningHash('md5') },
};

export const CHECKSUM_NAMES = Object.keys(CHECKSUMS) as readonly ChecksumName[];

/** Starts a checksum. Initially, it covers no bytes; pieces can then be added. */
export function runningChecksum(name: ChecksumName): RunningChecksum {
  return CHECKSUMS[name].start();
}

/** Returns the length of a checksum in base64. */
export function checksumLength(name: ChecksumName): number {
  return CHECKSUMS[name].length;
}

const inOneWord = (crc: number) => [crc];

/** Starts a CRC-32 with what the runtime has. */
function startCrc32(): RunningCrc<number> {
  let crc = 0;
  return {
    update(piece) {
      crc = primitives.crc32(piece, crc);
    },
    value: () => crc,
  };
}

/** Writes a CRC as a checksum. `words` returns the CRC as 32-bit numbers, highest first. */
function runningCrc<Crc>({ update, value }: RunningCrc<Crc>, words: (crc: Crc) => readonly number[]): RunningChecksum {
  return {
    update,
    base64() {
      const digits = words(value()).map((word) => word.toString(16).padStart(8, '0'));
      return base64FromOctets(octetsFromHex(digits.join('')));
    },
  };
}

function runningHash(algorithm: HashName): RunningChecksum {
  const running = primitives.startHash(algorithm);
  return {
    update: running.update,
    base64: () => running.digest('base64'),
  };
}

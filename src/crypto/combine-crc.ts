/**
 * Combines the CRCs of parts into the CRC of the whole, without the bytes. A CRC is a remainder of polynomials over two
 * elements, so the bytes that follow a part multiply its remainder by a power of x
 * (https://github.com/madler/zlib/blob/develop/crc32.c, `crc32_combine`).
 */
import { base64, decodeBase64 } from '../bytes/base64.ts';
import { plain } from '../bytes/bytes.ts';
import { EMPTY, hexFromOctets, type Octets, octetsFromHex } from '../bytes/octets.ts';

/** The polynomials with the lowest power in the highest bit, and their degrees. */
const POLYNOMIALS = {
  crc32: { polynomial: 0xedb88320n, bits: 32n },
  crc32c: { polynomial: 0x82f63b78n, bits: 32n },
  crc64nvme: { polynomial: 0x9a6c9329ac4bc9b5n, bits: 64n },
} as const;

export type CrcName = keyof typeof POLYNOMIALS;

interface CrcOfPart {
  /** The CRC in base64, highest byte first. */
  readonly base64: Octets;
  /** The number of bytes that it covers. */
  readonly length: number;
}

/** Returns whether the checksums with this name can be combined. */
export const isCrc = (name: string): name is CrcName => Object.hasOwn(POLYNOMIALS, name);

/** Returns the CRC of the concatenated parts, in base64. */
export function combinedCrc(name: CrcName, parts: readonly CrcOfPart[]): Octets {
  const { bits } = POLYNOMIALS[name];
  const powers = new Map<number, bigint>();
  let whole = 0n;
  for (const { base64: crc, length } of parts) {
    const power = powers.get(length) ?? powerOfX(name, BigInt(length) * 8n);
    powers.set(length, power);
    whole = product(name, power, whole) ^ BigInt(`0x${hexFromOctets(decodeBase64(crc) ?? EMPTY) || '0'}`);
  }
  return base64(plain(octetsFromHex(whole.toString(16).padStart(Number(bits) / 4, '0')))).octets;
}

/** Returns x to this power, modulo the polynomial, by squaring. */
function powerOfX(name: CrcName, exponent: bigint): bigint {
  const { bits } = POLYNOMIALS[name];
  let power = 1n << (bits - 1n);
  let square = 1n << (bits - 2n);
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) power = product(name, square, power);
    square = product(name, square, square);
  }
  return power;
}

/** Multiplies two polynomials, modulo the polynomial of the CRC. */
function product(name: CrcName, left: bigint, right: bigint): bigint {
  const { polynomial, bits } = POLYNOMIALS[name];
  let result = 0n;
  let shifted = right;
  for (let bit = 1n << (bits - 1n); bit > 0n; bit >>= 1n) {
    if (left & bit) result ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ polynomial : shifted >> 1n;
  }
  return result;
}

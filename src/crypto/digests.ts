/** Computes SHA-256, HMAC-SHA256, HMAC-SHA1, and MD5. If the inputs have origins, so do the results. */
import { createHash, type Hash, hash, timingSafeEqual } from 'node:crypto';
import { type Bytes, derive, plain } from '../bytes/bytes.ts';
import { arrayFromOctets, type Octets } from '../bytes/octets.ts';
import type { Transform } from '../bytes/origin.ts';
import { hexadecimal } from '../bytes/text-operations.ts';

export const SHA256: Transform = { id: 'sha256', done: 'hashed with SHA-256', secrecy: 'hides' };
const HMAC_SHA256: Transform = {
  id: 'hmac-sha256',
  done: 'by HMAC-SHA256',
  secrecy: 'hides',
  roles: ['key', 'message'],
};

/** Computes the SHA-256 of bytes (FIPS 180-4). The result is 32 bytes long. */
export function sha256(bytes: Bytes): Bytes {
  return derive(digest('sha256', bytes.octets), SHA256, [bytes]);
}

/** Computes the SHA-256 of bytes (FIPS 180-4), written as 64 lowercase hexadecimal digits. */
export function sha256InHex(bytes: Bytes): Bytes {
  // Without provenance, the digits need no second step.
  return bytes.spans === null ? plain(sha256Hex(bytes.octets)) : hexadecimal(sha256(bytes));
}

/** Computes the HMAC-SHA256 of a message (RFC 2104). The result is 32 bytes long. */
export function hmacSha256(key: Bytes, message: Bytes): Bytes {
  return hmacSha256Key(key)(message);
}

/** Returns a function that computes the HMAC-SHA256 of messages with the same key. */
export function hmacSha256Key(key: Bytes): (message: Bytes) => Bytes {
  const mac = macOf(key.octets);
  return (message) => derive(mac(message.octets, 'binary'), HMAC_SHA256, [key, message]);
}

/**
 * Returns a function like that of `hmacSha256Key`, but without provenance. The function writes the HMAC as 64
 * hexadecimal digits.
 */
export function hmacSha256KeyInHex(key: Octets): (message: Octets) => Octets {
  const mac = macOf(key);
  return (message) => mac(message, 'hex');
}

/** The block length of SHA-1 and of SHA-256, and the length of a hash, in bytes. */
const BLOCK = 64;
const HASH_LENGTHS = { sha256: 32, sha1: 20 } as const;
/**
 * The maximum length in bytes of a message that is copied into a reused buffer. A string to sign is about 140 bytes
 * long.
 */
const SHORT = 256;

/**
 * Returns the HMAC of RFC 2104, hash(outer pad, hash(inner pad, message)). For messages as short as a string to sign,
 * two calls of `hash` take less than half as long as `createHmac` (npm run bench -- signing).
 */
function macOf(
  key: Octets,
  algorithm: keyof typeof HASH_LENGTHS = 'sha256',
): (message: Octets, form: 'binary' | 'hex') => Octets {
  const inner = Buffer.allocUnsafe(BLOCK + SHORT).fill(0, 0, BLOCK);
  const outer = Buffer.allocUnsafe(BLOCK + HASH_LENGTHS[algorithm]);
  inner.write(key.length > BLOCK ? digest(algorithm, key) : key, 'latin1');
  for (let at = 0; at < BLOCK; at++) {
    const octet = inner[at] ?? 0;
    inner[at] = octet ^ 0x36;
    outer[at] = octet ^ 0x5c;
  }
  return (message, form) => {
    const { length } = message;
    if (length <= SHORT) inner.write(message, BLOCK, 'latin1');
    const padded = inner.subarray(0, BLOCK + Math.min(length, SHORT));
    const whole = length <= SHORT ? padded : Buffer.concat([inner.subarray(0, BLOCK), arrayFromOctets(message)]);
    outer.write(hash(algorithm, whole, 'binary'), BLOCK, 'latin1');
    return hash(algorithm, outer, form) as Octets;
  };
}

/**
 * Computes the HMAC-SHA1 of a message (RFC 2104). The result is 20 bytes long. SigV4 does not use HMAC-SHA1, but some
 * incorrect signers do.
 */
export function hmacSha1(key: Octets, message: Octets): Octets {
  return macOf(key, 'sha1')(message, 'binary');
}

/** Computes the MD5 of octets, as 32 hexadecimal digits. S3 uses MD5 for the ETag of an object, not for security. */
export function md5Hex(octets: Octets): string {
  return hash('md5', arrayFromOctets(octets), 'hex');
}

/** Computes the SHA-256 of octets, as 64 hexadecimal digits. The result has no provenance. */
export function sha256Hex(octets: Octets): Octets {
  return octets === '' ? SHA256_OF_NOTHING : hashInHex(octets);
}

function hashInHex(octets: Octets): Octets {
  return hash('sha256', arrayFromOctets(octets), 'hex') as Octets;
}

/** Computed once, because most requests have no body. */
const SHA256_OF_NOTHING = hashInHex('' as Octets);

/** Computes the SHA-256 of concatenated pieces, as 64 hexadecimal digits. */
export function sha256HexOfPieces(pieces: readonly Uint8Array[]): Octets {
  const [only, ...others] = pieces;
  if (only && others.length === 0) return hash('sha256', only, 'hex') as Octets;
  const running = createHash('sha256');
  for (const piece of pieces) running.update(piece);
  return running.digest('hex') as Octets;
}

/** A hash of data that arrives piece by piece because it may not fit in memory. */
export interface RunningHash {
  /** Takes the next piece, which must not change afterwards. */
  update(piece: Uint8Array): void;
  /** Returns the hash of all pieces so far in hexadecimal digits. More pieces can follow. */
  hex(): Octets;
}

/** Starts a SHA-256 of no bytes (FIPS 180-4). */
export function runningSha256(): RunningHash {
  return runningHash('sha256');
}

/** Starts an MD5 of no bytes. S3 uses MD5 for the ETag of an object, not for security. */
export function runningMd5(): RunningHash {
  return runningHash('md5');
}

/**
 * Returns a running hash. Most data arrives in one piece, which is hashed at once in half the time of a running hash.
 */
function runningHash(algorithm: 'sha256' | 'md5'): RunningHash {
  let only: Uint8Array = NO_BYTES;
  let running: Hash | null = null;
  return {
    update(piece) {
      if (running) running.update(piece);
      else if (only.length === 0) only = piece;
      else {
        running = createHash(algorithm).update(only).update(piece);
        only = NO_BYTES;
      }
    },
    hex() {
      if (running) return running.copy().digest('hex') as Octets;
      return only.length === 0 && algorithm === 'sha256' ? SHA256_OF_NOTHING : (hash(algorithm, only, 'hex') as Octets);
    },
  };
}

const NO_BYTES = new Uint8Array(0);

/**
 * Returns whether two byte strings are equal. The duration of the comparison reveals nothing about where the strings
 * differ.
 */
export function equalInConstantTime(left: Octets, right: Octets): boolean {
  return left.length === right.length && timingSafeEqual(arrayFromOctets(left), arrayFromOctets(right));
}

function digest(algorithm: string, octets: Octets): Octets {
  return hash(algorithm, arrayFromOctets(octets), 'binary') as Octets;
}

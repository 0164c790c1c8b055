/** Computes SHA-256, HMAC-SHA256, HMAC-SHA1, and MD5. Where bytes have origins, the results have them too. */
import { createHash, createHmac, createSecretKey, type Hash, hash, timingSafeEqual } from 'node:crypto';
import { type Bytes, derive } from '../bytes/bytes.ts';
import { arrayFromOctets, type Octets } from '../bytes/octets.ts';
import type { Transform } from '../bytes/origin.ts';

export const SHA256: Transform = { id: 'sha256', done: 'hashed with SHA-256', secrecy: 'hides' };
const HMAC_SHA256: Transform = {
  id: 'hmac-sha256',
  done: 'by HMAC-SHA256',
  secrecy: 'hides',
  roles: ['key', 'message'],
};

/** Computes the SHA-256 of bytes (FIPS 180-4). The result has 32 bytes. */
export function sha256(bytes: Bytes): Bytes {
  return derive(digest('sha256', bytes.octets), SHA256, [bytes]);
}

/** Computes the HMAC-SHA256 of a message (RFC 2104). The result has 32 bytes. */
export function hmacSha256(key: Bytes, message: Bytes): Bytes {
  return hmacSha256Key(key)(message);
}

/** Returns a function that computes the HMAC-SHA256 of messages with the same key. */
export function hmacSha256Key(key: Bytes): (message: Bytes) => Bytes {
  // Node.js takes several times as long if it gets the key as bytes instead of a key object (npm run bench -- signing).
  const keyObject = createSecretKey(arrayFromOctets(key.octets));
  return (message) => {
    const mac = createHmac('sha256', keyObject).update(message.octets, 'latin1');
    return derive(mac.digest('binary') as Octets, HMAC_SHA256, [key, message]);
  };
}

/**
 * Computes the HMAC-SHA1 of a message (RFC 2104). The result has 20 bytes. SigV4 does not use it, but some incorrect
 * signers do.
 */
export function hmacSha1(key: Octets, message: Octets): Octets {
  return createHmac('sha1', arrayFromOctets(key)).update(message, 'latin1').digest('binary') as Octets;
}

/** Computes the MD5 of octets, 32 hexadecimal digits. S3 uses MD5 for the ETag of an object, not for security. */
export function md5Hex(octets: Octets): string {
  return hash('md5', arrayFromOctets(octets), 'hex');
}

/** Computes the SHA-256 of octets, 64 hexadecimal digits. The result has no provenance. */
export function sha256Hex(octets: Octets): Octets {
  return octets === '' ? SHA256_OF_NOTHING : hashInHex(octets);
}

function hashInHex(octets: Octets): Octets {
  return hash('sha256', arrayFromOctets(octets), 'hex') as Octets;
}

/** Computed once, because most requests have no body. */
const SHA256_OF_NOTHING = hashInHex('' as Octets);

/** Computes the SHA-256 of concatenated pieces, 64 hexadecimal digits. */
export function sha256HexOfPieces(pieces: readonly Uint8Array[]): Octets {
  const [only, ...others] = pieces;
  if (only && others.length === 0) return hash('sha256', only, 'hex') as Octets;
  const running = createHash('sha256');
  for (const piece of pieces) running.update(piece);
  return running.digest('hex') as Octets;
}

/** A hash of data that arrives piece by piece, because it may not fit in memory. */
export interface RunningHash {
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

function runningHash(algorithm: 'sha256' | 'md5'): RunningHash {
  const running: Hash = createHash(algorithm);
  return {
    update: (piece) => void running.update(piece),
    hex: () => running.copy().digest('hex') as Octets,
  };
}

/** Compares two texts. The time this takes reveals nothing about where they differ. */
export function equalInConstantTime(left: Octets, right: Octets): boolean {
  return left.length === right.length && timingSafeEqual(arrayFromOctets(left), arrayFromOctets(right));
}

function digest(algorithm: string, octets: Octets): Octets {
  return createHash(algorithm).update(octets, 'latin1').digest('binary') as Octets;
}

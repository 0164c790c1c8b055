/** Computes SHA-256, HMAC-SHA256, HMAC-SHA1, and MD5. If the inputs have origins, so do the results. */
import { type Bytes, derive, plain } from '../bytes/bytes.ts';
import { EMPTY, type Octets, passingArray } from '../bytes/octets.ts';
import type { Transform } from '../bytes/origin.ts';
import { hexadecimal } from '../bytes/text-operations.ts';
import { primitives } from './runtime/node.ts';
import type { PiecewiseHash } from './runtime/runtime.ts';

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
function hmacSha256Key(key: Bytes): (message: Bytes) => Bytes {
  const mac = primitives.hmac('sha256', key.octets);
  return (message) => derive(mac(message.octets, 'octets'), HMAC_SHA256, [key, message]);
}

/** Returns a function that computes the HMAC-SHA256 of messages with the same key, as 64 hexadecimal digits. */
export function hmacSha256KeyInDigits(key: Bytes): (message: Bytes) => Bytes {
  const mac = hmacSha256Key(key);
  const inHex = hmacSha256KeyInHex(key.octets);
  // Without provenance, the digits need no second step.
  return (message) =>
    key.spans === null || message.spans === null ? plain(inHex(message.octets)) : hexadecimal(mac(message));
}

/**
 * Returns a function like that of `hmacSha256Key`, but without provenance. The function writes the HMAC as 64
 * hexadecimal digits.
 */
export function hmacSha256KeyInHex(key: Octets): (message: Octets) => Octets {
  const mac = primitives.hmac('sha256', key);
  return (message) => mac(message, 'hex');
}

/**
 * Computes the HMAC-SHA1 of a message (RFC 2104). The result is 20 bytes long. SigV4 does not use HMAC-SHA1, but some
 * incorrect signers do.
 */
export function hmacSha1(key: Octets, message: Octets): Octets {
  return primitives.hmac('sha1', key)(message, 'octets');
}

/** Computes the MD5 of octets, as 32 hexadecimal digits. S3 uses MD5 for the ETag of an object, not for security. */
export function md5Hex(octets: Octets): string {
  return primitives.hash('md5', passingArray(octets), 'hex');
}

/** Computes the SHA-256 of octets, as 64 hexadecimal digits. The result has no provenance. */
export function sha256Hex(octets: Octets): Octets {
  return octets === '' ? HASH_OF_NOTHING : hashInHex(octets);
}

function hashInHex(octets: Octets): Octets {
  return primitives.hash('sha256', passingArray(octets), 'hex');
}

/** The SHA-256 of an empty body, as 64 hexadecimal digits. It is computed once, because most requests have no body. */
export const HASH_OF_NOTHING = hashInHex(EMPTY);

/** Computes the SHA-256 of concatenated pieces, as 64 hexadecimal digits. */
export function sha256HexOfPieces(pieces: readonly Uint8Array[]): Octets {
  const [only, ...others] = pieces;
  if (only && others.length === 0) return primitives.hash('sha256', only, 'hex');
  const running = primitives.startHash('sha256');
  for (const piece of pieces) running.update(piece);
  return running.digest('hex');
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
  let running: PiecewiseHash | null = null;
  return {
    update(piece) {
      if (running) running.update(piece);
      else if (only.length === 0) only = piece;
      else {
        running = primitives.startHash(algorithm);
        running.update(only);
        running.update(piece);
        only = NO_BYTES;
      }
    },
    hex() {
      if (running) return running.digest('hex');
      return only.length === 0 && algorithm === 'sha256' ? HASH_OF_NOTHING : primitives.hash(algorithm, only, 'hex');
    },
  };
}

const NO_BYTES = new Uint8Array(0);

/**
 * Returns whether two byte strings are equal. The duration of the comparison reveals nothing about where the strings
 * differ.
 */
export function equalInConstantTime(left: Octets, right: Octets): boolean {
  return left.length === right.length && primitives.areEqual(passingArray(left), passingArray(right));
}

function digest(algorithm: 'sha256', octets: Octets): Octets {
  return primitives.hash(algorithm, passingArray(octets), 'octets');
}

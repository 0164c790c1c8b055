/** SHA-256, its HMAC and that of SHA-1, and MD5, on bytes that know where they come from. */
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

/** The SHA-256 of the bytes: 32 bytes (FIPS 180-4). */
export function sha256(bytes: Bytes): Bytes {
  return derive(digest('sha256', bytes.octets), SHA256, [bytes]);
}

/** HMAC-SHA256 of a message under a key: 32 bytes (RFC 2104). */
export function hmacSha256(key: Bytes, message: Bytes): Bytes {
  return hmacSha256Key(key)(message);
}

/** The same for many messages under one key. */
export function hmacSha256Key(key: Bytes): (message: Bytes) => Bytes {
  // A key object: Node.js takes several times as long with the bytes themselves (npm run bench -- signing).
  const keyObject = createSecretKey(arrayFromOctets(key.octets));
  return (message) => {
    const mac = createHmac('sha256', keyObject).update(message.octets, 'latin1');
    return derive(mac.digest('binary') as Octets, HMAC_SHA256, [key, message]);
  };
}

/** HMAC-SHA1 (RFC 2104): 20 bytes. SigV4 has no use for it; it is what comes out where somebody signs with it. */
export function hmacSha1(key: Octets, message: Octets): Octets {
  return createHmac('sha1', arrayFromOctets(key)).update(message, 'latin1').digest('binary') as Octets;
}

/** The MD5 of the octets, 32 hexadecimal digits: S3 uses it for the ETag of an object, and for nothing secret. */
export function md5Hex(octets: Octets): string {
  return hash('md5', arrayFromOctets(octets), 'hex');
}

/** The SHA-256 of the octets, 64 hexadecimal digits, without provenance. */
export function sha256Hex(octets: Octets): Octets {
  return octets === '' ? SHA256_OF_NOTHING : hashInHex(octets);
}

function hashInHex(octets: Octets): Octets {
  return hash('sha256', arrayFromOctets(octets), 'hex') as Octets;
}

/** Most requests have no body. */
const SHA256_OF_NOTHING = hashInHex('' as Octets);

/** The same of bytes that are in pieces. */
export function sha256HexOfPieces(pieces: readonly Uint8Array[]): Octets {
  const [only, ...others] = pieces;
  if (only && others.length === 0) return hash('sha256', only, 'hex') as Octets;
  const running = createHash('sha256');
  for (const piece of pieces) running.update(piece);
  return running.digest('hex') as Octets;
}

/** A SHA-256 fed piece by piece, for what is too large to hold. */
export interface RunningSha256 {
  update(piece: Uint8Array): void;
  /** 64 hexadecimal digits of all pieces so far; more may follow. */
  hex(): Octets;
}

export function runningSha256(): RunningSha256 {
  const running: Hash = createHash('sha256');
  return {
    update: (piece) => void running.update(piece),
    hex: () => running.copy().digest('hex') as Octets,
  };
}

/** Whether both are the same, in a time that tells nothing about where they differ. */
export function equalInConstantTime(left: Octets, right: Octets): boolean {
  return left.length === right.length && timingSafeEqual(arrayFromOctets(left), arrayFromOctets(right));
}

function digest(algorithm: string, octets: Octets): Octets {
  return createHash(algorithm).update(octets, 'latin1').digest('binary') as Octets;
}

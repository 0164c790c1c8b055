/** Computes with the modules of Node.js. */
import {
  createECDH,
  createHash,
  createPrivateKey,
  createPublicKey,
  hash,
  type KeyObject,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';
import { crc32, gunzipSync, gzipSync } from 'node:zlib';
import { arrayFromOctets, type Octets } from '../../bytes/octets.ts';
import { reusedMemory } from '../../bytes/runtime/node.ts';
import { blockFolder } from './fold-blocks.ts';
import type { Compression, P256, Primitives, Written } from './runtime.ts';

const ENCODINGS: Readonly<Record<Written, 'binary' | 'hex' | 'base64'>> = {
  octets: 'binary',
  hex: 'hex',
  base64: 'base64',
};

/** The block length of SHA-1 and of SHA-256, and the length of a hash, in bytes. */
const BLOCK = 64;
const HASH_LENGTHS = { sha256: 32, sha1: 20 } as const;
/**
 * The maximum length in bytes of a message that is copied into a reused buffer. A string to sign is about 140 bytes
 * long, and that of a chunk about 280.
 */
const SHORT = 512;

/**
 * Returns the HMAC of RFC 2104, hash(outer pad, hash(inner pad, message)). For messages as short as a string to sign,
 * two calls of `hash` take less than half as long as `createHmac` (npm run bench -- signing).
 */
function macOf(algorithm: keyof typeof HASH_LENGTHS, key: Octets): ReturnType<Primitives['hmac']> {
  const outer = OUTER.first(BLOCK + HASH_LENGTHS[algorithm]);
  return (message, written) => {
    pad(algorithm, key);
    const { length } = message;
    if (length <= SHORT) INNER.memory.write(message, BLOCK, 'latin1');
    const whole =
      length <= SHORT ? INNER.first(BLOCK + length) : Buffer.concat([INNER.first(BLOCK), arrayFromOctets(message)]);
    outer.write(hash(algorithm, whole, 'binary'), BLOCK, 'latin1');
    return hash(algorithm, outer, ENCODINGS[written]) as Octets;
  };
}

/** The pads of the last key, each followed by what is hashed after it. A search makes a new key for each HMAC. */
const INNER = reusedMemory(BLOCK + SHORT);
const OUTER = reusedMemory(BLOCK + HASH_LENGTHS.sha256);
let paddedKey: Octets | null = null;

function pad(algorithm: keyof typeof HASH_LENGTHS, key: Octets): void {
  // A longer key is hashed first, and the result depends on the hash.
  if (key === paddedKey && key.length <= BLOCK) return;
  const short = key.length > BLOCK ? hash(algorithm, arrayFromOctets(key), 'binary') : key;
  INNER.memory.fill(0x36, 0, BLOCK);
  OUTER.memory.fill(0x5c, 0, BLOCK);
  for (let at = 0; at < short.length; at++) {
    const octet = short.charCodeAt(at);
    INNER.memory[at] = octet ^ 0x36;
    OUTER.memory[at] = octet ^ 0x5c;
  }
  paddedKey = key;
}

/** The length in bytes of a private key, and of each of the two numbers in a public key. */
const LENGTH = 32;

const p256: P256 = {
  publicKeyOf: (privateKey) => {
    const pair = createECDH('prime256v1');
    pair.setPrivateKey(privateKey);
    // The first byte, 04, means that both numbers follow it (SEC 1, section 2.3.3).
    return pair.getPublicKey().subarray(1);
  },
  signer: (privateKey) => {
    const jwk = { ...publicJwk(p256.publicKeyOf(privateKey)), d: base64Url(privateKey) };
    const key = createPrivateKey({ key: jwk, format: 'jwk' });
    return (message) => sign('sha256', message, { key, dsaEncoding: 'der' });
  },
  verifier: (publicKey) => {
    const key = readKey(() => createPublicKey({ key: publicJwk(publicKey), format: 'jwk' }));
    return key && ((message, signature) => verify('sha256', message, { key, dsaEncoding: 'der' }, signature));
  },
};

function readKey(read: () => KeyObject): KeyObject | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/**
 * Writes a public key as a JSON Web Key (RFC 7518, section 6.2.1), which is the format in which Node.js accepts the
 * bare numbers.
 */
function publicJwk(point: Uint8Array) {
  const x = base64Url(point.subarray(0, LENGTH));
  return { kty: 'EC', crv: 'P-256', x, y: base64Url(point.subarray(LENGTH)) };
}

const base64Url = (array: Uint8Array): string => Buffer.from(array).toString('base64url');

export const compression: Compression = {
  gzip: (bytes) => gzipSync(bytes),
  gunzip: (bytes, longest) => gunzipSync(bytes, { maxOutputLength: longest }),
};

export const primitives: Primitives = {
  hash: (name, bytes, written) => hash(name, bytes, ENCODINGS[written]) as Octets,
  startHash: (name) => {
    const running = createHash(name);
    return {
      update: (piece) => void running.update(piece),
      digest: (written) => running.copy().digest(ENCODINGS[written]) as Octets,
    };
  },
  hmac: macOf,
  areEqual: timingSafeEqual,
  // Called through a function, so that the module is loaded only if it is used.
  crc32: (piece, before) => crc32(piece, before),
  p256,
  blockFolder,
};

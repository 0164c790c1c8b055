/** Computes with libraries that need nothing but JavaScript. */
import { ecdsa, weierstrass } from '@noble/curves/abstract/weierstrass.js';
import { hmac } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { gunzipSync, gzipSync } from 'fflate';
import type { Octets } from '../../bytes/octets.ts';
import { conversions } from '../../bytes/runtime/browser.ts';
import { crc32 } from '../crc32.ts';
import type { Compression, P256, Primitives, Written } from './runtime.ts';

const HASHES = { md5, sha1, sha256, sha512 } as const;

const WRITERS: Readonly<Record<Written, (octets: string) => string>> = {
  octets: (octets) => octets,
  hex: conversions.toHex,
  base64: conversions.toBase64,
};

const writtenAs = (array: Uint8Array, written: Written): Octets =>
  WRITERS[written](conversions.fromArray(array)) as Octets;

/** As Node.js does: any of the two signatures of a random number, written in DER, of the SHA-256 of the message. */
const ECDSA = { format: 'der', lowS: false, prehash: true } as const;

/** The first byte of a public key of which both numbers follow (SEC 1, section 2.3.3). */
const UNCOMPRESSED = 4;

/** The curve P-256 (NIST SP 800-186, section 3.2.1.3). */
const P256_CURVE = {
  p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
  n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  h: 1n,
  a: 0xffffffff00000001000000000000000000000000fffffffffffffffffffffffcn,
  b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  Gx: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  Gy: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
};

/** Makes the curve when it is first used, because it takes milliseconds, and most pages sign with HMAC. */
const curve = () => {
  made ??= ecdsa(weierstrass(P256_CURVE), sha256);
  return made;
};
let made: ReturnType<typeof ecdsa> | null = null;

const p256: P256 = {
  publicKeyOf: (privateKey) => curve().getPublicKey(privateKey, false).subarray(1),
  signer: (privateKey) => (message) => curve().sign(message, privateKey, { ...ECDSA, extraEntropy: true }),
  verifier: (publicKey) => {
    const point = Uint8Array.of(UNCOMPRESSED, ...publicKey);
    if (!curve().utils.isValidPublicKey(point)) return null;
    return (message, signature) => {
      try {
        return curve().verify(signature, message, point, ECDSA);
      } catch {
        // It throws for a signature that is not DER.
        return false;
      }
    };
  },
};

/** The length of what follows the data: its CRC-32 and its length (RFC 1952, section 2.3.1). */
const TRAILER = 8;

function gunzip(bytes: Uint8Array, longest: number): Uint8Array {
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - TRAILER, TRAILER);
  if (trailer.getUint32(4, true) > longest) throw new Error('It is longer.');
  const found = gunzipSync(bytes);
  if (crc32(found) !== trailer.getUint32(0, true)) throw new Error('It is damaged.');
  return found;
}

export const compression: Compression = { gzip: (bytes) => gzipSync(bytes, { mtime: 0 }), gunzip };

export const primitives: Primitives = {
  hash: (name, bytes, written) => writtenAs(HASHES[name](bytes), written),
  startHash: (name) => {
    const running = HASHES[name].create();
    return {
      update: (piece) => void running.update(piece),
      digest: (written) => writtenAs(running.clone().digest(), written),
    };
  },
  hmac: (name, key) => {
    const keyed = hmac.create(HASHES[name], conversions.toArray(key));
    return (message, written) => writtenAs(keyed.clone().update(conversions.toArray(message)).digest(), written);
  },
  areEqual: (left, right) => left.reduce((differing, byte, at) => differing | (byte ^ (right[at] ?? 0)), 0) === 0,
  crc32: (piece, before) => crc32(piece, before),
  p256,
  blockFolder: null,
};

/** Signs and verifies with RSASSA-PKCS1-v1_5 and SHA-256 (RFC 8017, section 8.2). */
import type { KeyObject } from 'node:crypto';
import { type Bytes, derive } from '../bytes/bytes.ts';
import { arrayFromOctets, type Octets, octetsFromArray, octetsFromText } from '../bytes/octets.ts';
import type { Transform } from '../bytes/origin.ts';
import { primitives } from './runtime/node.ts';
import type { RsaKey } from './runtime/runtime.ts';

const RSA_SHA256: Transform = {
  id: 'rsa-sha256',
  done: 'signed with RSA (PKCS #1 v1.5) over its SHA-256',
  secrecy: 'hides',
  roles: ['key', 'message'],
};

export type { RsaKey };

/** In bytes. OpenSSL reads keys of at most 16,384 bits, which take 13 KB. */
const LONGEST_PEM = 2 ** 20;

/**
 * Reads a key in PEM: a private key (PKCS #8 or PKCS #1), a public key, or a certificate. Returns `null` for any other
 * text, for a text longer than 1 MiB, and for a key that is not one of RSA.
 */
export function readRsaKey(pem: Octets): RsaKey | null {
  return pem.length > LONGEST_PEM ? null : primitives.rsa.read(pem);
}

/** Writes the public key in PEM (RFC 7468, section 13). */
export function publicPemOf({ publicKey }: RsaKey): Octets {
  return octetsFromText(primitives.rsa.publicPemOf(publicKey));
}

/** Signs the SHA-256 of a message. `key` is the private key with its origin. The result is as long as the modulus. */
export function signRsa(privateKey: KeyObject, key: Bytes, message: Bytes): Bytes {
  return derive(octetsFromArray(primitives.rsa.sign(privateKey, arrayFromOctets(message.octets))), RSA_SHA256, [
    key,
    message,
  ]);
}

/** Returns whether a signature is that of the SHA-256 of a message. */
export function verifyRsa({ publicKey }: Pick<RsaKey, 'publicKey'>, message: Octets, signature: Octets): boolean {
  return primitives.rsa.verify(publicKey, arrayFromOctets(message), arrayFromOctets(signature));
}

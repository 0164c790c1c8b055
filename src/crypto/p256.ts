/**
 * Computes ECDSA on the curve P-256 with SHA-256 (FIPS 186-5, section 6). The curve is defined in NIST SP 800-186,
 * section 3.2.1.3. SEC 2, section 2.4.2, calls it secp256r1, and OpenSSL calls it prime256v1.
 */
import { type Bytes, derive } from '../bytes/bytes.ts';
import { arrayFromOctets, type Octets, octetsFromArray, octetsFromHex } from '../bytes/octets.ts';
import type { Transform } from '../bytes/origin.ts';
import { primitives } from './runtime/node.ts';

const ECDSA_P256: Transform = {
  id: 'ecdsa-p256',
  done: 'signed with ECDSA on P-256 over its SHA-256',
  secrecy: 'hides',
  roles: ['key', 'message'],
};

/**
 * The order of the curve's base point, which is 32 bytes long. A private key is a number from 1 to one less than the
 * order.
 */
export const P256_ORDER = octetsFromHex('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');

/** The length of a public key in bytes. */
const PUBLIC_LENGTH = 64;

/** Returns the public key (X, then Y, 32 bytes each) of a valid 32-byte private key. */
export function publicKeyOf(privateKey: Octets): Octets {
  return octetsFromArray(primitives.p256.publicKeyOf(arrayFromOctets(privateKey)));
}

/**
 * Returns a function that signs the SHA-256 of a message with a valid 32-byte private key. The signature is in DER (RFC
 * 3279, section 2.2.3), up to 72 bytes. No two signatures are the same, because each contains a random number.
 */
export function signP256(privateKey: Bytes): (message: Bytes) => Bytes {
  const sign = primitives.p256.signer(arrayFromOctets(privateKey.octets));
  return (message) => derive(octetsFromArray(sign(arrayFromOctets(message.octets))), ECDSA_P256, [privateKey, message]);
}

/**
 * Returns a function that verifies the DER signature of a message with a public key (X, then Y, 32 bytes each). The
 * returned function returns `false` for a key that is not a point on the curve, and for a signature with trailing
 * bytes.
 */
export function verifyP256(publicKey: Octets): (message: Octets, signature: Octets) => boolean {
  const verify = publicKey.length === PUBLIC_LENGTH ? primitives.p256.verifier(arrayFromOctets(publicKey)) : null;
  return (message, signature) => verify?.(arrayFromOctets(message), arrayFromOctets(signature)) ?? false;
}

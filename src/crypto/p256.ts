/**
 * Computes ECDSA on the curve P-256 with SHA-256 (FIPS 186-5, section 6). The curve is defined in NIST SP 800-186,
 * section 3.2.1.3. SEC 2, section 2.4.2, calls it secp256r1, and OpenSSL calls it prime256v1.
 */
import { createECDH, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { type Bytes, derive } from '../bytes/bytes.ts';
import { arrayFromOctets, type Octets, octetsFromArray, octetsFromHex } from '../bytes/octets.ts';
import type { Transform } from '../bytes/origin.ts';

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

/** The length in bytes of a private key, and of each of the two numbers in a public key. */
const LENGTH = 32;

/** Returns the public key (X, then Y, 32 bytes each) of a valid 32-byte private key. */
export function publicKeyOf(privateKey: Octets): Octets {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(arrayFromOctets(privateKey));
  // The first byte, 04, means that both numbers follow it (SEC 1, section 2.3.3).
  return octetsFromArray(pair.getPublicKey().subarray(1));
}

/**
 * Returns a function that signs the SHA-256 of a message with a valid 32-byte private key. The signature is in DER (RFC
 * 3279, section 2.2.3), up to 72 bytes. No two signatures are the same, because each contains a random number.
 */
export function signP256(privateKey: Bytes): (message: Bytes) => Bytes {
  const d = arrayFromOctets(privateKey.octets);
  const key = createPrivateKey({
    key: { ...publicJwk(publicKeyOf(privateKey.octets)), d: base64Url(d) },
    format: 'jwk',
  });
  return (message) => {
    const signature = sign('sha256', arrayFromOctets(message.octets), { key, dsaEncoding: 'der' });
    return derive(octetsFromArray(signature), ECDSA_P256, [privateKey, message]);
  };
}

/**
 * Returns a function that verifies the DER signature of a message with a public key (X, then Y, 32 bytes each). The
 * returned function returns `false` for a key that is not a point on the curve, and for a signature with trailing
 * bytes.
 */
export function verifyP256(publicKey: Octets): (message: Octets, signature: Octets) => boolean {
  const key = readPublicKey(publicKey);
  return (message, signature) =>
    key !== null && verify('sha256', arrayFromOctets(message), { key, dsaEncoding: 'der' }, arrayFromOctets(signature));
}

function readPublicKey(publicKey: Octets): KeyObject | null {
  if (publicKey.length !== 2 * LENGTH) return null;
  try {
    return createPublicKey({ key: publicJwk(publicKey), format: 'jwk' });
  } catch {
    return null;
  }
}

/**
 * Writes a public key as a JSON Web Key (RFC 7518, section 6.2.1), which is the format in which Node.js accepts the
 * bare numbers.
 */
function publicJwk(publicKey: Octets) {
  const point = arrayFromOctets(publicKey);
  const x = base64Url(point.subarray(0, LENGTH));
  return { kty: 'EC', crv: 'P-256', x, y: base64Url(point.subarray(LENGTH)) };
}

function base64Url(array: Uint8Array): string {
  return Buffer.from(array).toString('base64url');
}

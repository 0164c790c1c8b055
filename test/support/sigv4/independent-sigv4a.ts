/**
 * The key pair of Signature Version 4A and its signatures a second time, written from the documents of aws-c-auth with
 * node:crypto, numbers as numbers, and nothing of the program. One character of a string is one byte.
 */
import { createECDH, createHmac, createPublicKey, verify } from 'node:crypto';

/** The order of P-256 (NIST SP 800-186, section 3.2.1.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

export interface KeyPair {
  /** 64 hexadecimal digits. */
  readonly privateKey: string;
  /** X, then Y: 128 hexadecimal digits. */
  readonly publicKey: string;
}

/** What is hashed under the secret to give candidate number `counter`, from 1. */
export function keyInputOf(keyId: string, counter: number): string {
  return ['\0\0\0\x01', 'AWS4-ECDSA-P256-SHA256', '\0', keyId, String.fromCharCode(counter), '\0\0\x01\0'].join('');
}

/** The first candidate that is not too large, and one more. */
export function keyPairOf(keyId: string, secret: string): KeyPair {
  for (let counter = 1; counter < 255; counter++) {
    const mac = createHmac('sha256', Buffer.from(`AWS4A${secret}`, 'latin1'));
    const candidate = BigInt(`0x${mac.update(keyInputOf(keyId, counter), 'latin1').digest('hex')}`);
    if (candidate <= ORDER - 2n) return pairOf(candidate + 1n);
  }
  throw new Error('no candidate is a private key');
}

function pairOf(number: bigint): KeyPair {
  const privateKey = number.toString(16).padStart(64, '0');
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(privateKey, 'hex');
  return { privateKey, publicKey: pair.getPublicKey('hex').slice(2) };
}

/** A SubjectPublicKeyInfo of P-256 up to the point (RFC 5480, section 2). */
const BEFORE_POINT = '3059301306072a8648ce3d020106082a8648ce3d03010703420004';

/** Whether a signature (DER, in hexadecimal digits) is that of a message. */
export function isSignatureOf(message: string, signature: string, publicKey: string): boolean {
  const key = createPublicKey({ key: Buffer.from(BEFORE_POINT + publicKey, 'hex'), format: 'der', type: 'spki' });
  return verify('sha256', Buffer.from(message, 'latin1'), key, Buffer.from(signature, 'hex'));
}

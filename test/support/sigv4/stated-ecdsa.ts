/**
 * ECDSA on P-256 whose nonce is not random but a hash of key and message, so that a signature is the same each time. It
 * is good for transcripts only: RFC 6979 says how a nonce is derived where a signature has to be safe.
 */
import crypto, { createECDH, createHash, type KeyObject } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

/** The order of P-256 (NIST SP 800-186, section 3.2.1.3). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** Replaces `sign` of node:crypto, also for modules that import it by its name. Returns a function that puts it back. */
export function stateSignatures(): () => void {
  const { sign } = crypto;
  const replaceBy = (signing: unknown) => {
    Object.assign(crypto, { sign: signing });
    syncBuiltinESMExports();
  };
  replaceBy(statedSign);
  return () => replaceBy(sign);
}

/** Takes the place of `sign` of node:crypto for SHA-256 and a private key of P-256; gives the signature in DER. */
function statedSign(_digest: string, message: Uint8Array, { key }: { readonly key: KeyObject }): Buffer {
  const d = numberOf(Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url'));
  const z = numberOf(createHash('sha256').update(message).digest());
  const k = (numberOf(createHash('sha256').update(`${d}/${z}`).digest()) % (ORDER - 1n)) + 1n;
  const r = xOf(k) % ORDER;
  const s = (inverse(k) * (z + r * d)) % ORDER;
  const content = Buffer.concat([derInteger(r), derInteger(s)]);
  return Buffer.concat([Buffer.from([0x30, content.length]), content]);
}

function xOf(k: bigint): bigint {
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(k.toString(16).padStart(64, '0'), 'hex');
  return numberOf(pair.getPublicKey().subarray(1, 33));
}

const numberOf = (bytes: Buffer) => BigInt(`0x${bytes.toString('hex')}`);

/** Fermat: the order is a prime. */
function inverse(number: bigint): bigint {
  let result = 1n;
  for (let base = number, exponent = ORDER - 2n; exponent > 0n; exponent >>= 1n, base = (base * base) % ORDER) {
    if (exponent & 1n) result = (result * base) % ORDER;
  }
  return result;
}

/** An INTEGER that is not negative (X.690, section 8.3). */
function derInteger(number: bigint): Buffer {
  const digits = number.toString(16);
  const bytes = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  const content = (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
  return Buffer.concat([Buffer.from([0x02, content.length]), content]);
}

/** Base64 (RFC 4648, section 4): three bytes as four characters, the last ones padded with `=`. */
import { type Bytes, plain, rewrite } from './bytes.ts';
import { EMPTY, type Octets } from './octets.ts';
import type { Transform } from './origin.ts';

const BASE64: Transform = { id: 'base64', done: 'written in base64', secrecy: 'keeps' };

/** Four characters for each three bytes and for what is left over: each four know the bytes they stand for. */
export function base64(bytes: Bytes): Bytes {
  // Where nobody asks which, the groups are written in one go.
  const groups = bytes.spans ? /[\s\S]{1,3}/g : /[\s\S]+/g;
  return rewrite(bytes, BASE64, groups, (match) => Buffer.from(match, 'latin1').toString('base64'));
}

const DECODED: Transform = { id: 'base64-decoded', done: 'decoded from base64', secrecy: 'keeps' };

/** What `decodeBase64` gives, each three bytes with the four characters that they stood in. */
export function base64Decoded(bytes: Bytes): Bytes | null {
  const octets = decodeBase64(bytes.octets);
  if (octets === null || bytes.spans === null) return octets && plain(octets);
  return rewrite(bytes, DECODED, /[\s\S]{1,4}/g, (match) => decodeBase64(match as Octets) ?? EMPTY);
}

/**
 * The bytes that were written in base64. `null` for anything but the one spelling that they have: for another
 * alphabet, white space, padding that is missing or too much, and last bits that stand for nothing and are not 0.
 */
export function decodeBase64(octets: Octets): Octets | null {
  // Node.js reads whatever it can; only the one spelling comes back the same.
  const decoded = Buffer.from(octets, 'base64');
  return decoded.toString('base64') === octets ? (decoded.toString('latin1') as Octets) : null;
}

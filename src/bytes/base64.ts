/** Converts base64 (RFC 4648, section 4). Three bytes become four characters, and the last group is padded with `=`. */
import { type Bytes, plain, rewrite } from './bytes.ts';
import { EMPTY, type Octets } from './octets.ts';
import type { Transform } from './origin.ts';

const BASE64: Transform = { id: 'base64', done: 'written in base64', secrecy: 'keeps' };

/** Encodes bytes in base64. With provenance, each group of four characters records the bytes that it encodes. */
export function base64(bytes: Bytes): Bytes {
  // Without provenance, all groups are encoded in one call.
  const groups = bytes.spans ? /[\s\S]{1,3}/g : /[\s\S]+/g;
  return rewrite(bytes, BASE64, groups, (match) => Buffer.from(match, 'latin1').toString('base64'));
}

const DECODED: Transform = { id: 'base64-decoded', done: 'decoded from base64', secrecy: 'keeps' };

/**
 * Works like `decodeBase64`. Returns `null` if the encoding is not canonical. With provenance, each group of three
 * bytes records the four characters from which it came.
 */
export function base64Decoded(bytes: Bytes): Bytes | null {
  const octets = decodeBase64(bytes.octets);
  if (octets === null || bytes.spans === null) return octets && plain(octets);
  return rewrite(bytes, DECODED, /[\s\S]{1,4}/g, (match) => decodeBase64(match as Octets) ?? EMPTY);
}

/**
 * Decodes base64. Returns `null` for anything except the canonical encoding, such as a different alphabet, white space,
 * missing or excess padding, or unused last bits that are not 0.
 */
export function decodeBase64(octets: Octets): Octets | null {
  // Node.js accepts other encodings too, but only the canonical encoding survives the round trip.
  const decoded = Buffer.from(octets, 'base64');
  return decoded.toString('base64') === octets ? (decoded.toString('latin1') as Octets) : null;
}

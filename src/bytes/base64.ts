/** Converts base64 (RFC 4648, section 4). Three bytes become four characters, and the last group is padded with `=`. */
import { type Bytes, plain, rewrite } from './bytes.ts';
import { EMPTY, type Octets } from './octets.ts';
import type { Transform } from './origin.ts';
import { conversions } from './runtime/node.ts';

const BASE64: Transform = { id: 'base64', done: 'written in base64', secrecy: 'keeps' };

/** Encodes octets in base64, without provenance. */
export const base64FromOctets = (octets: string): Octets => conversions.toBase64(octets) as Octets;

/** Encodes bytes in base64. With provenance, each group of four characters records the bytes that it encodes. */
export function base64(bytes: Bytes): Bytes {
  // Without provenance, all groups are encoded in one call.
  const groups = bytes.spans ? /[\s\S]{1,3}/g : /[\s\S]+/g;
  return rewrite(bytes, BASE64, groups, base64FromOctets);
}

/** Decodes base64 as it is found in texts: in either alphabet (RFC 4648, sections 4 and 5), with or without padding. */
export const octetsFromBase64 = (text: string): Octets => conversions.fromBase64(text) as Octets;

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
  // Other encodings are accepted too, but only the canonical encoding survives the round trip.
  const decoded = octetsFromBase64(octets);
  return base64FromOctets(decoded) === octets ? decoded : null;
}

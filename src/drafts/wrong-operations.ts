/**
 * Contains operations that mistakes use but SigV4 does not. The operations preserve the recorded origin of the bytes.
 */
import { base64FromOctets } from '../bytes/base64.ts';
import { type Bytes, derive, join, plain, rewrite, slice } from '../bytes/bytes.ts';
import { hexFromOctets, type Octets, octetsFromHex, octetsFromText } from '../bytes/octets.ts';
import type { Transform } from '../bytes/origin.ts';
import { hmacSha1, hmacSha256, sha256Hex } from '../crypto/digests.ts';

const BASE64: Transform = { id: 'base64', done: 'written in base64', secrecy: 'keeps' };
const BASE64_URL: Transform = { id: 'base64url', done: 'written in base64 with - and _', secrecy: 'keeps' };
const CAPITALS: Transform = { id: 'capitals', done: 'written in capitals', secrecy: 'keeps' };
const UTF_16: Transform = { id: 'utf-16', done: 'written in UTF-16', secrecy: 'keeps' };
const UTF_8_AGAIN: Transform = { id: 'utf-8-twice', done: 'taken for Latin-1 and written in UTF-8', secrecy: 'keeps' };
const HMAC_SHA1: Transform = { id: 'hmac-sha1', done: 'by HMAC-SHA1', secrecy: 'hides', roles: ['key', 'message'] };

const WHOLE = /[\s\S]+/g;

export const inBase64 = (bytes: Bytes): Bytes => derive(base64FromOctets(bytes.octets), BASE64, [bytes]);
/** Encodes in base64url without padding. */
export const inBase64Url = (bytes: Bytes): Bytes => {
  const unpadded = base64FromOctets(bytes.octets).replace(/=+$/, '');
  return derive(unpadded.replaceAll('+', '-').replaceAll('/', '_') as Octets, BASE64_URL, [bytes]);
};

/** Converts the letters a to z to uppercase. */
export const inCapitals = (bytes: Bytes): Bytes =>
  rewrite(bytes, CAPITALS, WHOLE, (text) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase()));

/** Treats each byte as a character, and encodes it in little-endian UTF-16. */
export const inUtf16 = (bytes: Bytes): Bytes => rewrite(bytes, UTF_16, /[\s\S]/g, (octet) => `${octet}\0`);

/** Treats each byte as a Latin-1 character, and encodes it in UTF-8. */
export const inUtf8Again = (bytes: Bytes): Bytes => rewrite(bytes, UTF_8_AGAIN, WHOLE, octetsFromText);

/** Returns the 20 bytes of an HMAC-SHA1 (RFC 2104). */
export const macOfSha1 = (key: Bytes, message: Bytes): Bytes =>
  derive(hmacSha1(key.octets, message.octets), HMAC_SHA1, [key, message]);

/** Describes a change that has no standard name. */
export const byMistake = (variant: string): Transform => ({
  id: `mistake/${variant}`,
  done: 'changed by the mistake',
  secrecy: 'keeps',
});

/** Changes each match of `pattern`, which must be global, and keeps everything else. */
export function mapMatches(bytes: Bytes, pattern: RegExp, change: (match: Bytes) => Bytes): Bytes {
  const pieces: Bytes[] = [];
  let kept = 0;
  for (const { 0: match, index } of bytes.octets.matchAll(pattern)) {
    const end = index + match.length;
    pieces.push(slice(bytes, kept, index), change(slice(bytes, index, end)));
    kept = end;
  }
  return kept === 0 ? bytes : join([...pieces, slice(bytes, kept)]);
}

/**
 * Returns new bytes, each of which is derived from all of the given bytes. Returns the given bytes themselves if
 * nothing changes.
 */
export function madeOf(bytes: Bytes, transform: Transform, octets: string): Bytes {
  return octets === bytes.octets ? bytes : derive(octets as Octets, transform, [bytes]);
}

/** Inserts `more` before byte `at`. */
export const withInserted = (bytes: Bytes, at: number, more: Bytes): Bytes =>
  join([slice(bytes, 0, at), more, slice(bytes, at)]);

/** Removes the bytes from `start` up to, but not including, `end`. */
export const withCut = (bytes: Bytes, start: number, end: number): Bytes =>
  join([slice(bytes, 0, start), slice(bytes, end)]);

/** Returns the 32 bytes of an HMAC-SHA256. */
export const mac = (key: string, message: string): Octets =>
  hmacSha256(plain(key as Octets), plain(message as Octets)).octets;

/** Returns the 32 bytes of a SHA-256 hash. */
export const sha256Of = (octets: string): Octets => octetsFromHex(sha256Hex(octets as Octets));

export const hexOf = (octets: string): Octets => hexFromOctets(octets as Octets) as Octets;

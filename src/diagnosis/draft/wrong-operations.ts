/** Operations that SigV4 does not do and mistakes do, on bytes that know where they come from. */
import { type Bytes, derive, join, rewrite, slice } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Transform } from '../../bytes/origin.ts';
import { hmacSha1 } from '../../crypto/digests.ts';

const BASE64: Transform = { id: 'base64', done: 'written in base64', secrecy: 'keeps' };
const BASE64_URL: Transform = { id: 'base64url', done: 'written in base64 with - and _', secrecy: 'keeps' };
const CAPITALS: Transform = { id: 'capitals', done: 'written in capitals', secrecy: 'keeps' };
const UTF_16: Transform = { id: 'utf-16', done: 'written in UTF-16', secrecy: 'keeps' };
const UTF_8_AGAIN: Transform = { id: 'utf-8-twice', done: 'taken for Latin-1 and written in UTF-8', secrecy: 'keeps' };
const HMAC_SHA1: Transform = { id: 'hmac-sha1', done: 'by HMAC-SHA1', secrecy: 'hides', roles: ['key', 'message'] };

const encoded = (bytes: Bytes, encoding: 'base64' | 'base64url', transform: Transform): Bytes =>
  derive(Buffer.from(bytes.octets, 'latin1').toString(encoding) as Octets, transform, [bytes]);

export const inBase64 = (bytes: Bytes): Bytes => encoded(bytes, 'base64', BASE64);
/** Without padding. */
export const inBase64Url = (bytes: Bytes): Bytes => encoded(bytes, 'base64url', BASE64_URL);

/** The letters a to z as capitals. */
export const inCapitals = (bytes: Bytes): Bytes =>
  rewrite(bytes, CAPITALS, /[a-z]+/g, (letters) => letters.toUpperCase());

/** Each byte taken for a character, in UTF-16 with the low byte first. */
export const inUtf16 = (bytes: Bytes): Bytes => rewrite(bytes, UTF_16, /[\s\S]/g, (octet) => `${octet}\0`);

/** Each byte taken for a character of Latin-1, in UTF-8. */
export const inUtf8Again = (bytes: Bytes): Bytes =>
  rewrite(bytes, UTF_8_AGAIN, /[\x80-\xff]/g, (octet) => Buffer.from(octet, 'utf8').toString('latin1'));

/** HMAC-SHA1: 20 bytes (RFC 2104). */
export const macOfSha1 = (key: Bytes, message: Bytes): Bytes =>
  derive(hmacSha1(key.octets, message.octets), HMAC_SHA1, [key, message]);

/** With `more` before byte `at`. */
export const withInserted = (bytes: Bytes, at: number, more: Bytes): Bytes =>
  join([slice(bytes, 0, at), more, slice(bytes, at)]);

/** Without the bytes `start` to `end` (not included). */
export const withCut = (bytes: Bytes, start: number, end: number): Bytes =>
  join([slice(bytes, 0, start), slice(bytes, end)]);

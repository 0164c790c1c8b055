/** Defines the text operations of SigV4. Each operation records its effect, byte by byte. */
import { type Bytes, derive, join, plain, rewrite, slice } from './bytes.ts';
import { hexFromOctets, isAscii, type Octets, octetAt } from './octets.ts';
import type { Transform } from './origin.ts';

const LOWER_CASE: Transform = { id: 'lower-case', done: 'converted to lowercase', secrecy: 'keeps' };
const COLLAPSE_SPACES: Transform = {
  id: 'collapse-spaces',
  done: 'runs of spaces collapsed to one',
  secrecy: 'keeps',
};
const UNFOLD: Transform = { id: 'unfold', done: 'folded lines joined into one', secrecy: 'keeps' };
const WHITE_SPACE_AS_SPACE: Transform = {
  id: 'white-space',
  done: 'white space replaced with spaces',
  secrecy: 'keeps',
};
const PERCENT_ENCODE: Transform = { id: 'percent-encode', done: 'percent-encoded', secrecy: 'keeps' };
const PERCENT_ENCODE_ILLEGAL: Transform = {
  ...PERCENT_ENCODE,
  see: 'https://www.rfc-editor.org/rfc/rfc3986#section-2.1',
};
const PERCENT_DECODE: Transform = { id: 'percent-decode', done: 'percent-decoded', secrecy: 'keeps' };
const PLUS_AS_SPACE: Transform = { id: 'plus-as-space', done: 'each + read as a space', secrecy: 'keeps' };
export const HEXADECIMAL: Transform = { id: 'hex', done: 'written as lowercase hexadecimal digits', secrecy: 'keeps' };

// These are compiled once, because a literal inside a function would be a new object on each call.
const CAPITALS = /[A-Z]+/g;
const SPACES = / {2,}/g;
const FOLD = /(?<![ \t])[ \t]*\r?\n[ \t]+/g;
const OTHER_WHITE_SPACE = /[\t-\r]/g;
const RESERVED = /[^A-Za-z0-9\-._~]/g;
const RESERVED_IN_PATH = /[^A-Za-z0-9\-._~/]/g;
const ESCAPES = /%[0-9A-Fa-f]{2}/g;

/** Converts A to Z to lowercase, and no other bytes. */
export function lowerCase(bytes: Bytes): Bytes {
  // Without provenance, ASCII is converted at once.
  if (bytes.spans === null && isAscii(bytes.octets)) return plain(bytes.octets.toLowerCase() as Octets);
  return rewrite(bytes, LOWER_CASE, CAPITALS, (match) => match.toLowerCase());
}

/** Removes the octets in `set` from both ends. By default this is only the space, because SigV4 trims nothing else. */
export function trim(bytes: Bytes, set = ' '): Bytes {
  return trimmedSlice(bytes, 0, bytes.octets.length, set);
}

/** Returns bytes `from` to `to` (exclusive) without the octets in `set` at both ends: spaces, controls, and `"`. */
export function trimmedSlice(bytes: Bytes, from: number, to: number, set: string): Bytes {
  let start = from;
  let end = to;
  while (start < end && isIn(set, bytes.octets, start)) start++;
  while (end > start && isIn(set, bytes.octets, end - 1)) end--;
  return start === 0 && end === bytes.octets.length ? bytes : slice(bytes, start, end);
}

/** Most octets come after all that are ever trimmed, and to compare a number is faster than to search a text. */
const isIn = (set: string, octets: Octets, at: number): boolean =>
  octetAt(octets, at) <= QUOTATION_MARK && set.includes(octets.charAt(at));

const QUOTATION_MARK = 0x22;

/** Collapses each run of spaces to one space. */
export function collapseSpaces(bytes: Bytes): Bytes {
  return bytes.octets.includes('  ') ? rewrite(bytes, COLLAPSE_SPACES, SPACES, () => ' ') : bytes;
}

/** Collapses runs of spaces outside quotation marks. A quotation mark that is never closed does not quote anything. */
export function collapseUnquotedSpaces(bytes: Bytes): Bytes {
  const pieces: Bytes[] = [];
  let end = 0;
  for (const { 0: quotation, index } of bytes.octets.matchAll(/"[^"]*"/g)) {
    pieces.push(collapseSpaces(slice(bytes, end, index)));
    end = index + quotation.length;
    pieces.push(slice(bytes, index, end));
  }
  return join([...pieces, collapseSpaces(slice(bytes, end))]);
}

/** Replaces each line fold in a header value (RFC 9112, section 5.2) with `joint`. */
export function unfold(bytes: Bytes, joint: ' ' | ',' = ' '): Bytes {
  // The lookbehind prevents a match from starting inside white space, because that would make long runs take quadratic
  // time.
  return bytes.octets.includes('\n') ? rewrite(bytes, UNFOLD, FOLD, () => joint) : bytes;
}

/** Replaces each tab, line ending, vertical tab, and form feed with a space. */
export function whiteSpaceAsSpace(bytes: Bytes): Bytes {
  return rewrite(bytes, WHITE_SPACE_AS_SPACE, OTHER_WHITE_SPACE, () => ' ');
}

/** Percent-encodes each octet except A-Z a-z 0-9 - . _ ~ with uppercase hexadecimal digits, like SigV4's UriEncode. */
export function percentEncode(bytes: Bytes): Bytes {
  return rewrite(bytes, PERCENT_ENCODE, RESERVED, percentEncodeOctet);
}

/** Percent-encodes a path. Unlike `percentEncode`, this function keeps `/`. */
export function percentEncodePath(bytes: Bytes): Bytes {
  return rewrite(bytes, PERCENT_ENCODE, RESERVED_IN_PATH, percentEncodeOctet);
}

/**
 * Percent-encodes only bytes that cannot appear in a request target: white space, control and non-ASCII bytes,
 * "<>[]\\^`{|}#, and a % that is not followed by two hexadecimal digits (RFC 3986, appendix A). Everything else stays
 * as written.
 */
export function percentEncodeIllegal(bytes: Bytes): Bytes {
  return rewrite(
    bytes,
    PERCENT_ENCODE_ILLEGAL,
    /%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~:/?@!$&'()*+,;=%]/g,
    percentEncodeOctet,
  );
}

function percentEncodeOctet(octet: string): string {
  return PERCENT_ENCODED[octetAt(octet as Octets, 0)] ?? octet;
}

/**
 * The encoding of each octet. The encodings are computed once, because computing them each time would be the slowest
 * part of signing.
 */
const PERCENT_ENCODED = Array.from(
  { length: 256 },
  (_, octet) => `%${octet.toString(16).toUpperCase().padStart(2, '0')}`,
);

/** Decodes each % that is followed by two hexadecimal digits. Any other % stays unchanged. */
export function percentDecode(bytes: Bytes): Bytes {
  if (!bytes.octets.includes('%')) return bytes;
  return rewrite(bytes, PERCENT_DECODE, ESCAPES, (match) => String.fromCharCode(Number.parseInt(match.slice(1), 16)));
}

/** Replaces each + with a space, as in an HTML form. */
export function plusAsSpace(bytes: Bytes): Bytes {
  return bytes.octets.includes('+') ? rewrite(bytes, PLUS_AS_SPACE, /\+/g, () => ' ') : bytes;
}

/** Writes each octet as two lowercase hexadecimal digits. */
export function hexadecimal(bytes: Bytes): Bytes {
  return bytes.octets === '' ? bytes : derive(hexFromOctets(bytes.octets) as Octets, HEXADECIMAL, [bytes]);
}

/** Splits at each `separator` into at least one part and at most `limit` parts. */
export function split(bytes: Bytes, separator: string, limit = Number.POSITIVE_INFINITY): Bytes[] {
  const parts: Bytes[] = [];
  let start = 0;
  let end = bytes.octets.indexOf(separator);
  while (end >= 0 && parts.length < limit - 1) {
    parts.push(slice(bytes, start, end));
    start = end + separator.length;
    end = bytes.octets.indexOf(separator, start);
  }
  parts.push(slice(bytes, start));
  return parts;
}

/** Compares two byte strings in byte order, for `sort`. */
export function compareOctets(left: Bytes, right: Bytes): number {
  return left.octets < right.octets ? -1 : left.octets > right.octets ? 1 : 0;
}

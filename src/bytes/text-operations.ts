/** The operations that the stages are written in: what SigV4 does to text, byte by byte. */
import { type Bytes, join, rewrite, slice } from './bytes.ts';
import { type Octets, octetAt } from './octets.ts';
import type { Transform } from './origin.ts';

const LOWER_CASE: Transform = { id: 'lower-case', done: 'lower-cased', secrecy: 'keeps' };
const COLLAPSE_SPACES: Transform = {
  id: 'collapse-spaces',
  done: 'runs of spaces made one space',
  secrecy: 'keeps',
};
const UNFOLD: Transform = { id: 'unfold', done: 'folded lines joined to one', secrecy: 'keeps' };
const WHITE_SPACE_AS_SPACE: Transform = { id: 'white-space', done: 'white space made spaces', secrecy: 'keeps' };
const PERCENT_ENCODE: Transform = { id: 'percent-encode', done: 'percent-encoded', secrecy: 'keeps' };
const PERCENT_DECODE: Transform = { id: 'percent-decode', done: 'percent-decoded', secrecy: 'keeps' };
const PLUS_AS_SPACE: Transform = { id: 'plus-as-space', done: 'each + read as a space', secrecy: 'keeps' };
export const HEXADECIMAL: Transform = { id: 'hex', done: 'written as lower-case hexadecimal digits', secrecy: 'keeps' };

/** A to Z in lower case; no other byte changes. */
export function lowerCase(bytes: Bytes): Bytes {
  return rewrite(bytes, LOWER_CASE, /[A-Z]+/g, (match) => match.toLowerCase());
}

/** Without the octets of `set` at both ends. By default the space, the only one that SigV4 trims. */
export function trim(bytes: Bytes, set = ' '): Bytes {
  let start = 0;
  let end = bytes.octets.length;
  while (start < end && set.includes(bytes.octets.charAt(start))) start++;
  while (end > start && set.includes(bytes.octets.charAt(end - 1))) end--;
  return start === 0 && end === bytes.octets.length ? bytes : slice(bytes, start, end);
}

/** Each run of spaces as one space. */
export function collapseSpaces(bytes: Bytes): Bytes {
  return rewrite(bytes, COLLAPSE_SPACES, / {2,}/g, () => ' ');
}

/** The same, but for what stands between two quotation marks; one that nothing closes quotes nothing. */
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

/** Each line fold in a header value (RFC 9112, section 5.2) as one space, or as what is given. */
export function unfold(bytes: Bytes, joint: ' ' | ',' = ' '): Bytes {
  // Never tried again from inside white space: a long run of it would cost the square of its length.
  return rewrite(bytes, UNFOLD, /(?<![ \t])[ \t]*\r?\n[ \t]+/g, () => joint);
}

/** Each tab, line end, vertical tab and form feed as a space. */
export function whiteSpaceAsSpace(bytes: Bytes): Bytes {
  return rewrite(bytes, WHITE_SPACE_AS_SPACE, /[\t-\r]/g, () => ' ');
}

/** Each octet but A-Z a-z 0-9 - . _ ~ as % and two upper-case hexadecimal digits. */
export function percentEncode(bytes: Bytes): Bytes {
  return rewrite(bytes, PERCENT_ENCODE, /[^A-Za-z0-9\-._~]/g, percentEncodeOctet);
}

/** The same, `/` kept: a path. */
export function percentEncodePath(bytes: Bytes): Bytes {
  return rewrite(bytes, PERCENT_ENCODE, /[^A-Za-z0-9\-._~/]/g, percentEncodeOctet);
}

/**
 * What cannot stand in a request target as it is: white space, control and non-ASCII bytes, "<>[]\\^`{|}#, and a %
 * without two digits behind it (RFC 3986, appendix A). Everything else is as its author spelled it.
 */
export function percentEncodeIllegal(bytes: Bytes): Bytes {
  return rewrite(bytes, PERCENT_ENCODE, /%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~:/?@!$&'()*+,;=%]/g, percentEncodeOctet);
}

function percentEncodeOctet(octet: string): string {
  return `%${octetAt(octet as Octets, 0)
    .toString(16)
    .toUpperCase()
    .padStart(2, '0')}`;
}

/** Each % with two hexadecimal digits as the octet it stands for; a % without them stays. */
export function percentDecode(bytes: Bytes): Bytes {
  return rewrite(bytes, PERCENT_DECODE, /%[0-9A-Fa-f]{2}/g, (match) =>
    String.fromCharCode(Number.parseInt(match.slice(1), 16)),
  );
}

/** Each + as the space that it stands for in an HTML form. */
export function plusAsSpace(bytes: Bytes): Bytes {
  return rewrite(bytes, PLUS_AS_SPACE, /\+/g, () => ' ');
}

/** Two lower-case hexadecimal digits for each octet. */
export function hexadecimal(bytes: Bytes): Bytes {
  return rewrite(bytes, HEXADECIMAL, /[\s\S]+/g, (match) => Buffer.from(match, 'latin1').toString('hex'));
}

/** The parts between the occurrences of `separator`, the first `limit` - 1 of them if told; at least one part. */
export function split(bytes: Bytes, separator: string, limit = Number.POSITIVE_INFINITY): Bytes[] {
  const parts: Bytes[] = [];
  let start = 0;
  let end = bytes.octets.indexOf(separator);
  while (end >= 0 && parts.length < limit - 1) {
    parts.push(slice(bytes, start, end));
    start = end + separator.length;
    end = bytes.octets.indexOf(separator, start);
  }
  return [...parts, slice(bytes, start)];
}

/** Byte order, for `sort`. */
export function compareOctets(left: Bytes, right: Bytes): number {
  return left.octets < right.octets ? -1 : left.octets > right.octets ? 1 : 0;
}

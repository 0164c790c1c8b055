/** Percent-encodes paths and parameters in the ways that signers do, and splits paths into segments. */
import { type Bytes, join, plain, rewrite, slice } from '../../bytes/bytes.ts';
import { type Octets, octetsFromText, textFromOctets } from '../../bytes/octets.ts';
import type { Transform } from '../../bytes/origin.ts';
import { lowerCase, percentDecode, percentEncode, percentEncodePath, split } from '../../bytes/text-operations.ts';
import { madeOf, mapMatches } from '../wrong-operations.ts';

const ESCAPE = /%[0-9A-Fa-f]{2}/g;

export const decoded = (octets: Octets): Octets => percentDecode(plain(octets)).octets;
export const encoded = (octets: Octets): Octets => percentEncode(plain(octets)).octets;
export const encodedPath = (octets: Octets): Octets => percentEncodePath(plain(octets)).octets;

const octetOf = (written: string): string => String.fromCharCode(Number.parseInt(written.slice(1), 16));
const escapeOf = (octet: string): string => `%${octet.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/** Decodes each escape whose octet `passes` accepts. */
export const withRaw = (bytes: Bytes, passes: (octet: string) => boolean): Bytes =>
  mapMatches(bytes, ESCAPE, (written) => (passes(octetOf(written.octets)) ? percentDecode(written) : written));

/** Decodes each escape of one of these characters. */
export const withRawOf =
  (characters: string) =>
  (bytes: Bytes): Bytes =>
    withRaw(bytes, (octet) => characters.includes(octet));

const ESCAPED: Transform = { id: 'escape', done: 'percent-encoded', secrecy: 'keeps' };

/** Encodes each unescaped occurrence of this character. */
export const withEscaped =
  (character: '/' | '~') =>
  (bytes: Bytes): Bytes =>
    rewrite(bytes, ESCAPED, character === '/' ? /\//g : /~/g, escapeOf);

/** Encodes the bytes again by replacing each % with %25. */
export const encodedAgain = (bytes: Bytes): Bytes => mapMatches(bytes, /%/g, percentEncode);

/** Decodes twice-encoded bytes one time, so %2520 becomes %20. */
export const decodedOnce = (bytes: Bytes): Bytes => mapMatches(bytes, /%25(?=[0-9A-Fa-f]{2})/g, percentDecode);

/** Converts the hexadecimal digits of escapes to lowercase. */
export const lowerCaseEscapes = (bytes: Bytes): Bytes => mapMatches(bytes, ESCAPE, lowerCase);

const REPLACED: Transform = { id: 'replace', done: 'replaced by another spelling', secrecy: 'keeps' };

/**
 * Returns the characters, each once, of which `encoded` has more escapes than `written`: those that were written
 * unencoded.
 */
export function leftUnencoded(encoded: Octets, written: Octets): readonly string[] {
  const count = (octets: Octets, one: string) => octets.split(one).length;
  const escapes = [...new Set(encoded.match(ESCAPE) ?? [])];
  return escapes.filter((one) => count(encoded, one) > count(written, one)).map(octetOf);
}

/** Replaces one spelling of a space or a plus sign with another. */
export const replacing =
  (from: '%20' | '%2B' | '+', to: '%20' | '%2B' | '+') =>
  (bytes: Bytes): Bytes =>
    rewrite(bytes, REPLACED, new RegExp(from.replace('+', '\\+'), 'g'), () => to);

const MEANING: Transform = {
  id: 'rewrite-text',
  done: 'decoded, rewritten as text, and encoded again',
  secrecy: 'keeps',
};

/**
 * Decodes the path, changes its text, and encodes it again. Returns the same path if the path is not UTF-8 or if the
 * text does not change.
 */
export function withMeaning(path: Bytes, change: (text: string) => string): Bytes {
  const text = textFromOctets(decoded(path.octets));
  const changed = text === null ? null : change(text);
  if (changed === null || changed === text) return path;
  return madeOf(path, MEANING, encodedPath(octetsFromText(changed)));
}

/** The reserved characters that RFC 3986 allows unescaped in a path segment (section 3.3). */
export const SEGMENT_CHARACTERS = "!$&'()*+,;=:@";

const MERGED: Transform = { id: 'merge-slashes', done: 'made one slash', secrecy: 'keeps' };

/** Replaces each run of slashes with one slash. */
export const mergeSlashes = (path: Bytes): Bytes => rewrite(path, MERGED, /(?<=\/)\/+/g, () => '');

export const mergeLeadingSlashes = (path: Bytes): Bytes => rewrite(path, MERGED, /(?<=^\/)\/+/g, () => '');

/**
 * Removes each `.` segment, and each `..` segment together with the segment before it. Empty segments count as
 * segments.
 */
export function removeDotSegments(path: Bytes): Bytes {
  const segments = split(path, '/');
  const kept: Bytes[] = [];
  let start = 0;
  for (const segment of segments) {
    // A segment includes the slash before it, so that the segment and its slash are kept or removed together.
    const end = start + segment.octets.length;
    const piece = slice(path, Math.max(0, start - 1), end);
    if (segment.octets === '..') {
      if (kept.length > 1) kept.pop();
    } else if (segment.octets !== '.') kept.push(kept.length === 0 ? segment : piece);
    start = end + 1;
  }
  const last = segments.at(-1)?.octets;
  const slash = path.octets.lastIndexOf('/');
  if (last === '.' || last === '..') kept.push(slice(path, slash, kept.length === 0 ? slash : slash + 1));
  return join(kept);
}

/** Removes the first `count` segments. Returns `null` if the path has no other segments. */
export function withoutSegments(path: Bytes, count: number): Bytes | null {
  let start = 0;
  for (let left = count; left > 0; left--) {
    start = path.octets.indexOf('/', start + 1);
    if (start < 0) return null;
  }
  return slice(path, start);
}

/** Returns the first segment, not including slashes, or an empty string if the path has no segments. */
export const firstSegment = (path: Octets): Octets => (path.split('/', 2)[1] ?? '') as Octets;

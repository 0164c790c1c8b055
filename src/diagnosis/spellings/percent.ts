/** Percent-encoding (RFC 3986, section 2.1), done correctly and incorrectly. */
import { type Bytes, plain, rewrite } from '../../bytes/bytes.ts';
import { type Octets, octetsFromText, textFromOctets } from '../../bytes/octets.ts';
import type { Transform } from '../../bytes/origin.ts';
import { lowerCase, percentDecode, percentEncode, percentEncodePath } from '../../bytes/text-operations.ts';
import { madeOf, mapMatches } from '../draft/wrong-operations.ts';

const ESCAPE = /%[0-9A-Fa-f]{2}/g;

export const decoded = (octets: Octets): Octets => percentDecode(plain(octets)).octets;
export const encoded = (octets: Octets): Octets => percentEncode(plain(octets)).octets;
export const encodedPath = (octets: Octets): Octets => percentEncodePath(plain(octets)).octets;

const octetOf = (written: string): string => String.fromCharCode(Number.parseInt(written.slice(1), 16));
const escapeOf = (octet: string): string => `%${octet.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/** Decodes the escapes of the octets that `passes` accepts. */
export const withRaw = (bytes: Bytes, passes: (octet: string) => boolean): Bytes =>
  mapMatches(bytes, ESCAPE, (written) => (passes(octetOf(written.octets)) ? percentDecode(written) : written));

export const withRawOf = (bytes: Bytes, characters: string): Bytes =>
  withRaw(bytes, (octet) => characters.includes(octet));

const ESCAPED: Transform = { id: 'escape', done: 'percent-encoded', secrecy: 'keeps' };

/** Encodes each unescaped occurrence of this character. */
export const withEscaped = (bytes: Bytes, character: '/' | '~'): Bytes =>
  rewrite(bytes, ESCAPED, character === '/' ? /\//g : /~/g, escapeOf);

/** Encodes once more by replacing each % with %25. */
export const encodedAgain = (bytes: Bytes): Bytes => mapMatches(bytes, /%/g, percentEncode);

/** Decodes once what was encoded twice, so %2520 becomes %20. */
export const decodedOnce = (bytes: Bytes): Bytes => mapMatches(bytes, /%25(?=[0-9A-Fa-f]{2})/g, percentDecode);

/** Converts the hexadecimal digits of escapes to lowercase. */
export const lowerCaseEscapes = (bytes: Bytes): Bytes => mapMatches(bytes, ESCAPE, lowerCase);

const REPLACED: Transform = { id: 'replace', done: 'replaced by another spelling', secrecy: 'keeps' };

/** Replaces one spelling of a space or a plus with another. */
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
 * Decodes the path, changes its text, and encodes it again. Returns the same path if it is not UTF-8 or if the text
 * does not change.
 */
export function withMeaning(path: Bytes, change: (text: string) => string): Bytes {
  const text = textFromOctets(decoded(path.octets));
  const changed = text === null ? null : change(text);
  if (changed === null || changed === text) return path;
  return madeOf(path, MEANING, encodedPath(octetsFromText(changed)));
}

/** The reserved characters that RFC 3986 allows unescaped in a path segment (section 3.3). */
export const SEGMENT_CHARACTERS = "!$&'()*+,;=:@";

/** Percent-encoding (RFC 3986, section 2.1) as it is and as it is done wrong. */
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

/** The escapes of the octets that pass as these octets. */
export const withRaw = (bytes: Bytes, passes: (octet: string) => boolean): Bytes =>
  mapMatches(bytes, ESCAPE, (written) => (passes(octetOf(written.octets)) ? percentDecode(written) : written));

/** Those of one of these characters. */
export const withRawOf = (bytes: Bytes, characters: string): Bytes =>
  withRaw(bytes, (octet) => characters.includes(octet));

const ESCAPED: Transform = { id: 'escape', done: 'percent-encoded', secrecy: 'keeps' };

/** Each of this character, which is there unescaped, as an escape. */
export const withEscaped = (bytes: Bytes, character: '/' | '~'): Bytes =>
  rewrite(bytes, ESCAPED, character === '/' ? /\//g : /~/g, escapeOf);

/** Encoded once more: each % as %25. */
export const encodedAgain = (bytes: Bytes): Bytes => mapMatches(bytes, /%/g, percentEncode);

/** What was encoded twice, decoded once: %2520 is %20. */
export const decodedOnce = (bytes: Bytes): Bytes => mapMatches(bytes, /%25(?=[0-9A-Fa-f]{2})/g, percentDecode);

/** The digits of the escapes in lower case. */
export const lowerCaseEscapes = (bytes: Bytes): Bytes => mapMatches(bytes, ESCAPE, lowerCase);

const REPLACED: Transform = { id: 'replace', done: 'replaced by another spelling', secrecy: 'keeps' };

/** One spelling of a space or a plus in place of another. */
export const replacing =
  (from: '%20' | '%2B' | '+', to: '%20' | '%2B' | '+') =>
  (bytes: Bytes): Bytes =>
    rewrite(bytes, REPLACED, new RegExp(from.replace('+', '\\+'), 'g'), () => to);

const MEANING: Transform = {
  id: 'rewrite-text',
  done: 'decoded, rewritten as text, and encoded again',
  secrecy: 'keeps',
};

/** The path that means another text; as it was where it is no UTF-8, or the text is the same. */
export function withMeaning(path: Bytes, change: (text: string) => string): Bytes {
  const text = textFromOctets(decoded(path.octets));
  const changed = text === null ? null : change(text);
  if (changed === null || changed === text) return path;
  return madeOf(path, MEANING, encodedPath(octetsFromText(changed)));
}

/** The reserved characters of RFC 3986 that a segment of a path may hold as they are (section 3.3). */
export const SEGMENT_CHARACTERS = "!$&'()*+,;=:@";

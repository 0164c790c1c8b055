/** Percent-encoding (RFC 3986, section 2.1) as it is and as it is done wrong, on octets. */
import { plain } from '../../bytes/bytes.ts';
import { type Octets, octetsFromText, textFromOctets } from '../../bytes/octets.ts';
import { percentDecode, percentEncode, percentEncodePath } from '../../bytes/text-operations.ts';

const ESCAPE = /%[0-9A-Fa-f]{2}/g;

export const decoded = (octets: Octets): Octets => percentDecode(plain(octets)).octets;
export const encoded = (octets: Octets): Octets => percentEncode(plain(octets)).octets;
export const encodedPath = (octets: Octets): Octets => percentEncodePath(plain(octets)).octets;

const octetOf = (written: string): string => String.fromCharCode(Number.parseInt(written.slice(1), 16));
const escapeOf = (octet: string): string => `%${octet.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/** The escapes of the octets that pass as these octets. */
export function withRaw(octets: Octets, passes: (octet: string) => boolean): Octets {
  return octets.replace(ESCAPE, (written) => {
    const octet = octetOf(written);
    return passes(octet) ? octet : written;
  }) as Octets;
}

/** Those of one of these characters. */
export const withRawOf = (octets: Octets, characters: string): Octets =>
  withRaw(octets, (octet) => characters.includes(octet));

/** Each of these characters, which stand there as they are, as an escape. */
export function withEscaped(octets: Octets, characters: string): Octets {
  return octets.replace(/[^%]/g, (octet) => (characters.includes(octet) ? escapeOf(octet) : octet)) as Octets;
}

/** Encoded once more: each % as %25. */
export const encodedAgain = (octets: Octets): Octets => octets.replaceAll('%', '%25') as Octets;

/** What was encoded twice, decoded once: %2520 is %20. */
export const decodedOnce = (octets: Octets): Octets => octets.replace(/%25(?=[0-9A-Fa-f]{2})/g, '%') as Octets;

/** The digits of the escapes in lower case. */
export const lowerCaseEscapes = (octets: Octets): Octets =>
  octets.replace(ESCAPE, (written) => written.toLowerCase()) as Octets;

/** The path that means another text; as it was where it is no UTF-8, or the text is the same. */
export function withMeaning(path: Octets, change: (text: string) => string): Octets {
  const text = textFromOctets(decoded(path));
  const changed = text === null ? null : change(text);
  return changed === null || changed === text ? path : encodedPath(octetsFromText(changed));
}

/** The reserved characters of RFC 3986 that a segment of a path may hold as they are (section 3.3). */
export const SEGMENT_CHARACTERS = "!$&'()*+,;=:@";

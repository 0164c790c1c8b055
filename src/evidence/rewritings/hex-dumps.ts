/** Reads bytes that are written as numbers outside of any document, as when only `CanonicalRequestBytes` was copied. */
import type { Octets } from '../../bytes/octets.ts';
import { readQuotedBytes } from '../logs/quoted-strings.ts';

/** The minimum number of bytes. Fewer may be anything, such as a MAC address. */
const DUMP = /(^|[^\s,0-9A-Fa-f])([\s,]{0,64})((?:[0-9A-Fa-f]{2}[ \t\r\n,]{1,8}){32,}[0-9A-Fa-f]{0,2})(?!\w)/g;
const READABLE = /^[\t\n\r\x20-\x7e\x80-\xff]*$/;

/** Replaces each dump whose bytes are a text with the text. A text that was cut off at its beginning remains one. */
export function withoutHexDumps(octets: Octets): Octets {
  if (!/[0-9A-Fa-f]{2}[ \t\r\n,]+[0-9A-Fa-f]{2}[ \t\r\n,]/.test(octets)) return octets;
  return octets.replace(DUMP, (whole, before: string, space: string, dump: string) => {
    // The numbers of an element or of a string belong to what it is about.
    if (/[>'"`]/.test(before)) return whole;
    const read = readQuotedBytes(dump);
    const isText = read !== null && READABLE.test(read.octets) && read.octets.includes('\n');
    return isText ? `${before}${space}${read.octets}\n` : whole;
  }) as Octets;
}

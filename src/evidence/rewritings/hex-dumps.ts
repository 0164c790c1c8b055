/**
 * Reads bytes that are written as numbers outside any document. Such numbers occur if, for example, only
 * `CanonicalRequestBytes` was copied.
 */
import type { Octets } from '../../bytes/octets.ts';
import { readQuotedBytes } from '../logs/quoted-strings.ts';

/** Matches a dump with the minimum number of bytes. Fewer bytes may be anything, such as a MAC address. */
const DUMP = /(^|[^\s,0-9A-Fa-f])([\s,]{0,64})((?:[0-9A-Fa-f]{2}[ \t\r\n,]{1,8}){32,}[0-9A-Fa-f]{0,2})(?!\w)/g;
const READABLE = /^[\t\n\r\x20-\x7e\x80-\xff]*$/;

/** Replaces each dump with the text, if any, that its bytes represent. The beginning of the text may be cut off. */
export function withoutHexDumps(octets: Octets): Octets {
  if (!/[0-9A-Fa-f]{2}[ \t\r\n,]+[0-9A-Fa-f]{2}[ \t\r\n,]/.test(octets)) return octets;
  return octets.replace(DUMP, (whole, before: string, space: string, dump: string) => {
    // Other readers handle numbers inside an element or a string.
    if (/[>'"`]/.test(before)) return whole;
    const read = readQuotedBytes(dump);
    const isText = read !== null && READABLE.test(read.octets) && read.octets.includes('\n');
    return isText ? `${before}${space}${read.octets}\n` : whole;
  }) as Octets;
}

/** Finds UTF-8 characters in a byte string (RFC 3629: https://www.rfc-editor.org/rfc/rfc3629#section-4). */
import { type Octets, octetAt } from './octets.ts';

/**
 * Returns the code point of the character that begins at an offset. Returns `null` inside a character, and for an
 * overlong form, an encoded surrogate, a code point above U+10FFFF, or a truncated character.
 */
export function codePointAt(octets: Octets, offset: number): number | null {
  const lead = octetAt(octets, offset);
  if (lead < 0x80) return lead;
  const length = lengthOf(lead);
  if (length === 0 || offset + length > octets.length) return null;
  let codePoint = lead & (0x7f >> length);
  for (let at = offset + 1; at < offset + length; at++) {
    const octet = octetAt(octets, at);
    if (!isContinuation(octet)) return null;
    codePoint = (codePoint << 6) | (octet & 0x3f);
  }
  const isWellFormed = codePoint <= 0x10ffff && !isSurrogate(codePoint) && utf8Length(codePoint) === length;
  return isWellFormed ? codePoint : null;
}

/** Returns the number of bytes in a character with this first byte, or 0 if the byte cannot come first. */
function lengthOf(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

/** Returns the number of bytes that a character has in UTF-8. */
export function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

/**
 * Returns the offset of the character that contains the byte at `offset`, or `offset` itself if that byte is not part
 * of a character.
 */
export function characterStart(octets: Octets, offset: number): number {
  for (let start = offset - 1; start >= Math.max(0, offset - 3); start--) {
    if (isContinuation(octetAt(octets, start))) continue;
    const codePoint = codePointAt(octets, start);
    return codePoint !== null && start + utf8Length(codePoint) > offset ? start : offset;
  }
  return offset;
}

const isContinuation = (octet: number) => (octet & 0xc0) === 0x80;
const isSurrogate = (codePoint: number) => codePoint >= 0xd800 && codePoint <= 0xdfff;

/** U+FEFF in UTF-8, which some programs put at the beginning of a text (RFC 3629, section 6). */
const BYTE_ORDER_MARK = '\xef\xbb\xbf';

/** Returns the offset after a byte order mark, or 0 if there is no byte order mark. */
export const afterByteOrderMark = (octets: Octets): number =>
  octets.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;

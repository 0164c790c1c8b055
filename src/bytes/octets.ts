/**
 * Byte strings. One character is one octet (code 0 to 255), which is what Node calls `latin1`.
 *
 * Strings are immutable, compare with `===`, and sort in byte order, which is the order SigV4 asks for.
 * The brand keeps text (UTF-16) and octets apart: mixing them is a type error, not a wrong signature.
 */

declare const brand: unique symbol;

/** A byte string: `octets.length` is its length in bytes. */
export type Octets = string & { readonly [brand]: true };

export const EMPTY = '' as Octets;

const NOT_ASCII = /[^\x00-\x7f]/;

/** The UTF-8 bytes of a text. */
export function octetsFromText(text: string): Octets {
  // ASCII is the same in both, and most text is ASCII: this is several times as fast.
  if (!NOT_ASCII.test(text)) return text as Octets;
  return Buffer.from(text, 'utf8').toString('latin1') as Octets;
}

/** The same bytes as a byte string; the array may change afterwards without harm. */
export function octetsFromArray(array: Uint8Array): Octets {
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('latin1') as Octets;
}

/** Pairs of hexadecimal digits, as bytes. The caller knows that `hex` holds nothing else. */
export function octetsFromHex(hex: string): Octets {
  return Buffer.from(hex, 'hex').toString('latin1') as Octets;
}

export function arrayFromOctets(octets: Octets): Uint8Array {
  return Buffer.from(octets, 'latin1');
}

/** Lower-case hexadecimal digits, two for each byte. */
export function hexFromOctets(octets: Octets): string {
  return Buffer.from(octets, 'latin1').toString('hex');
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text whose UTF-8 bytes these are, or `null` where they are not UTF-8. */
export function textFromOctets(octets: Octets): string | null {
  return textFromArray(arrayFromOctets(octets));
}

/** The same of an array; a byte order mark is kept as the character that it is. */
export function textFromArray(array: Uint8Array): string | null {
  try {
    return utf8.decode(array);
  } catch {
    return null;
  }
}

/** Bytes `start` to `end` (not included), counted from 0. */
export function sliceOctets(octets: Octets, start: number, end?: number): Octets {
  return octets.slice(start, end) as Octets;
}

/** The byte at an offset, 0 to 255. The caller knows that the offset is inside. */
export function octetAt(octets: Octets, offset: number): number {
  return octets.charCodeAt(offset);
}

/** Writes octets as part of a sentence: as text where they are UTF-8, otherwise each byte that is not ASCII as `\xNN`. */
export function sentencePart(octets: Octets): string {
  return (
    textFromOctets(octets) ??
    octets.replace(/[^\x00-\x7f]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`)
  );
}

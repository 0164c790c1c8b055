/**
 * Defines byte strings. Each character is one octet (code 0 to 255), an encoding that Node.js calls `latin1`.
 *
 * Strings are immutable, compare with `===`, and sort in byte order, which is the order that SigV4 requires.
 * The brand keeps text (UTF-16) and octets apart, so mixing them is a type error instead of a wrong signature.
 */

import { conversions } from './runtime/node.ts';

declare const brand: unique symbol;

/** A byte string; `octets.length` is its length in bytes. */
export type Octets = string & { readonly [brand]: true };

export const EMPTY = '' as Octets;

/** Returns whether every character is in ASCII, which is the same in text and in octets. */
export const isAscii = (text: string): boolean => conversions.isAscii(text);

/** Encodes text as UTF-8. */
export function octetsFromText(text: string): Octets {
  // Most text is ASCII. This shortcut is several times as fast.
  if (isAscii(text)) return text as Octets;
  return conversions.fromText(text) as Octets;
}

/** Copies an array into a byte string, so later changes to the array have no effect. */
export function octetsFromArray(array: Uint8Array): Octets {
  return conversions.fromArray(array) as Octets;
}

/** Decodes pairs of hexadecimal digits. The caller makes sure that `hex` contains nothing else. */
export function octetsFromHex(hex: string): Octets {
  return conversions.fromHex(hex) as Octets;
}

/** Copies a byte string into an array. */
export function arrayFromOctets(octets: Octets): Uint8Array {
  return conversions.toArray(octets);
}

/** Copies a byte string into an array for use in an expression: it is valid until the call after the next one. */
export function passingArray(octets: Octets): Uint8Array {
  return conversions.toPassingArray(octets);
}

/** Encodes each byte as two lowercase hexadecimal digits. */
export function hexFromOctets(octets: Octets): string {
  return conversions.toHex(octets);
}

/** Returns an array whose bytes are not defined, and which shares its memory with no other. */
export const memoryOf = (length: number): Uint8Array => conversions.memory(length);

/** Joins arrays. */
export function joinArrays(arrays: readonly Uint8Array[]): Uint8Array {
  const joined = memoryOf(arrays.reduce((length, array) => length + array.length, 0));
  let at = 0;
  for (const array of arrays) {
    joined.set(array, at);
    at += array.length;
  }
  return joined;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes UTF-8. Returns `null` if the bytes are not valid UTF-8. */
export function textFromOctets(octets: Octets): string | null {
  if (isAscii(octets)) return octets;
  return textFromArray(arrayFromOctets(octets));
}

/** Decodes UTF-8. If the bytes are not valid UTF-8, each of them becomes one character. */
export const asText = (octets: Octets): string => textFromOctets(octets) ?? octets;

/** Parses JSON. Returns `undefined` for a text that is none, and for `null`, with which no text could be decoded. */
export function parsedJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

/**
 * Decodes an array of UTF-8. Returns `null` if the array is not valid UTF-8. A byte order mark is kept as a character.
 */
export function textFromArray(array: Uint8Array): string | null {
  try {
    return utf8.decode(array);
  } catch {
    return null;
  }
}

/** Returns bytes `start` to `end` (exclusive), counted from 0. */
export function sliceOctets(octets: Octets, start: number, end?: number): Octets {
  return octets.slice(start, end) as Octets;
}

/** Returns the byte at an offset as a number from 0 to 255. The caller must make sure that the offset is valid. */
export function octetAt(octets: Octets, offset: number): number {
  return octets.charCodeAt(offset);
}

/**
 * Writes octets for use in a sentence. Valid UTF-8 becomes text. In any other octets, each non-ASCII byte becomes
 * `\xNN`.
 */
export function sentencePart(octets: Octets): string {
  return (
    textFromOctets(octets) ??
    octets.replace(/[^\x00-\x7f]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`)
  );
}

/** Replaces each range with the same number of line endings, which preserves offsets. Of ranges that overlap, the first counts. */
export function blankOctets(
  octets: Octets,
  ranges: readonly { readonly start: number; readonly end: number }[],
): Octets {
  let at = 0;
  const parts: string[] = [];
  for (const { start, end } of [...ranges].sort((one, other) => one.start - other.start)) {
    if (start < at) continue;
    parts.push(octets.slice(at, start), '\n'.repeat(end - start));
    at = end;
  }
  return at === 0 ? octets : ([...parts, octets.slice(at)].join('') as Octets);
}

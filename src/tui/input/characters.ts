/** Converts the bytes of typed characters to graphemes. The bytes may arrive in pieces of any size. */

import { graphemesOf } from './graphemes.ts';

/**
 * A byte order mark is kept, like any other character. Bytes that are not UTF-8 become U+FFFD, so that they stay
 * visible.
 */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

const CONTROL = /[\u0080-\u009f]/;

/**
 * Returns whether a character can be a key. A C1 control character cannot be a key, and is always a separate grapheme.
 */
export const isTyped = (character: string): boolean => !CONTROL.test(character);

/** Splits bytes into characters. An incomplete character at the end becomes U+FFFD. */
export function charactersOf(bytes: Uint8Array): string[] {
  return Array.from(graphemesOf(utf8.decode(bytes)), ({ segment }) => segment);
}

/** Returns the length in bytes of the UTF-8 character that begins with this byte (RFC 3629, section 4). */
function lengthOf(first: number): number {
  if (first >= 0xf0 && first <= 0xf4) return 4;
  if (first >= 0xe0 && first < 0xf0) return 3;
  return first >= 0xc2 && first < 0xe0 ? 2 : 1;
}

/** Returns the number of bytes at the end that belong to an incomplete character, from 0 to 3. */
export function unfinishedBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    const isContinuation = byte >= 0x80 && byte < 0xc0;
    if (!isContinuation) return lengthOf(byte) > back ? back : 0;
  }
  return 0;
}

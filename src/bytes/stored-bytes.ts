/** Reads bytes in windows, from memory or from a file. There may be more bytes than fit in memory. */
import { EMPTY, type Octets, sliceOctets } from './octets.ts';

export interface StoredBytes {
  readonly length: number;
  /** Returns bytes `start` to `end` (exclusive), or fewer if the file has become shorter. Never throws. */
  readonly read: (start: number, end: number) => Octets;
}

/** Creates stored bytes from bytes in memory. */
export function storedOctets(octets: Octets): StoredBytes {
  return { length: octets.length, read: (start, end) => sliceOctets(octets, start, end) };
}

/** Concatenates stored bytes without reading them. */
export function storedTogether(parts: readonly StoredBytes[]): StoredBytes {
  return {
    length: parts.reduce((sum, { length }) => sum + length, 0),
    read(start, end) {
      let octets: string = EMPTY;
      let before = 0;
      for (const { length, read } of parts) {
        const from = Math.max(start - before, 0);
        const to = Math.min(end - before, length);
        before += length;
        if (from >= to) continue;
        const found = read(from, to);
        octets += found;
        // If a part is shorter than expected, later bytes would appear at the wrong offset.
        if (found.length < to - from) break;
      }
      return octets as Octets;
    },
  };
}

/** Returns the bytes, starting at offset `first`. */
export function storedFrom({ length, read }: StoredBytes, first: number): StoredBytes {
  return { length: Math.max(length - first, 0), read: (start, end) => read(first + start, first + end) };
}

/** The number of bytes that a search reads at a time. */
const WINDOW = 1_048_576;

export interface Stretch {
  /** The first offset at which a match may begin. */
  readonly start: number;
  /** The offset after the last offset at which a match may begin. */
  readonly end: number;
}

/**
 * Finds the first match of the octets in the range, or the last match if `by` is -1. Ignores the case of ASCII letters.
 * Returns the offset of the match, or `null` if there is no match. Starts reading at the corresponding end and reads no
 * more than necessary.
 */
export function findInStored(
  { length, read }: StoredBytes,
  wanted: Octets,
  { start, end }: Stretch,
  by: 1 | -1,
): number | null {
  const text = lowerCase(wanted);
  const last = Math.min(end, length - text.length + 1);
  if (text === '' || start >= last) return null;
  const windows = Math.ceil((last - start) / WINDOW);
  for (let index = 0; index < windows; index++) {
    const from = start + (by === 1 ? index : windows - 1 - index) * WINDOW;
    const to = Math.min(from + WINDOW, last);
    const octets = lowerCase(read(from, to + text.length - 1));
    const at = by === 1 ? octets.indexOf(text) : octets.lastIndexOf(text);
    if (at >= 0) return from + at;
  }
  return null;
}

/**
 * Converts only ASCII letters to lowercase. `toLowerCase` would also change À, which here is one byte of another
 * character.
 */
const lowerCase = (octets: Octets): string => octets.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

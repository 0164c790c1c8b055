/** Bytes that are read a window at a time: in memory, in a file, one behind the other. They need not fit in memory. */
import { EMPTY, type Octets, sliceOctets } from './octets.ts';

export interface StoredBytes {
  /** How many there are to be read. */
  readonly length: number;
  /**
   * Bytes `start` to `end` (not included), as far as there are any: fewer where the file that has them has become
   * shorter meanwhile. Never throws.
   */
  readonly read: (start: number, end: number) => Octets;
}

export function storedOctets(octets: Octets): StoredBytes {
  return { length: octets.length, read: (start, end) => sliceOctets(octets, start, end) };
}

/** One behind the other. */
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
        // What follows a gap would stand in its place.
        if (found.length < to - from) break;
      }
      return octets as Octets;
    },
  };
}

/** All but the first bytes. */
export function storedFrom({ length, read }: StoredBytes, first: number): StoredBytes {
  return { length: Math.max(length - first, 0), read: (start, end) => read(first + start, first + end) };
}

/** Bytes that are read at a time. */
const WINDOW = 1_048_576;

export interface Stretch {
  /** The first byte at which it may begin. */
  readonly start: number;
  /** Behind the last one at which it may begin. */
  readonly end: number;
}

/**
 * The first byte in the stretch, or the last one with `by` -1, at which the octets stand, in any case of ASCII letters;
 * `null` where they do not. Reads from the side on which it begins, and no more than it has to.
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

/** Of ASCII alone: `toLowerCase` would change À too, which is a byte of something else. */
const lowerCase = (octets: Octets): string => octets.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

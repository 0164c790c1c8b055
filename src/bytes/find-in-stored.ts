/** Finding a text in bytes that are read a window at a time. */
import type { Octets } from './octets.ts';
import type { StoredBytes } from './stored-bytes.ts';

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

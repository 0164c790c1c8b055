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

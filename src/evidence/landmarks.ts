/**
 * Finds landmarks, which are places in a piece where something new begins, such as a head, a label, or a server's
 * response.
 */
import type { Octets } from '../bytes/octets.ts';
import type { SignedText } from './texts/find-texts.ts';

export interface Landmarks {
  /** Returns the first landmark after an offset, or the length of the piece if there is no such landmark. */
  readonly after: (at: number) => number;
  /** Returns the last landmark at or before an offset, or 0 if there is no such landmark. */
  readonly before: (at: number) => number;
}

/** Sorts the places. Lookups use binary search. */
export function landmarksOf(places: readonly { readonly start: number }[], length: number): Landmarks {
  const sorted = places.map(({ start }) => start).sort((one, other) => one - other);
  const countUpTo = (at: number): number => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? length) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    after: (at) => sorted[countUpTo(at)] ?? length,
    before: (at) => sorted[countUpTo(at) - 1] ?? 0,
  };
}

/** Matches what comes directly before a text that is part of a server's error: a tag, a name, or the end of a sentence. */
const IN_ERROR =
  /(?:>|&(?:amp;)*gt;|\\u003[eE]|%3[eE]|(?:CanonicalRequest|StringToSign)\\*["']\]?[ \t]*(?::|=>?)|should have been)(?:[\t-\r '"\\]|\\[rn])*$/;

/** The maximum length of a label, and of the lines before it that belong to it, in bytes. */
const LONGEST = 200;

/** Returns the beginning of the entry; `null` if the text is part of an error, which goes on after it. */
export function beginningOf(octets: Octets, { start }: SignedText): { readonly start: number } | null {
  const before = octets.slice(Math.max(0, start - LONGEST), start);
  if (IN_ERROR.test(before)) return null;
  const offset = start - before.length;
  const paragraph = /\r?\n[ \t]*\r?\n(?!.*\n[ \t]*\r?\n)/s.exec(before);
  const line = before.lastIndexOf('\n') + 1;
  return { start: offset + (paragraph ? paragraph.index + paragraph[0].length : line) };
}

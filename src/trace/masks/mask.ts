/** Masks secrets in a text, in any way in which they can be written in it. */
import type { Octets } from '../../bytes/octets.ts';
import type { Range } from '../ranges.ts';
import { overwrite } from './ranges.ts';
import { readingFinder, withoutEscapes } from './reading-finder.ts';
import { SHORTEST_SECRET } from './shortest-secret.ts';
import { type Beginnings, textFinder } from './text-finder.ts';

/** Overwrites secrets with `*`. Lengths do not change. */
export type Mask = (octets: Octets) => Octets;

/** Returns a function that finds secrets in a text, and beginnings of secrets. The ranges are in order. */
export function secretRanges(
  secrets: readonly Octets[],
  beginnings?: Beginnings,
): (octets: Octets) => readonly Range[] {
  const texts = [...new Set(secrets)].filter(isMaskedAnywhere).flatMap(withoutEscapes).filter(isMaskedAnywhere);
  if (texts.length === 0) return () => [];
  return readingFinder(
    textFinder(texts, beginnings),
    texts.reduce((shortest, { length }) => Math.min(shortest, length), Infinity),
  );
}

const isMaskedAnywhere = ({ length }: Octets): boolean => length >= SHORTEST_SECRET;

/**
 * Returns a function that masks secrets in a text: as they are, escaped, or encoded. The time grows only with the
 * length of the text, no matter how many secrets there are and how long they are.
 */
export function maskOf(secrets: readonly Octets[], beginnings?: Beginnings): Mask {
  const rangesOf = secretRanges(secrets, beginnings);
  return (octets) => overwrite(octets, rangesOf(octets));
}

/** Masks text, as opposed to octets. */
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import type { Range } from '../ranges.ts';
import { overwrite } from './ranges.ts';

/** Overwrites each character that has a byte in a range. The number of characters does not change. */
export function maskedText(text: string, rangesOf: (octets: Octets) => readonly Range[]): string {
  const octets = octetsFromText(text);
  const ranges = rangesOf(octets);
  if (ranges.length === 0) return text;
  // In ASCII, a byte is a character.
  return octets.length === text.length ? overwrite(octets, ranges) : overwrittenCharacters(text, ranges);
}

/** Overwrites characters. The ranges are ranges of bytes, in order. */
function overwrittenCharacters(text: string, ranges: readonly Range[]): string {
  let masked = '';
  let [at, next] = [0, 0];
  for (const character of text) {
    const end = at + octetsFromText(character).length;
    while ((ranges[next]?.end ?? Number.POSITIVE_INFINITY) <= at) next++;
    masked += (ranges[next]?.start ?? Number.POSITIVE_INFINITY) < end ? '*'.repeat(character.length) : character;
    at = end;
  }
  return masked;
}

/** Octets in a sentence for a person. */
import { type Octets, textFromOctets } from '../bytes/octets.ts';

const LONGEST = 120;

/** As text where they are UTF-8, one character a byte otherwise. */
export const textOrOctets = (octets: Octets): string => textFromOctets(octets) ?? octets;

/** In quotes, cut where they are long. */
export function quoted(octets: string): string {
  const text = textOrOctets(octets as Octets);
  return text.length > LONGEST ? `"${text.slice(0, LONGEST)}…"` : `"${text}"`;
}

/** "a", "a and b", "a, b and c". */
export function enumerated(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

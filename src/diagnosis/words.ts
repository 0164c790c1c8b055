/** Octets in a sentence for a person. */
import { type Octets, sentencePart } from '../bytes/octets.ts';

const LONGEST = 120;

/** In quotes, cut where they are long. */
export function quoted(octets: string): string {
  const text = sentencePart(octets as Octets);
  return text.length > LONGEST ? `"${text.slice(0, LONGEST)}…"` : `"${text}"`;
}

const MOST = 8;

/** "a", "a and b", "a, b and c"; the first eight, and how many more. */
export function enumerated(words: readonly string[]): string {
  const shown = words.length > MOST ? [...words.slice(0, MOST), `${words.length - MOST} more`] : words;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}

/** The same with the verb after it: "a is", "a and b are". */
export const withVerb = (words: readonly string[], one: string, several: string): string =>
  `${enumerated(words)} ${words.length === 1 ? one : several}`;

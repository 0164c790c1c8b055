/** Formats octets for a sentence. */
import { joined } from '../bytes/joined.ts';
import { type Octets, sentencePart } from '../bytes/octets.ts';

const LONGEST = 120;

/** Returns the text in quotation marks, truncated if the text is long. */
export function quoted(octets: string): string {
  const text = sentencePart(octets as Octets);
  return text.length > LONGEST ? `"${text.slice(0, LONGEST)}…"` : `"${text}"`;
}

const MOST = 8;

/**
 * Joins words as "a", "a and b", or "a, b, and c". Only the first eight words are listed, followed by the number of
 * omitted words.
 */
export function enumerated(words: readonly string[]): string {
  return joined(words.length > MOST ? [...words.slice(0, MOST), `${words.length - MOST} more`] : words, 'and');
}

/** Joins words and adds a verb, as in "a is" or "a and b are". */
export const withVerb = (words: readonly string[], one: string, several: string): string =>
  `${enumerated(words)} ${words.length === 1 ? one : several}`;

/** What to check if no known mistake explains a refusal, because a wrong secret leaves no sign. */
export const COMPARE_SECRETS =
  "Compare the secret that the client uses with the server's: the length, and the last four characters.";

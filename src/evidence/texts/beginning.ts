/** Finds where the entry of a log that has a text begins, which is where something before it ends at the latest. */
import type { Octets } from '../../bytes/octets.ts';
import type { SignedText } from './find-texts.ts';

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

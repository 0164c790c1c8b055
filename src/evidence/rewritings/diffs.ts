/**
 * Writes both texts of a unified diff, one after the other, as an engineer compares what the server computed with what the
 * client signed (https://www.gnu.org/software/diffutils/manual/html_node/Unified-Format.html). What names the texts in the
 * diff remains before each of them.
 */
import type { Octets } from '../../bytes/octets.ts';
import { ALGORITHM } from '../shapes.ts';
import { METHOD } from '../texts/lines.ts';

/** Matches the lines of a diff: those of one text or both, the place of a hunk, and empty ones. */
const DIFF = /(?:^(?:[ +-][^\n]*|@@ [^\n]{0,200}|\r?)(?:\n|$)){3,}/gm;
const BEGINS_TEXT = new RegExp(`^[ +-] ?(?:${METHOD}|${ALGORITHM})\\r?$`, 'm');

/** Returns the text with both texts of each diff of canonical requests or strings to sign in its place. */
export function withoutDiffs(octets: Octets): Octets {
  if (!BEGINS_TEXT.test(octets)) return octets;
  return octets.replace(DIFF, (diff) => {
    const lines = diff.split('\n');
    const isDiff = BEGINS_TEXT.test(diff) && ['+', '-'].every((mark) => lines.some((line) => line.startsWith(mark)));
    return isDiff ? `${textOf(lines, '-')}\n\n${textOf(lines, '+')}\n` : diff;
  }) as Octets;
}

/** Returns the lines of one of the texts, without their marks. Some programs write a space after each mark. */
function textOf(lines: readonly string[], mark: '-' | '+'): string {
  const isSpaced = lines.every((line) => line.trim() === '' || /^(?: {2}|[+-] |@@)/.test(line));
  return lines
    .filter((line) => line.trim() === '' || line.startsWith(' ') || line.startsWith(mark))
    .map((line) => line.slice(isSpaced ? 2 : 1))
    .join('\n');
}

/**
 * Writes both texts of a unified diff, one after the other, as an engineer compares what the server computed with what the
 * client signed (https://www.gnu.org/software/diffutils/manual/html_node/Unified-Format.html). What names the texts in the
 * diff remains before each of them.
 */
import type { Octets } from '../../bytes/octets.ts';
import { ALGORITHM } from '../shapes.ts';
import { METHOD } from '../texts/lines.ts';

/** Matches a line of a diff: one of one text or both, the place of a hunk, or an empty one. */
const OF_DIFF = /^(?:[ +-]|@@ |\r?$)/;
const BEGINS_TEXT = new RegExp(`^[ +-] ?(?:${METHOD}|${ALGORITHM})\\r?$`, 'm');

/** Returns the text with both texts of each diff of canonical requests or strings to sign in its place. */
export function withoutDiffs(octets: Octets): Octets {
  if (!BEGINS_TEXT.test(octets)) return octets;
  const runs: string[][] = [];
  let isInside = false;
  for (const line of octets.split('\n')) {
    const run = OF_DIFF.test(line) === isInside ? runs.at(-1) : undefined;
    isInside = OF_DIFF.test(line);
    if (run) run.push(line);
    else runs.push([line]);
  }
  return runs.map((lines) => (isDiff(lines) ? bothTexts(lines) : lines.join('\n'))).join('\n') as Octets;
}

const isDiff = (lines: readonly string[]): boolean =>
  ['+', '-'].every((mark) => lines.some((line) => line.startsWith(mark))) && BEGINS_TEXT.test(lines.join('\n'));

const bothTexts = (lines: readonly string[]): string => `${textOf(lines, '-')}\n\n${textOf(lines, '+')}\n`;

/** Returns the lines of one of the texts, without their marks. Some programs write a space after each mark. */
function textOf(lines: readonly string[], mark: '-' | '+'): string {
  const isSpaced = lines.every((line) => line.trim() === '' || /^(?: {2}|[+-] |@@)/.test(line));
  return lines
    .filter((line) => line.trim() === '' || line.startsWith(' ') || line.startsWith(mark))
    .map((line) => line.slice(isSpaced ? 2 : 1))
    .join('\n');
}

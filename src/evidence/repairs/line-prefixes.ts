/** Removes what logs, emails, and forums put before each line of a text. */
import type { Octets } from '../../bytes/octets.ts';
import type { Repaired } from './escapes.ts';

/** The usual prefixes of emails, `curl -v`, tables, comments, and s3cmd. */
const USUAL: readonly RegExp[] = [/(?:>[ \t]?)+/y, /<[ \t]/y, /\|[ \t]?/y, /#[ \t]?/y, /\*[ \t]/y, /DEBUG:[ \t]/y];

const LONGEST = 200;

/**
 * Removes the prefix of each line except the first. `before` is the text before the first line, in its line. In other
 * lines, its digits may differ, as in a timestamp.
 */
export function withoutLinePrefixes(octets: Octets, before: string): Repaired {
  const newline = octets.indexOf('\n');
  if (newline < 0) return { octets, repairs: [] };
  const lines = octets.slice(newline + 1).split('\n');
  // A program that runs others writes their names and a bar before their lines: `web-1  | `.
  const own = [patternOf(before), patternOf(before.slice(0, before.indexOf('|') + 1))].filter((one) => one !== null);
  const prefix = [...own, ...USUAL].find((pattern) => isBeforeAll(lines, pattern));
  if (!prefix) return { octets, repairs: [] };
  const bare = lines.map((line) => line.slice(prefixLength(line, prefix)));
  return {
    octets: `${octets.slice(0, newline + 1)}${bare.join('\n')}` as Octets,
    repairs: ['A prefix was removed from each of its lines.'],
  };
}

/** Makes a pattern that matches the first line's prefix at the beginning of another line. */
export function patternOf(before: string): RegExp | null {
  const bare = before.trimEnd();
  if (bare === '' || before.length > LONGEST) return null;
  const source = bare
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\d+/g, '\\d+')
    .replace(/[ \t]+/g, '[ \\t]+');
  return new RegExp(`${source}[ \\t]?`, 'y');
}

/** Tells whether all lines have the prefix, except empty lines and the last one, which may be cut off. */
function isBeforeAll(lines: readonly string[], pattern: RegExp): boolean {
  let count = 0;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    if (prefixLength(line, pattern) > 0) count++;
    else if (index < lines.length - 1 || count === 0) return false;
  }
  return count > 0;
}

/** Returns the length of the prefix of a line, or 0. */
export function prefixLength(line: string, pattern: RegExp): number {
  pattern.lastIndex = 0;
  return pattern.exec(line)?.[0].length ?? 0;
}

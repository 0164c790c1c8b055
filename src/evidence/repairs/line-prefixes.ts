/** Removes prefixes that logs, emails, and forums add to each line. */
import type { Octets } from '../../bytes/octets.ts';
import type { Repaired } from './escapes.ts';

/** Common prefixes in emails, the output of `curl -v`, tables, comments, and the output of s3cmd. */
const USUAL: readonly RegExp[] = [/(?:>[ \t]?)+/y, /<[ \t]/y, /\|[ \t]?/y, /#[ \t]?/y, /\*[ \t]/y, /DEBUG:[ \t]/y];

const LONGEST = 200;

/**
 * Removes the prefix from each line except the first. `before` is the prefix before the text on its first line. Digits
 * in the prefix, such as the digits of a timestamp, may differ on other lines.
 */
export function withoutLinePrefixes(octets: Octets, before: string): Repaired {
  const newline = octets.indexOf('\n');
  if (newline < 0) return { octets, repairs: [] };
  const lines = octets.slice(newline + 1).split('\n');
  // Programs that run other programs, such as Docker Compose, begin each line with a name and a bar: `web-1  | `.
  const own = [patternOf(before), patternOf(before.slice(0, before.indexOf('|') + 1))].filter((one) => one !== null);
  const prefix = [...own, ...USUAL].find((pattern) => isBeforeAll(lines, pattern));
  if (!prefix) return { octets, repairs: [] };
  const bare = lines.map((line) => line.slice(prefixLength(line, prefix)));
  return {
    octets: `${octets.slice(0, newline + 1)}${bare.join('\n')}` as Octets,
    repairs: ['A prefix was removed from each of its lines.'],
  };
}

/**
 * Returns a pattern that matches the prefix of the first line at the beginning of other lines, or `null` if that text
 * cannot be a prefix.
 */
export function patternOf(before: string): RegExp | null {
  const bare = before.trimEnd();
  if (bare === '' || before.length > LONGEST) return null;
  const source = bare
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\d+/g, '\\d+')
    .replace(/[ \t]+/g, '[ \\t]+');
  return new RegExp(`${source}[ \\t]?`, 'y');
}

/** Returns whether all lines have the prefix. Empty lines and the last line, which may be cut off, do not need it. */
function isBeforeAll(lines: readonly string[], pattern: RegExp): boolean {
  let count = 0;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    if (prefixLength(line, pattern) > 0) count++;
    else if (index < lines.length - 1 || count === 0) return false;
  }
  return count > 0;
}

export function prefixLength(line: string, pattern: RegExp): number {
  pattern.lastIndex = 0;
  return pattern.exec(line)?.[0].length ?? 0;
}

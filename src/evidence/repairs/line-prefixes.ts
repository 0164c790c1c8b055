/** What logs, mails and forums put before each line of a text, taken off again. */
import type { Octets } from '../../bytes/octets.ts';
import type { Repaired } from './escapes.ts';

/** Of mails, of `curl -v`, of tables and comments, of s3cmd. */
const USUAL: readonly RegExp[] = [/(?:>[ \t]?)+/y, /<[ \t]/y, /\|[ \t]?/y, /#[ \t]?/y, /\*[ \t]/y, /DEBUG:[ \t]/y];

const LONGEST = 200;

/**
 * The text without what stands before each of its lines but the first; `before` is what stands before the first one,
 * in its line. Digits in it may be others, as those of a time are.
 */
export function withoutLinePrefixes(octets: Octets, before: string): Repaired {
  const newline = octets.indexOf('\n');
  if (newline < 0) return { octets, repairs: [] };
  const lines = octets.slice(newline + 1).split('\n');
  // What a program that runs others puts before their lines ends with a bar: `web-1  | `.
  const own = [patternOf(before), patternOf(before.slice(0, before.indexOf('|') + 1))].filter((one) => one !== null);
  const prefix = [...own, ...USUAL].find((pattern) => standsBeforeAll(lines, pattern));
  if (!prefix) return { octets, repairs: [] };
  const bare = lines.map((line) => line.slice(prefixLength(line, prefix)));
  return {
    octets: `${octets.slice(0, newline + 1)}${bare.join('\n')}` as Octets,
    repairs: ['What stood before each of its lines was taken off.'],
  };
}

/** Matches what stands before the first line, at the beginning of another one. */
export function patternOf(before: string): RegExp | null {
  const bare = before.trimEnd();
  if (bare === '' || before.length > LONGEST) return null;
  const source = bare
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\d+/g, '\\d+')
    .replace(/[ \t]+/g, '[ \\t]+');
  return new RegExp(`${source}[ \\t]?`, 'y');
}

/** Of the lines that are not empty all, save the last, which may be cut. */
function standsBeforeAll(lines: readonly string[], pattern: RegExp): boolean {
  let count = 0;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    if (prefixLength(line, pattern) > 0) count++;
    else if (index < lines.length - 1 || count === 0) return false;
  }
  return count > 0;
}

/** 0 where it is not there. */
export function prefixLength(line: string, pattern: RegExp): number {
  pattern.lastIndex = 0;
  return pattern.exec(line)?.[0].length ?? 0;
}

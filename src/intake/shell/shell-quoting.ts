/** Quotation marks of bash (https://www.gnu.org/software/bash/manual/html_node/Quoting.html), and what it replaces even in them. */
import { type Bytes, slice } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import { inputProblem } from '../pasted/client-request.ts';
import { type Quoted, unclosed } from './shell-line.ts';

/** What a dollar sign begins that bash replaces: a name, `$1`, `${…}`, `$(…)`, `$[…]`, `$?`; perhaps in the next line. */
export const EXPANSION = /\$(?:[A-Za-z0-9_{([*@#?$!-]|\\\r?\n)/y;
export const CONTINUED_LINE = /\\\r?\n/y;

/** How many bytes `pattern` (sticky) takes at this place; 0 where it does not match. */
export function matchLength(octets: Octets, at: number, pattern: RegExp): number {
  pattern.lastIndex = at;
  return pattern.test(octets) ? pattern.lastIndex - at : 0;
}

export function readSingleQuoted(whole: Bytes, start: number): Quoted | Problem {
  const close = whole.octets.indexOf("'", start + 1);
  return close < 0 ? unclosed("'", start) : { pieces: [slice(whole, start + 1, close)], end: close + 1 };
}

/** Only these are special in it, and a backslash only before one of them. */
export function readDoubleQuoted(whole: Bytes, start: number): Quoted | Problem {
  const { octets } = whole;
  const pieces: Bytes[] = [];
  const special = /["\\$`]/g;
  let kept = start + 1;
  special.lastIndex = kept;
  for (let match = special.exec(octets); match; match = special.exec(octets)) {
    const at = match.index;
    const isExpansion = match[0] === '`' || (match[0] === '$' && matchLength(octets, at, EXPANSION) > 0);
    if (isExpansion) return notKnown(octets, at);
    if (match[0] === '"') return { pieces: [...pieces, slice(whole, kept, at)], end: at + 1 };
    if (match[0] !== '\\') continue;
    const continued = matchLength(octets, at, CONTINUED_LINE);
    const isEscape = continued === 0 && /["\\$`]/.test(octets.charAt(at + 1));
    if (continued > 0 || isEscape) {
      pieces.push(slice(whole, kept, at));
      kept = at + (isEscape ? 1 : continued);
    }
    special.lastIndex = Math.max(kept + (isEscape ? 1 : 0), at + 1);
  }
  return unclosed('"', start);
}

/** Names the place, never what stands there: it may be part of a secret. */
export function notKnown(octets: Octets, at: number): Problem {
  const what =
    octets[at] === '`' || octets.startsWith('$(', at) ? 'the output of a command' : 'the value of a variable';
  return inputProblem(
    'shell-expansion',
    `At byte ${at} bash inserts ${what}, which is not known here.`,
    'Write what it stands for in its place, or put single quotation marks around it if bash is to leave it alone.',
    { start: at, end: Math.min(at + 2, octets.length) },
  );
}

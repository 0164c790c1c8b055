/** Reads the strings of many languages: their quotation marks, prefixes, escapes, and continuations. */

import { withoutBackslashes } from '../../bytes/escapes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { trimmed } from '../../bytes/white-space.ts';

export interface Literal {
  readonly value: Octets;
  /** The offset after the closing mark. */
  readonly end: number;
}

/** The maximum number of bytes in a string that continues on other lines. */
const LONGEST = 65_536;

/** Matches a closing mark that ends a value: only the end of a line, a comma, or a bracket follows. */
const ENDS_VALUE = /[ \t]*(?:>>)?[ \t]*(?:[,;)\]}]|\r?\n|$)/y;

/**
 * Matches what joins two strings: a plus sign (JavaScript, Java), a dot (PHP, Perl), `++` (Erlang), a backslash, or, in
 * Python, nothing but a line end.
 */
const SEAM = /[ \t]*(?:(?:\+{1,2}|\.|<>|\\|&)[ \t]*)?(?:\r?\n[ \t]*)?[bu@$]?(?=["'])/y;

/**
 * Reads a string whose opening mark is at an offset, and the strings that continue it. Returns `null` if no closing mark
 * can be found.
 */
export function readLiteral(octets: Octets, start: number): Literal | null {
  const first = oneLiteral(octets, start);
  if (!first) return null;
  let { value, end } = first;
  for (let parts = 0; parts < MOST_PARTS; parts++) {
    const next = afterSeam(octets, end);
    const more = next === null ? null : oneLiteral(octets, next);
    // On the next line, a string before a separator is the next key.
    if (!more || (trimmed(octets.slice(end, next ?? end)) === '' && isKey(octets, more.end))) break;
    value = `${value}${more.value}` as Octets;
    end = more.end;
  }
  return { value, end };
}

const MOST_PARTS = 10_000;

/** Returns the offset of a mark that continues the string, or `null`. Two strings on one line need a sign between them. */
function afterSeam(octets: Octets, end: number): number | null {
  SEAM.lastIndex = end;
  const seam = SEAM.exec(octets)?.[0];
  return seam !== undefined && /[+.<>\\&\n]/.test(seam) ? end + seam.length : null;
}

const SEPARATOR = /[ \t]*(?:=>?|:)/y;

function isKey(octets: Octets, end: number): boolean {
  SEPARATOR.lastIndex = end;
  return SEPARATOR.test(octets);
}

function oneLiteral(octets: Octets, start: number): Literal | null {
  const mark = octets.charAt(start);
  const special = mark === '"' ? /["\\\n]/g : mark === "'" ? /['\\\n]/g : /[`\\]/g;
  special.lastIndex = start + 1;
  let lineEnds = 0;
  for (let found = special.exec(octets); found; found = special.exec(octets)) {
    if (found.index - start > LONGEST) return null;
    if (found[0] === '\\') special.lastIndex = found.index + 2;
    else if (found[0] === '\n') lineEnds++;
    else if (lineEnds === 0 || mark === '`' || endsValue(octets, found.index + 1)) {
      return { value: withoutBackslashes(octets.slice(start + 1, found.index) as Octets), end: found.index + 1 };
    } else return null;
  }
  return null;
}

function endsValue(octets: Octets, at: number): boolean {
  ENDS_VALUE.lastIndex = at;
  return ENDS_VALUE.test(octets);
}

/** Reads string literals in many languages, including their quotation marks, prefixes, escapes, and continuations. */

import { withoutBackslashes } from '../../bytes/escapes.ts';
import type { Octets } from '../../bytes/octets.ts';

export interface Literal {
  readonly value: Octets;
  /** The offset after the closing mark. */
  readonly end: number;
}

/** The maximum number of bytes in a string that spans multiple lines. */
const LONGEST = 65_536;

/** Matches the text after the closing mark of a value: the end of a line, a comma, or a bracket. */
const ENDS_VALUE = /[ \t]*(?:>>)?[ \t]*(?:[,;)\]}]|\r?\n|$)/y;

/**
 * Matches the text that joins two strings: a plus sign (JavaScript, Java), a dot (PHP, Perl), `++` (Erlang), a
 * backslash, or only a line ending (Python).
 */
const SEAM = /[ \t]*(?:(?:\+{1,2}|\.|<>|\\|&)[ \t]*)?(?:\r?\n[ \t]*)?[bu@$]?(?=["'])/y;

/** Reads the string whose opening mark is at an offset. Returns `null` if no closing mark can be found. */
export type ReadLiteral = (start: number) => Literal | null;

/**
 * Returns a reader for the strings in a text and the strings that continue them. The reader searches for each closing
 * mark only once, so the time is linear in the length of the text even if every mark is escaped and no string ends.
 */
export function literalReader(octets: Octets): ReadLiteral {
  const closings = new Map<string, FindClosing>();
  const oneLiteral = (start: number): Literal | null => {
    const mark = octets.charAt(start);
    const closingOf = closings.get(mark) ?? closingFinder(octets, mark);
    closings.set(mark, closingOf);
    const closing = closingOf(start);
    if (closing === null) return null;
    const { at, isOnOneLine } = closing;
    if (!isOnOneLine && mark !== '`' && !endsValue(octets, at + 1)) return null;
    return { value: withoutBackslashes(octets.slice(start + 1, at) as Octets), end: at + 1 };
  };
  return (start) => withContinuations(octets, oneLiteral(start), oneLiteral);
}

function withContinuations(octets: Octets, first: Literal | null, oneLiteral: ReadLiteral): Literal | null {
  if (!first) return null;
  let { value, end } = first;
  for (let parts = 0; parts < MOST_PARTS; parts++) {
    const next = afterSeam(octets, end);
    const more = next === null ? null : oneLiteral(next);
    // On the next line, a string before a separator is the next key.
    if (!more || (/^[\t-\r ]*$/.test(octets.slice(end, next ?? end)) && isKey(octets, more.end))) break;
    value = `${value}${more.value}` as Octets;
    end = more.end;
  }
  return { value, end };
}

const MOST_PARTS = 10_000;

/**
 * Returns the offset of a mark that continues the string, or `null`. Two strings on the same line need an operator
 * between them.
 */
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

/** The end of a string, and whether a line ending comes before it. */
interface Closing {
  readonly at: number;
  readonly isOnOneLine: boolean;
}

type FindClosing = (start: number) => Closing | null;

/** Patterns for bytes that end a string or change the meaning of the next byte, keyed by opening mark. */
const SPECIAL: Readonly<Record<string, RegExp>> = { '"': /["\\\n]/, "'": /['\\\n]/, '`': /[`\\]/ };

/**
 * Returns a function that finds the closing mark of a string that opens at an offset. A mark inside a string is
 * escaped, so a string that opens at that mark has the same closing mark, and the search continues where it stopped.
 */
function closingFinder(octets: Octets, mark: string): FindClosing {
  const special = new RegExp(SPECIAL[mark] ?? /[`\\]/, 'g');
  let from = 0;
  let searched = 0;
  let close = -1;
  let lineEnd = -1;
  const isKnown = (start: number) => start >= from && start < searched && start !== close;
  return (start) => {
    if (!isKnown(start)) {
      from = start;
      searched = start + 1;
      close = -1;
      lineEnd = -1;
    }
    special.lastIndex = searched;
    while (close < 0 && searched <= start + LONGEST) {
      const found = special.exec(octets);
      searched = special.lastIndex;
      if (found === null) searched = Number.POSITIVE_INFINITY;
      else if (found[0] === '\\') searched = special.lastIndex = found.index + 2;
      else if (found[0] === '\n') lineEnd = found.index;
      else close = found.index;
    }
    return close < 0 || close - start > LONGEST ? null : { at: close, isOnOneLine: lineEnd < start };
  };
}

function endsValue(octets: Octets, at: number): boolean {
  ENDS_VALUE.lastIndex = at;
  return ENDS_VALUE.test(octets);
}

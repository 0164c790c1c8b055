/** Reads quoted text in bash (https://www.gnu.org/software/bash/manual/html_node/Quoting.html). */
import { type Bytes, derive, slice, slices } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Transform } from '../../bytes/origin.ts';
import type { Problem } from '../../bytes/problem.ts';
import { HEAD_LIMIT } from '../../http/read-head.ts';
import { inputProblem } from '../pasted/client-request.ts';
import { type Quoted, unclosed } from './shell-line.ts';

/**
 * Matches the beginning of an expansion, such as a name, `$1`, `${…}`, `$(…)`, `$[…]`, or `$?`. A continued line may
 * follow the dollar sign.
 */
export const EXPANSION = /\$(?:[A-Za-z0-9_{([*@#?$!-]|\\\r?\n)/y;
export const CONTINUED_LINE = /\\\r?\n/y;

/** Returns the number of bytes that a sticky pattern matches at an offset, or 0 if the pattern does not match. */
export function matchLength(octets: Octets, at: number, pattern: RegExp): number {
  pattern.lastIndex = at;
  return pattern.test(octets) ? pattern.lastIndex - at : 0;
}

export function readSingleQuoted(whole: Bytes, start: number): Quoted | Problem {
  const close = whole.octets.indexOf("'", start + 1);
  return close < 0 ? unclosed("'", start) : { pieces: [slice(whole, start + 1, close)], end: close + 1 };
}

/** Reads text in double quotation marks, in which `"`, `\`, `$`, and a backtick are special. */
export function readDoubleQuoted(whole: Bytes, start: number): Quoted | Problem {
  const { octets } = whole;
  const ranges: number[] = [];
  const special = /["\\$`]/g;
  let kept = start + 1;
  special.lastIndex = kept;
  for (let match = special.exec(octets); match; match = special.exec(octets)) {
    const at = match.index;
    const isExpansion = match[0] === '`' || (match[0] === '$' && matchLength(octets, at, EXPANSION) > 0);
    if (isExpansion) return notKnown(octets, at);
    if (match[0] === '"') {
      ranges.push(kept, at);
      return { pieces: [slices(whole, ranges)], end: at + 1 };
    }
    if (match[0] !== '\\') continue;
    const continued = matchLength(octets, at, CONTINUED_LINE);
    const isEscape = continued === 0 && /["\\$`]/.test(octets.charAt(at + 1));
    if (continued > 0 || isEscape) {
      ranges.push(kept, at);
      kept = at + (isEscape ? 1 : continued);
    }
    special.lastIndex = Math.max(kept + (isEscape ? 1 : 0), at + 1);
  }
  return unclosed('"', start);
}

/**
 * Returns the problem for an expansion. The problem gives the position but does not quote the text, which may be part
 * of a secret.
 */
export function notKnown(octets: Octets, at: number): Problem {
  const what =
    octets[at] === '`' || octets.startsWith('$(', at) ? 'the output of a command' : 'the value of a variable';
  return inputProblem(
    'shell-expansion',
    `At byte ${at} bash inserts ${what}, which is unknown here.`,
    'Write the value instead, or put single quotation marks around it if bash should not replace it.',
    { start: at, end: Math.min(at + 2, octets.length) },
  );
}

const ESCAPE: Transform = {
  id: 'ansi-c-escape',
  done: "read as an escape of bash's $'…'",
  secrecy: 'keeps',
  see: 'https://www.gnu.org/software/bash/manual/bash.html#ANSI_002dC-Quoting',
};

/** The letters of escapes, and what they mean. */
const LETTERS = 'abeEfnrtv\\\'"?';
const MEANINGS = '\x07\b\x1b\x1b\f\n\r\t\v\\\'"?';

/**
 * Matches an escape. The groups are a letter, octal, hexadecimal in braces, hexadecimal, UTF-16, UTF-32, and a control
 * character.
 */
const ESCAPES =
  /\\(?:([abeEfnrtv\\'"?])|([0-7]{1,3})|x\{([0-9A-Fa-f]*)\}?|x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|c(\\\\|[\s\S]))/y;

/**
 * Reads `$'…'`, whose dollar sign is at `start`
 * (https://www.gnu.org/software/bash/manual/html_node/ANSI_002dC-Quoting.html).
 */
export function readAnsiC(whole: Bytes, start: number): Quoted | Problem {
  const contentStart = start + "$'".length;
  const close = closingMark(whole.octets, contentStart);
  if (close < 0) return unclosed("$'", start);
  const content = slice(whole, contentStart, close);
  return { pieces: content.octets.length > HEAD_LIMIT ? [decodedBody(content)] : decode(content), end: close + 1 };
}

function closingMark(octets: Octets, start: number): number {
  const marks = /['\\]/g;
  marks.lastIndex = start;
  while (marks.test(octets)) {
    if (octets.charAt(marks.lastIndex - 1) === "'") return marks.lastIndex - 1;
    marks.lastIndex += 1;
  }
  return -1;
}

/**
 * Decodes text that is so long that it must be a body. The positions of escapes in such text are not recorded, because
 * they would take too much memory.
 */
function decodedBody(content: Bytes): Bytes {
  const { octets } = content;
  const decoded: string[] = [];
  for (const { start, end, value } of partsOf(octets)) decoded.push(value ?? octets.slice(start, end));
  return derive(decoded.join('') as Octets, ESCAPE, [content]);
}

function decode(content: Bytes): Bytes[] {
  return Array.from(partsOf(content.octets), ({ start, end, value }) => {
    const source = slice(content, start, end);
    return value === null ? source : derive(value, ESCAPE, [source]);
  });
}

/** Finds escapes, each with its value, and the text between them, which has none. */
function* partsOf(
  octets: Octets,
): Generator<{ readonly start: number; readonly end: number; readonly value: Octets | null }> {
  let at = 0;
  while (at < octets.length) {
    const backslash = octets.indexOf('\\', at);
    const plainEnd = backslash < 0 ? octets.length : backslash;
    if (plainEnd > at) yield { start: at, end: plainEnd, value: null };
    if (backslash < 0) break;
    ESCAPES.lastIndex = backslash;
    const match = ESCAPES.exec(octets);
    // A backslash that does not begin an escape is kept.
    const end = match ? ESCAPES.lastIndex : backslash + 1;
    const value = match && escaped(match);
    // As in C, a NUL ends the string.
    if (value === '\0') break;
    yield { start: backslash, end, value };
    at = end;
  }
}

function escaped([, letter, octal, braced, hexadecimal, short, long, control]: RegExpExecArray): Octets {
  if (letter !== undefined) return MEANINGS.charAt(LETTERS.indexOf(letter)) as Octets;
  if (octal !== undefined) return octet(Number.parseInt(octal, 8));
  if (braced !== undefined) return octet(Number.parseInt(braced.slice(-2) || '0', 16));
  if (hexadecimal !== undefined) return octet(Number.parseInt(hexadecimal, 16));
  if (short !== undefined) return utf8(Number.parseInt(short, 16));
  if (long !== undefined) return utf8(Number.parseInt(long, 16));
  const character = (control ?? '').charAt(0);
  return octet(character === '?' ? 0x7f : character.charCodeAt(0) & 0x1f);
}

const octet = (code: number) => String.fromCharCode(code & 0xff) as Octets;

/**
 * Encodes a code point in the same way as bash, including surrogates and values beyond Unicode: each byte but the first
 * has six bits, and the first one as many ones as there are bytes.
 */
function utf8(code: number): Octets {
  if (code < 0x80) return octet(code);
  if (code >= 0x80000000) return '' as Octets;
  const bits = 32 - Math.clz32(code);
  const following = Math.ceil((bits - 6) / 5);
  const mark = (0xff00 >> (following + 1)) & 0xff;
  const rest = Array.from(
    { length: following },
    (_, place) => 0x80 | ((code >>> (6 * (following - 1 - place))) & 0x3f),
  );
  return String.fromCharCode(mark | (code >>> (6 * following)), ...rest) as Octets;
}

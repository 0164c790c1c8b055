/** Splits a pasted command by the rules of bash (https://www.gnu.org/software/bash/manual/html_node/Quoting.html). */

import { type Bytes, given } from '../../bytes/bytes.ts';
import type { InputSource } from '../../bytes/input.ts';
import { type Octets, sliceOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { WHITE_SPACE } from '../../bytes/white-space.ts';
import { inputProblem } from '../pasted/client-request.ts';
import { leftOut, type Quoted, type ShellLine, type WordCollector, wordCollector } from './shell-line.ts';
import {
  CONTINUED_LINE,
  EXPANSION,
  matchLength,
  notKnown,
  readAnsiC,
  readDoubleQuoted,
  readSingleQuoted,
} from './shell-quoting.ts';

/** Matches a run of bytes that have no special meaning outside quotation marks. */
const ORDINARY = /[^ \t\r\n'"\\$`;&|<>(){]+/y;
const LINE_END = /\r?\n/y;
/** Matches a backslash followed by spaces at the end of a line, where only the backslash was intended. */
const SPACED_CONTINUATION = /(?<=^|[ \t])\\[ \t]+\r?\n/y;

/** The result of reading at the cursor: the next offset, the end of the command, or a problem. */
type Step = number | 'end' | Problem;

interface Cursor {
  readonly whole: Bytes;
  readonly words: WordCollector;
  readonly remarks: string[];
  /** The number of words before the URL that contains an `&`; `null` if there is no such URL. */
  urlWith: number | null;
  braces: OpenBrace | null;
}

/**
 * An opening brace outside quotation marks, and whether it is followed by a separator that makes it a brace expansion.
 */
interface OpenBrace {
  readonly at: number;
  /** The number of words before the word that contains the brace. */
  readonly before: number;
  readonly holds: 'nothing' | 'separator';
}

/**
 * Splits into words the first command that begins at byte `start` or later. Nothing is expanded. Variables and command
 * substitutions are problems, and file name patterns (`*`, `?`, `~`) are kept. The function is more lenient than bash.
 * Lines may end with CR LF. A space may follow the backslash that continues a line, and an `&` inside a URL does not
 * end the command; both add a remark.
 */
export function splitShellWords(text: Octets, source: InputSource, start = 0): ShellLine | Problem {
  const whole = given(text, { id: 'command', source });
  const words = wordCollector(whole);
  const remarks: string[] = [];
  const cursor: Cursor = { whole, words, remarks, urlWith: null, braces: null };
  let at = start;
  while (at < text.length) {
    const step = readNext(cursor, at);
    if (isProblem(step)) return step;
    if (step === 'end') break;
    at = step;
  }
  words.endWord(at);
  return { words: words.words(), remarks: [...remarks, ...leftOut(text, at, 'bash')] };
}

function readNext(cursor: Cursor, at: number): Step {
  const { octets } = cursor.whole;
  switch (octets.charAt(at)) {
    case ' ':
    case '\t':
      cursor.words.endWord(at);
      return at + 1;
    case '\r':
    case '\n':
      return readLineEnd(cursor, at);
    case '#':
      return readHash(cursor, at);
    case '\\':
      return readBackslash(cursor, at);
    case "'":
      return addQuoted(cursor, at, readSingleQuoted(cursor.whole, at));
    case '"':
      return addQuoted(cursor, at, readDoubleQuoted(cursor.whole, at));
    case '$':
      return readDollar(cursor, at);
    case '`':
      return notKnown(octets, at);
    case '{':
      return readBrace(cursor, at);
    case '&':
      return readAmpersand(cursor, at);
    case ';':
    case '|':
    case '<':
    case '>':
      return 'end';
    case '(':
    case ')':
      return parenthesis(octets, at);
    default:
      return readOrdinary(cursor, at);
  }
}

function addByte({ words }: Cursor, at: number, start = at): number {
  words.keep(at, at + 1, start);
  return at + 1;
}

function addQuoted({ words }: Cursor, at: number, quoted: Quoted | Problem): Step {
  if (isProblem(quoted)) return quoted;
  words.add(quoted.pieces, at);
  return quoted.end;
}

function readLineEnd(cursor: Cursor, at: number): Step {
  const length = matchLength(cursor.whole.octets, at, LINE_END);
  if (length === 0) return addByte(cursor, at);
  cursor.words.endWord(at);
  return cursor.words.words().length > 0 ? 'end' : at + length;
}

/** Skips a comment if the byte begins a word. Otherwise, adds the byte to the word. */
function readHash(cursor: Cursor, at: number): Step {
  if (cursor.words.isInWord()) return addByte(cursor, at);
  const newline = cursor.whole.octets.indexOf('\n', at);
  return newline < 0 ? cursor.whole.octets.length : newline;
}

function readBackslash(cursor: Cursor, at: number): Step {
  const { octets } = cursor.whole;
  const length = matchLength(octets, at, CONTINUED_LINE);
  if (length > 0) return at + length;
  const spaced = matchLength(octets, at, SPACED_CONTINUATION);
  if (spaced > 0) {
    const says = `At byte ${at} a space follows the backslash, so bash would not continue on the next line.`;
    cursor.remarks.push(`${says} It was read as if it did.`);
    return at + spaced;
  }
  return at + 1 === octets.length ? addByte(cursor, at) : addByte(cursor, at + 1, at);
}

function readDollar(cursor: Cursor, at: number): Step {
  const { octets } = cursor.whole;
  const next = octets.charAt(at + 1);
  if (next === "'") return addQuoted(cursor, at, readAnsiC(cursor.whole, at));
  // $"…" marks text for translation, which stays unchanged if there is no translation.
  if (next === '"') return addQuoted(cursor, at, readDoubleQuoted(cursor.whole, at + 1));
  return matchLength(octets, at, EXPANSION) > 0 ? notKnown(octets, at) : addByte(cursor, at);
}

function readOrdinary(cursor: Cursor, at: number): Step {
  const { whole, words, braces } = cursor;
  const end = at + matchLength(whole.octets, at, ORDINARY);
  words.keep(at, end, at);
  if (braces?.before !== words.words().length) return end;
  const run = sliceOctets(whole.octets, at, end);
  const separator = braces.holds === 'separator' ? 0 : run.search(/,|\.\./);
  if (separator < 0) return end;
  cursor.braces = { ...braces, holds: 'separator' };
  return run.includes('}', separator) ? braceExpansion(braces.at, end) : end;
}

function readBrace(cursor: Cursor, at: number): Step {
  const before = cursor.words.words().length;
  if (cursor.braces?.before !== before) cursor.braces = { at, before, holds: 'nothing' };
  return addByte(cursor, at);
}

/** Returns the problem for a brace expansion. Bash has more rules for unbalanced braces. */
function braceExpansion(start: number, end: number): Problem {
  return inputProblem(
    'brace-expansion',
    `At byte ${start} bash expands a word with braces into several words.`,
    'Put single quotation marks around the word.',
    { start, end },
  );
}

const ENDS_COMMAND = new RegExp(`[${WHITE_SPACE};&|<>()]`);

/** Reads an `&`. Unless the `&` is in a URL, it makes bash run the command in the background. */
function readAmpersand(cursor: Cursor, at: number): Step {
  const { whole, words, remarks } = cursor;
  const next = whole.octets.charAt(at + 1);
  if (next === '' || ENDS_COMMAND.test(next) || !words.isInWord()) return 'end';
  const before = words.words().length;
  if (cursor.urlWith !== before && !looksLikeUrl(words.unfinished().octets)) return 'end';
  if (cursor.urlWith === null) {
    remarks.push(
      `bash would end the command at the & at byte ${at}: the URL needs quotation marks. The whole URL was read.`,
    );
  }
  cursor.urlWith = before;
  return addByte(cursor, at);
}

const looksLikeUrl = (octets: Octets) => /^[A-Za-z][A-Za-z0-9+.-]*:\/\/|^[^?/]+\/|\?/.test(octets);

function parenthesis(octets: Octets, at: number): Problem {
  return inputProblem(
    'parenthesis',
    `At byte ${at} is ${octets.charAt(at)} outside quotation marks, which bash does not accept in a command.`,
    'Put single quotation marks around the word.',
    { start: at, end: at + 1 },
  );
}

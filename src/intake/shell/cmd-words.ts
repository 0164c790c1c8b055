/**
 * Splits a command for cmd.exe in the form in which Chrome copies it. First, cmd.exe resolves `^`, which escapes the
 * next byte. The program then interprets quotation marks and backslashes
 * (https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments).
 */

import { type Bytes, given, slices } from '../../bytes/bytes.ts';
import type { InputSource } from '../../bytes/input.ts';
import type { Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { afterWhiteSpace } from '../../bytes/white-space.ts';
import { offsetInInput } from '../pasted/client-request.ts';
import { leftOut, type ShellLine, type ShellWord, unclosed, wordCollector } from './shell-line.ts';

/** Returns whether a command is for cmd.exe. Such a command has `^` before a quotation mark or at the end of a line. */
export function isForCmd(text: Octets): boolean {
  return /(?:^|[ \t])\^"/.test(text) || / \^[ \t]*\r?\n/.test(text);
}

/** Splits into words the first command that begins at byte `start` or later. */
export function splitCmdWords(text: Octets, source: InputSource, start = 0): ShellLine | Problem {
  const { command, end } = withoutCarets(given(text, { id: 'command', source }), start);
  const words = programWords(command);
  return isProblem(words) ? words : { words, remarks: leftOut(text, end, 'cmd.exe') };
}

/** Removes carets in the same way as cmd.exe, and finds the end of the command. */
function withoutCarets(whole: Bytes, start: number): { readonly command: Bytes; readonly end: number } {
  const { octets } = whole;
  const ranges: number[] = [];
  const special = /[\^"&|<>\n]/g;
  let isQuoted = false;
  let kept = start;
  let end = octets.length;
  special.lastIndex = afterWhiteSpace(octets, start);
  for (let match = special.exec(octets); match; match = special.exec(octets)) {
    const at = match.index;
    if (match[0] === '"') isQuoted = !isQuoted;
    else if (match[0] === '\n' || (!isQuoted && match[0] !== '^')) {
      end = at;
      break;
    } else if (match[0] === '^' && !isQuoted) {
      ranges.push(kept, at);
      kept = at + caretLength(octets, at);
      special.lastIndex = Math.min(kept + 1, octets.length);
      if (kept >= octets.length) break;
    }
  }
  ranges.push(Math.min(kept, end), end);
  return { command: slices(whole, ranges), end };
}

/** Matches the break in a continued line. Chrome doubles line endings; only the first one is matched. */
const CONTINUATION = /\^[ \t]*\r?\n(?:\r(?=\n))?/y;

/** Returns the length of a caret and the line ending that the caret may escape. */
function caretLength(octets: Octets, at: number): number {
  CONTINUATION.lastIndex = at;
  return CONTINUATION.test(octets) ? CONTINUATION.lastIndex - at : 1;
}

/** Matches white space, a quotation mark and the backslashes before it, other backslashes, or a run of other bytes. */
const PARTS = /[ \t\r\n]+|(\\*)"|\\+|[^ \t\r\n"\\]+/g;

/**
 * Splits words. Before a quotation mark, two backslashes become one. The mark is literal if a single backslash remains
 * before it, or if it is inside quotation marks and another mark follows.
 */
function programWords(command: Bytes): readonly ShellWord[] | Problem {
  const words = wordCollector(command);
  let opened: number | null = null;
  let doubled = -1;
  for (const match of command.octets.matchAll(PARTS)) {
    const { 0: part, 1: backslashes, index } = match;
    const end = index + part.length;
    if (index === doubled) continue;
    if (backslashes !== undefined) {
      const half = backslashes.length >> 1;
      const isEven = backslashes.length % 2 === 0;
      if (isEven && opened !== null && command.octets[end] === '"') doubled = end;
      const isMark = isEven && doubled !== end;
      words.keep(index, index + half, index);
      if (!isMark) words.keep(end - 1, end, index);
      else opened = opened === null ? end - 1 : null;
    } else if (opened === null && /^[ \t\r\n]/.test(part)) words.endWord(index);
    else words.keep(index, end, index);
  }
  if (opened !== null) return unclosed('"', offsetInInput(command, opened));
  words.endWord(command.octets.length);
  return words.words();
}

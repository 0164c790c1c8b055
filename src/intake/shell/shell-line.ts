/** What the readers of a pasted command line give: its words, each byte with its place in the line. */
import { type Bytes, join } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import { afterWhiteSpace } from '../../bytes/white-space.ts';
import { inputProblem } from '../pasted/client-request.ts';

export interface ShellWord {
  /** Without quotation; bytes that stand in the line have the origin `given`. */
  readonly text: Bytes;
  /** Where the word stands in the line, its quotation marks with it; `end` is not included. */
  readonly start: number;
  readonly end: number;
}

export interface ShellLine {
  /** Of the first command. */
  readonly words: readonly ShellWord[];
  /** Sentences on what was read otherwise than the shell would, or left out. */
  readonly remarks: readonly string[];
}

/** A part of a word in quotation, and the byte behind it. */
export interface Quoted {
  readonly pieces: readonly Bytes[];
  readonly end: number;
}

/** Puts words together of pieces, in the order they come. */
export interface WordCollector {
  /** Goes on with the word; `start` is where these bytes, or the quotation mark before them, stand. */
  add(pieces: readonly Bytes[], start: number): void;
  /** Ends the word, if there is one, before the byte `end`. */
  endWord(end: number): void;
  isInWord(): boolean;
  /** What there is of the word so far, put together anew at each call. */
  unfinished(): Bytes;
  words(): readonly ShellWord[];
}

export function wordCollector(): WordCollector {
  const words: ShellWord[] = [];
  let pieces: Bytes[] = [];
  let wordStart: number | null = null;
  return {
    add(more, start) {
      wordStart ??= start;
      for (const piece of more) pieces.push(piece);
    },
    endWord(end) {
      if (wordStart !== null) words.push({ text: join(pieces), start: wordStart, end });
      wordStart = null;
      pieces = [];
    },
    isInWord: () => wordStart !== null,
    unfinished: () => join(pieces),
    words: () => words,
  };
}

/** What to say of the bytes behind the end of the command: nothing, where only white space is there. */
export function leftOut(octets: Octets, end: number, shell: 'bash' | 'cmd.exe'): string[] {
  const what = octets[end] === '\n' || octets[end] === '\r' ? 'the line' : JSON.stringify(octets.charAt(end));
  if (afterWhiteSpace(octets, end) === octets.length) return [];
  const where = what === 'the line' ? `with the line, before byte ${end}` : `at the ${what} at byte ${end}`;
  return [`${shell} ends the command ${where}; what is behind it was left out.`];
}

export function unclosed(mark: string, start: number): Problem {
  return inputProblem(
    'unclosed-quotation',
    `The quotation mark ${mark} at byte ${start} is not closed.`,
    'Paste the whole command, up to its last line.',
    { start, end: start + 1 },
  );
}

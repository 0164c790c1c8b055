/** Defines the words of a pasted command line, with the position of each byte in the line. */
import { type Bytes, join, slices } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Problem } from '../../bytes/problem.ts';
import { afterWhiteSpace } from '../../bytes/white-space.ts';
import { inputProblem, offsetInInput } from '../pasted/client-request.ts';

export interface ShellWord {
  /** The text of the word, without quotation marks. Bytes from the line have the origin `given`. */
  readonly text: Bytes;
  /** The offset of the word in the input, including its quotation marks. */
  readonly start: number;
  readonly end: number;
}

export interface ShellLine {
  readonly words: readonly ShellWord[];
  /** Sentences about input that was skipped, or that was not read in the way that the shell would read it. */
  readonly remarks: readonly string[];
}

/** A quoted part of a word, and the offset after that part. */
export interface Quoted {
  readonly pieces: readonly Bytes[];
  readonly end: number;
}

/** Joins pieces into words. */
export interface WordCollector {
  /** Adds bytes `from` to `to` (exclusive) of the command to the current word, in which `start` is as in `add`. */
  keep(from: number, to: number, start: number): void;
  /**
   * Adds pieces to the current word. `start` is the offset of the pieces or, if a quotation mark precedes them, the
   * offset of that mark.
   */
  add(pieces: readonly Bytes[], start: number): void;
  /** Ends the current word, if there is one, before byte `end`. */
  endWord(end: number): void;
  isInWord(): boolean;
  /** Returns the part of the current word that has been read. Each call joins the pieces again. */
  unfinished(): Bytes;
  words(): readonly ShellWord[];
}

export function wordCollector(command: Bytes): WordCollector {
  const words: ShellWord[] = [];
  let pieces: Bytes[] = [];
  // The ranges of the command after these pieces.
  let ranges: number[] = [];
  let wordStart: number | null = null;
  const allPieces = () => {
    if (ranges.length > 0) pieces.push(slices(command, ranges));
    ranges = [];
    return pieces;
  };
  return {
    keep(from, to, start) {
      wordStart ??= start;
      if (ranges.at(-1) === from) ranges[ranges.length - 1] = to;
      else if (from < to) ranges.push(from, to);
    },
    add(more, start) {
      wordStart ??= start;
      const all = allPieces();
      for (const piece of more) all.push(piece);
    },
    endWord(end) {
      if (wordStart !== null) {
        const start = offsetInInput(command, wordStart);
        words.push({ text: join(allPieces()), start, end: offsetInInput(command, end - 1) + 1 });
      }
      wordStart = null;
      pieces = [];
    },
    isInWord: () => wordStart !== null,
    unfinished: () => join(allPieces()),
    words: () => words,
  };
}

/** Returns a remark about text after the end of the command, or no remark if that text is only white space. */
export function leftOut(octets: Octets, end: number, shell: 'bash' | 'cmd.exe'): string[] {
  const what = octets[end] === '\n' || octets[end] === '\r' ? 'the line' : JSON.stringify(octets.charAt(end));
  if (afterWhiteSpace(octets, end) === octets.length) return [];
  const where = what === 'the line' ? `with the line, before byte ${end}` : `at the ${what} at byte ${end}`;
  return [`${shell} ends the command ${where}. The rest was left out.`];
}

export function unclosed(mark: string, start: number): Problem {
  return inputProblem(
    'unclosed-quotation',
    `The quotation mark ${mark} at byte ${start} is not closed.`,
    'Paste the whole command, including its last line.',
    { start, end: start + 1 },
  );
}

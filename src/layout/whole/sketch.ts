/** Draws what both pictures have: lines with their letters, words, and the lines that join texts. */

import type { RowLetter } from '../../views/map/letters.ts';
import type { Meaning } from '../../views/page.ts';
import { says, widthOf } from '../shown-glyphs.ts';
import { type Canvas, canvas } from './canvas.ts';
import type { DrawnLine, DrawnPart, DrawnWhole, Extent, Picture, PictureRow } from './drawn.ts';
import { type PartRow, rowsOfPart } from './rows-of-part.ts';

export interface Sketch extends Canvas {
  /** Draws a line with the mark of the cursor and its letter; `column` is that of the mark. */
  readonly line: (row: number, line: Omit<PartRow, 'number'>, extent: Extent, column?: number) => void;
  /** Writes words that end before a column. */
  readonly wordsBefore: (row: number, column: number, text: string, meaning?: Meaning) => void;
  /** Writes a label into a line that goes across, with a space on each side. */
  readonly label: (row: number, column: number, text: string, isHeavy: boolean) => void;
  /** Draws where rows meet: down to row `to`, heavy from the first of them on the way on. */
  readonly meet: (column: number, rows: readonly PartRow[], first: number, to: number) => void;
  /** Draws how a signature leads to those in the rows below it, each of which covers the one before. */
  readonly chain: (column: number, from: number, rows: readonly DrawnLine[]) => void;
  readonly picture: (height: number, divider: number | null) => Picture;
}

/** Returns the column of the text of a line, which is `least` unless its letters from `column` on need more cells. */
export const afterLetters = (letter: RowLetter | null, least: number, column = 0): number =>
  letter === null ? least : Math.max(least, column + letter.text.length + 2);

export function sketch(): Sketch {
  const on = canvas();
  const lineOf = new Map<number, number>();
  const hereIn = new Map<number, Extent>();
  return {
    ...on,
    line: (row, { isHere, isChanged, arrives, letter, index, fitted }, { from: least, to }, column = 0) => {
      const from = afterLetters(letter, least, column);
      const text = fitted(to - from);
      if (isHere) on.write(row, column, says('>', 'name'));
      if (isHere) hereIn.set(row, { from: column, to: from + widthOf(text) });
      on.letter(row, column + 1, letter);
      if (arrives) on.write(row, from - 1, says('≠', 'differs'));
      else if (isChanged) on.write(row, from - 1, says('~', 'name'));
      on.write(row, from, text);
      lineOf.set(row, isHere ? index : (lineOf.get(row) ?? index));
    },
    wordsBefore: (row, column, text, meaning) => on.write(row, column - text.length, says(text, meaning)),
    label: (row, column, text, isHeavy) => on.write(row, column, says(` ${text} `, isHeavy ? 'name' : 'aside')),
    meet: (column, rows, first, to) => {
      let isHeavy = false;
      rows.forEach(({ isOnWay }, at) => {
        isHeavy ||= isOnWay;
        on.across(first + at, column - 1, column, isOnWay);
        on.down(column, first + at, at + 1 < rows.length ? first + at + 1 : to, isHeavy);
      });
    },
    chain: (column, from, rows) => {
      rows.forEach(({ isOnWay }, at) => {
        on.down(column, from + at, from + at + 1, isAnyOnWay(rows.slice(at)));
        on.across(from + at + 1, column, column + 1, isOnWay);
      });
    },
    picture: (height, divider) => ({
      rows: Array.from(
        { length: height },
        (_, row): PictureRow => ({
          pieces: on.row(row),
          line: lineOf.get(row) ?? null,
          here: hereIn.get(row) ?? null,
        }),
      ),
      divider,
    }),
  };
}

/** Where the texts of a picture are: the rows of the message and of the string to sign, and the column at which both meet. */
export interface Texts {
  readonly lines: readonly PartRow[];
  readonly signed: readonly PartRow[];
  readonly linesAt: number;
  /** The row in which the message becomes the last line of the string to sign. */
  readonly joinAt: number;
  readonly signedAt: number;
  /** The row in which the string to sign meets the key. */
  readonly meetAt: number;
}

/** The column of the line from the message to the last line of the string to sign. */
const INNER = 6;

/** Draws how the lines of the message become the last line of the string to sign, and how its lines meet the key. */
export function drawJoins(
  on: Sketch,
  { lines, signed, linesAt, joinAt, signedAt, meetAt }: Texts,
  rail: number,
  by: string,
): void {
  const isHeavy = isAnyOnWay(lines);
  const last = signedAt + signed.length - 1;
  on.meet(rail, lines, linesAt, joinAt);
  on.across(joinAt, INNER, rail, isHeavy);
  on.label(joinAt, rail - by.length - 3, by, isHeavy);
  on.down(INNER, joinAt, last, isHeavy);
  on.across(last, INNER, INNER + 1, isHeavy);
  on.meet(rail, signed, signedAt, meetAt);
}

const MOST_SIGNED = 4;

/** Returns the rows of the string to sign. */
export const signedRows = (whole: DrawnWhole): PartRow[] => partRows(whole.part('to-sign'), MOST_SIGNED, 1, 1);

/** The rows of the result: the signatures, and below them those of chunks. */
export interface Results {
  readonly signatures: readonly DrawnLine[];
  readonly chunks: readonly DrawnLine[];
}

/** Returns the signatures, and the chunks that `isShown` chooses, with the number of all of them. */
export function resultsOf(
  whole: DrawnWhole,
  isShown: (chunk: DrawnLine, at: number, count: number) => boolean,
): Results {
  const chunks = whole.part('chunks')?.lines ?? [];
  const numbered = chunks.map((chunk) => ({ ...chunk, note: `${chunk.note} of ${chunks.length}` }));
  return {
    signatures: whole.part('signature')?.lines ?? [],
    chunks: numbered.filter((chunk, at) => isShown(chunk, at, chunks.length)),
  };
}

/** The cells by which the signature of a chunk is farther right, after the line that leads to it. */
export const CHAINED = 2;

/** Returns at most `most` rows of a part, with as many of its first and last lines as given. */
export const partRows = (part: DrawnPart | undefined, most: number, first: number, last: number): PartRow[] =>
  part ? rowsOfPart(part, most, { first, last }) : [];

export const isAnyOnWay = (lines: readonly Pick<DrawnLine, 'isOnWay'>[] = []): boolean =>
  lines.some(({ isOnWay }) => isOnWay);

/**
 * Contains a canvas of cells, on which texts and lines are drawn in any order. Where lines meet, the canvas finds the
 * character that joins them (Unicode Standard, Box Drawing, U+2500 to U+254B).
 */
import type { RowLetter } from '../../views/map/letters.ts';
import { type ShownGlyph, widthOf } from '../shown-glyphs.ts';

/** A piece of a row, from left to right without gaps. */
export type PicturePiece =
  | { readonly kind: 'glyphs'; readonly glyphs: readonly ShownGlyph[] }
  | { readonly kind: 'letter'; readonly letter: RowLetter }
  /** A part of a line; `isHeavy` if it belongs to the way. */
  | { readonly kind: 'line'; readonly text: string; readonly isHeavy: boolean };

export interface Canvas {
  /** Writes glyphs into a row, over what is there. */
  readonly write: (row: number, column: number, glyphs: readonly ShownGlyph[]) => void;
  readonly letter: (row: number, column: number, letter: RowLetter | null) => void;
  /** Draws a line from the middle of a cell to the middle of another one in the same row. */
  readonly across: (row: number, from: number, to: number, isHeavy: boolean) => void;
  /** Draws a line from the middle of a cell to the middle of another one in the same column. */
  readonly down: (column: number, from: number, to: number, isHeavy: boolean) => void;
  /** Returns the pieces of a row. */
  readonly row: (row: number) => PicturePiece[];
}

type Arm = 'up' | 'down' | 'left' | 'right';
type Weight = 0 | 1 | 2;
type Cell = Readonly<Record<Arm, Weight>>;

const NO_LINE: Cell = { up: 0, down: 0, left: 0, right: 0 };

/** The characters by the weights of their arms: up, right, down, left; 1 is light and 2 is heavy. An end is a whole line. */
const CHARACTERS: ReadonlyMap<string, string> = new Map(
  [
    '0101─ 0202━ 1010│ 2020┃ 0110┌ 0210┍ 0120┎ 0220┏ 0011┐ 0012┑ 0021┒ 0022┓ 1100└ 1200┕ 2100┖ 2200┗ 1001┘ 1002┙ 2001┚',
    '2002┛ 1110├ 1210┝ 2110┞ 1120┟ 2120┠ 2210┡ 1220┢ 2220┣ 1011┤ 1012┥ 2011┦ 1021┧ 2021┨ 2012┩ 1022┪ 2022┫ 0111┬ 0112┭',
    '0211┮ 0212┯ 0121┰ 0122┱ 0221┲ 0222┳ 1101┴ 1102┵ 1201┶ 1202┷ 2101┸ 2102┹ 2201┺ 2202┻ 1111┼ 1112┽ 1211┾ 1212┿ 2111╀',
    '1121╁ 2121╂ 2112╃ 2211╄ 1122╅ 1221╆ 2212╇ 1222╈ 2122╉ 2221╊ 2222╋ 0001─ 1000│ 0100─ 0010│ 0002━ 2000┃ 0200━ 0020┃',
    '0201╼ 1020╽ 0102╾ 2010╿',
  ]
    .flatMap((row) => row.split(' '))
    .map((entry) => [entry.slice(0, 4), entry.slice(4)]),
);

const characterOf = ({ up, right, down, left }: Cell): string => CHARACTERS.get(`${up}${right}${down}${left}`) ?? ' ';
const isHeavyCell = ({ up, right, down, left }: Cell): boolean => Math.max(up, right, down, left) === 2;

interface Written {
  readonly column: number;
  readonly width: number;
  readonly piece: PicturePiece;
}

export function canvas(): Canvas {
  const lines = new Map<number, Map<number, Cell>>();
  const texts = new Map<number, Written[]>();
  const join = (row: number, column: number, arm: Arm, isHeavy: boolean) => {
    const cells = lines.get(row) ?? new Map<number, Cell>();
    lines.set(row, cells);
    const cell = cells.get(column) ?? NO_LINE;
    const weight: Weight = isHeavy || cell[arm] === 2 ? 2 : 1;
    cells.set(column, { ...cell, [arm]: weight });
  };
  const put = (row: number, written: Written) => void texts.set(row, [...(texts.get(row) ?? []), written]);
  return {
    write: (row, column, glyphs) => put(row, { column, width: widthOf(glyphs), piece: { kind: 'glyphs', glyphs } }),
    letter: (row, column, letter) => {
      if (letter) put(row, { column, width: letter.text.length, piece: { kind: 'letter', letter } });
    },
    across: (row, from, to, isHeavy) => {
      for (let column = from; column < to; column += 1) {
        join(row, column, 'right', isHeavy);
        join(row, column + 1, 'left', isHeavy);
      }
    },
    down: (column, from, to, isHeavy) => {
      for (let row = from; row < to; row += 1) {
        join(row, column, 'down', isHeavy);
        join(row + 1, column, 'up', isHeavy);
      }
    },
    row: (row) => piecesOf(texts.get(row) ?? [], lines.get(row) ?? new Map()),
  };
}

function piecesOf(texts: readonly Written[], cells: ReadonlyMap<number, Cell>): PicturePiece[] {
  const pieces: PicturePiece[] = [];
  const lineUpTo = (from: number, to: number) => {
    for (let column = from; column < to; column += 1) addCell(pieces, cells.get(column) ?? NO_LINE);
  };
  let at = 0;
  for (const { column, width, piece } of texts.toSorted((one, other) => one.column - other.column)) {
    lineUpTo(at, column);
    pieces.push(piece);
    at = Math.max(at, column + width);
  }
  const end = Math.max(-1, ...cells.keys()) + 1;
  lineUpTo(at, end);
  return pieces;
}

function addCell(pieces: PicturePiece[], cell: Cell): void {
  const [text, isHeavy] = [characterOf(cell), isHeavyCell(cell)];
  const last = pieces.at(-1);
  if (last?.kind === 'line' && last.isHeavy === isHeavy)
    pieces[pieces.length - 1] = { ...last, text: last.text + text };
  else pieces.push({ kind: 'line', text, isHeavy });
}

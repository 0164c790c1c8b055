/**
 * Draws the gutter before each row: the cursor, the letter of the place that the row's bytes come from, and the number
 * of the line. Every region uses this gutter, so all texts begin in the same column.
 */

import { widthOf } from '../../../layout/shown-glyphs.ts';
import { hueOfLetter, type RowLetter, singleLetters } from '../../../views/map/letters.ts';
import { GUTTER_ROOM } from '../../../views/map/tags.ts';
import type { Lit, ScreenRow } from '../styled-glyphs.ts';
import { isLit, PLAIN, type StyledText, styleText } from '../styled-glyphs.ts';

/** The width of the gutter in cells: `>`, a letter of two cells, a space, a number of three cells, and a space. */
export const GUTTER = 8;
const LETTER_WIDTH = 2;
const NUMBER_WIDTH = 3;

export interface GutterMarks {
  readonly isHere?: boolean;
  /** Whether an answer has the right line, in the place of the cursor. */
  readonly mark?: '✓' | '✗' | undefined;
  readonly isChanged?: boolean;
  readonly letter?: RowLetter | null;
  readonly lit?: Lit;
  /** The number of a line, starting at 1, or the offset of a byte, starting at 0; `null` to show neither. */
  readonly number?: number | null;
}

export function gutter({
  isHere = false,
  mark,
  isChanged = false,
  letter = null,
  lit = null,
  number = null,
}: GutterMarks): ScreenRow {
  const letters = letter ? letterCells(letter, lit) : [];
  // Letters that need more cells take those of the number, and a row without letters gives it all of theirs.
  const room = GUTTER_ROOM - widthOf(letters);
  const separated = letter === null ? room : GUTTER_ROOM - letter.text.length - 1;
  return [
    mark && !isHere ? styleText(mark, mark === '✓' ? 'agrees' : 'differs') : styleText(isHere ? '>' : ' ', 'name'),
    ...letters,
    styleText(numberCell(number, Math.max(separated, NUMBER_WIDTH)).padStart(room).slice(-room), 'aside'),
    styleText(isChanged ? '~' : ' ', 'name'),
  ];
}

/**
 * Draws a letter in its hue and, if it is lit, on a background of that hue. The letter itself identifies the place, so no
 * information is lost without colors.
 */
export const chip = ({ text, hue }: RowLetter, lit: Lit = null): StyledText => ({
  text,
  width: text.length,
  style: { ...PLAIN, hue, ground: hue !== null && isLit(text.trim(), lit) ? 'chip' : 'page' },
});

/** Draws the letters of a row, each on its own hue, in at least two cells. */
export function letterCells(letter: RowLetter | null, lit: Lit): StyledText[] {
  const each = singleLetters(letter?.text ?? '');
  if (!letter || each.length < 2)
    return [chip({ text: (letter?.text ?? '').padEnd(LETTER_WIDTH), hue: letter?.hue ?? null }, lit)];
  return each.map((text) => chip({ text, hue: hueOfLetter(text) }, lit));
}

const THOUSAND = 1000;

/** Writes a number in at most `room` cells. A number that needs more is shortened to thousands or more, such as `1024k`. */
function numberCell(number: number | null, room: number): string {
  if (number === null) return '';
  const units = ['', 'k', 'M', 'G'];
  let shown = number;
  while (`${Math.floor(shown)}${units[0]}`.length > room && units.length > 1) {
    shown /= THOUSAND;
    units.shift();
  }
  return `${Math.floor(shown)}${units[0]}`;
}

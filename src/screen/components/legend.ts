/** Draws what the letters before the lines mean: the same beside a text, the whole signature, and a lesson. */
import { hueOfLetter, LEGEND, legendIn } from '../../views/map/letters.ts';
import { chip } from './frame/gutter.ts';
import { type Lit, type ScreenRow, styleText } from './styled-glyphs.ts';

/** The cells of the letters, with the space after them. */
const LETTERS = 7;

const WIDEST = Math.max(...LEGEND.map(([, says]) => says.length));
/** The cells of a group with the gap after it, where several share a row. */
const COLUMN = LETTERS + WIDEST + 2;

/** Draws each group of letters with what it means, each letter in its hue, in this many columns. */
export const legendRows = (margin: string, columns = 1, lit: Lit = null): ScreenRow[] =>
  legendIn(columns).map((groups) => [
    styleText(margin, 'words'),
    ...groups.flatMap((group, at) => groupCells(group, at < groups.length - 1 ? COLUMN : 0, lit)),
  ]);

/** Draws a group in at least `width` cells. */
function groupCells([letters, says]: (typeof LEGEND)[number], width: number, lit: Lit): ScreenRow {
  const chips = letters.split(' ').map((text) => chip({ text, hue: hueOfLetter(text) }, lit));
  const separated = chips.flatMap((one, index) => (index === 0 ? [one] : [styleText(' ', 'words'), one]));
  return [
    ...separated,
    styleText(' '.repeat(LETTERS - letters.length), 'words'),
    styleText(says.padEnd(width - LETTERS), 'aside'),
  ];
}

/** Draws what the letters before the lines mean: the same beside a text, the whole signature, and a lesson. */
import { hueOfLetter, LEGEND } from '../../views/map/letters.ts';
import { chip } from './frame/gutter.ts';
import { type ScreenRow, styleText } from './styled-glyphs.ts';

/** The cells of the letters, with the space after them. */
const LETTERS = 7;

/** Draws a row for each group of letters, each letter on its hue. */
export const legendRows = (margin = ''): ScreenRow[] =>
  LEGEND.map(([letters, says]) => {
    const chips = letters.split(' ').map((text) => chip({ text, hue: hueOfLetter(text) }));
    const separated = chips.flatMap((one, index) => (index === 0 ? [one] : [styleText(' ', 'words'), one]));
    return [
      styleText(margin, 'words'),
      ...separated,
      styleText(' '.repeat(LETTERS - letters.length), 'words'),
      styleText(says, 'aside'),
    ];
  });

/** Finds the letters before a row: the same on the screen and on a page. */
import { hueOfLetter, type RowLetter } from '../views/map/letters.ts';
import type { Places } from '../views/map/places.ts';
import { letterOfLine, tagAt } from '../views/map/tags.ts';
import type { Row } from './block-rows.ts';

/** Returns the letters that the page gives the row, or those of its bytes; `null` if it has none. */
export function lettersOfRow({ glyphs, gutter }: Pick<Row, 'glyphs' | 'gutter'>, places: Places): RowLetter | null {
  if (gutter?.letter !== undefined) return { text: gutter.letter, hue: hueOfLetter(gutter.letter) };
  const tags = glyphs.flatMap(({ at }) => (at ? [tagAt(places, { value: at.value, byte: at.start })] : []));
  return letterOfLine(tags, gutter?.number ?? null);
}

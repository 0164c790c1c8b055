/** Which rows of the items of a list are in sight: an item may take several. */
import type { Run } from '../../pages/page.ts';
import { glyphsOfWords, type ShownGlyph, widthOf, wordGlyphs } from '../layout/shown-glyphs.ts';
import { wrapGlyphs } from '../layout/wrapping.ts';

export interface ListContent {
  readonly title: string;
  readonly items: readonly (readonly Run[])[];
  readonly index: number;
  /** In cells: items are broken into rows, which go on so far to the right; `null` where they are cut instead. */
  readonly hanging: number | null;
}

/** A row of an item, its mark in front of it. */
export interface ListRow {
  readonly item: number;
  readonly glyphs: readonly ShownGlyph[];
}

/** In front of an item. */
const MARK = '> ';

/** At most `height` rows, that of the item chosen among them. `width` in cells. */
export function listWindow(list: ListContent, height: number, width: number): ListRow[] {
  const rows = list.items.flatMap((runs, item) => itemRows(list, runs, item, width));
  const here = rows.findIndex(({ item }) => item === list.index);
  const top = Math.max(Math.min(here - Math.floor(height / 2), rows.length - height), 0);
  return rows.slice(top, top + height);
}

function itemRows({ index, hanging }: ListContent, runs: readonly Run[], item: number, width: number): ListRow[] {
  const mark = wordGlyphs(item === index ? MARK : ' '.repeat(MARK.length), 'name');
  const glyphs = glyphsOfWords(runs);
  if (hanging === null || MARK.length + widthOf(glyphs) <= width) return [{ item, glyphs: [...mark, ...glyphs] }];
  const indent = wordGlyphs(' '.repeat(MARK.length + hanging), 'words');
  return wrapGlyphs(glyphs.slice(hanging), width - indent.length, 'words').map((row, at) => ({
    item,
    glyphs: at === 0 ? [...mark, ...glyphs.slice(0, hanging), ...row] : [...indent, ...row],
  }));
}

/** Fits words and lists into rows of the screen by truncating, wrapping, and padding them. */

import { glyphsOfWords, type ShownGlyph, widthOf, wordGlyphs } from '../../layout/shown-glyphs.ts';
import { cutGlyphs, cutWords, wrapGlyphs, wrapWithin } from '../../layout/wrapping.ts';
import type { Run } from '../../views/page.ts';
import type { ScreenRoom } from '../session-description.ts';
import { type ScreenSize, SMALLEST, widthIn } from './regions.ts';
import { onCursorLine, PLAIN_LOOK, type ScreenRow, styleGlyphs, styleText } from './styled-glyphs.ts';

/** Returns the size of the column in which a screen is drawn. */
export const columnOf = ({ size }: Pick<ScreenRoom, 'size'>, widest = Number.POSITIVE_INFINITY): ScreenSize => ({
  ...size,
  width: Math.min(widthIn(size), widest),
});

/** Breaks runs into at most `height` rows. If the runs are too long, the last row is truncated. */
function wrapRuns(runs: readonly Run[], width: number, height: number): ScreenRow[] {
  return wrapWithin(glyphsOfWords(runs), { width, height }).map((row) => styleGlyphs(row, PLAIN_LOOK));
}

export interface WordsForm {
  /** The most rows; the last one ends with `…` if there are more. */
  readonly most: number;
  /** The empty cells before each row. */
  readonly margin?: number;
  /** The word before the first row, in the column of labels. */
  readonly label?: string;
}

/** The cells of a label, on every screen: what is said beside labels begins in one column. */
export const LABEL_WIDTH = 10;

/** Breaks words at spaces into rows of at most `width` cells. */
export function wordRows(runs: readonly Run[], width: number, { most, margin = 1, label }: WordsForm): ScreenRow[] {
  const before = (index: number) =>
    ' '.repeat(margin) + (index === 0 && label ? label : '').padEnd(label === undefined ? 0 : LABEL_WIDTH);
  return wrapRuns(runs, width - before(0).length, most).map((row, index) => [
    styleText(before(index), 'aside'),
    ...row,
  ]);
}

/** Breaks a notice into at most `height` rows. Each of them begins one cell from the left edge. No notice has no rows. */
export const noticeRows = (notice: readonly Run[], width: number, height: number): ScreenRow[] =>
  notice.length === 0 ? [] : wrapRuns(notice, width - 1, height).map((row) => [styleText(' ', 'words'), ...row]);

export function fitRuns(runs: readonly Run[], width: number): ScreenRow {
  return fitGlyphs(glyphsOfWords(runs), width);
}

export const fitGlyphs = (glyphs: readonly ShownGlyph[], width: number): ScreenRow =>
  styleGlyphs(cutGlyphs(glyphs, width), PLAIN_LOOK);

/** Pads a row with spaces to `width` cells. */
export function padRow(row: ScreenRow, width: number): ScreenRow {
  const used = widthOf(row);
  return used >= width ? row : [...row, styleText(' '.repeat(width - used), 'words')];
}

/**
 * Draws the last row of a screen: the currently available keys and, at the right end, the keys that are always
 * available.
 */
export function keysRow(keys: readonly Run[], end: readonly Run[], width: number): ScreenRow {
  const after = fitRuns(end, width);
  const room = Math.max(width - widthOf(glyphsOfWords(end)) - 1, 0);
  return [...padRow([styleText(' ', 'words'), ...fitRuns(keys, room - 1)], room + 1), ...after];
}

/** Removes rows or adds empty rows, so that there are exactly `height` rows. */
export function fillRows(rows: readonly ScreenRow[], height: number): ScreenRow[] {
  return [...rows.slice(0, height), ...Array.from({ length: Math.max(height - rows.length, 0) }, (): ScreenRow => [])];
}

export const isTooSmall = ({ width, height }: ScreenSize, smallest: ScreenSize = SMALLEST): boolean =>
  width < smallest.width || height < smallest.height;

/** Draws a sentence that says that the window is too small: the longest one that fits. The shortest one is truncated. */
export function tooSmallRows({ width, height }: ScreenSize, smallest: ScreenSize = SMALLEST): ScreenRow[] {
  const wanted = `${smallest.width}×${smallest.height}`;
  const sentences = [
    `This window has ${width}×${height} cells; make it at least ${wanted}, or press q.`,
    `Make it at least ${wanted}, or press q.`,
    `${wanted}, or q`,
  ].map((says) => wrapGlyphs(wordGlyphs(says, 'words'), Math.max(width, 1), 'words'));
  const rows = sentences.find(({ length }) => length <= height) ?? sentences.at(-1) ?? [];
  return rows.slice(0, height).map((glyphs) => styleGlyphs(glyphs, PLAIN_LOOK));
}

export interface ListContent {
  readonly title: string;
  readonly items: readonly (readonly Run[])[];
  readonly index: number;
  /** The rows above each item, where groups begin; absent if there are no groups. */
  readonly headings?: readonly (readonly Run[])[];
  /** The indent of continuation rows in cells; `null` if items are truncated to one row instead. */
  readonly hanging: number | null;
}

interface ListRow {
  readonly item: number;
  /** Whether it is above the item, as a heading of a group is. */
  readonly isAbove?: true;
  readonly glyphs: readonly ShownGlyph[];
}

const MARK = '> ';

/** Returns at most `height` rows of a list, including the selected item. `width` is in cells. */
export function listWindow(list: ListContent, height: number, width: number): ListRow[] {
  const rows = list.items.flatMap((runs, item) => [
    ...headingRows(list.headings?.[item] ?? [], item),
    ...itemRows(list, runs, item, width),
  ]);
  const here = rows.findIndex(({ item }) => item === list.index);
  const top = Math.max(Math.min(here - Math.floor(height / 2), rows.length - height), 0);
  return rows.slice(top, top + height);
}

const headingRows = (headings: readonly Run[], item: number): ListRow[] =>
  headings.map((heading) => ({ item, isAbove: true, glyphs: glyphsOfWords([heading]) }));

function itemRows({ index, hanging }: ListContent, runs: readonly Run[], item: number, width: number): ListRow[] {
  const mark = wordGlyphs(item === index ? MARK : ' '.repeat(MARK.length), 'name');
  const glyphs = glyphsOfWords(runs);
  if (hanging === null) return [{ item, glyphs: [...mark, ...cutWords(glyphs, width - MARK.length)] }];
  if (MARK.length + widthOf(glyphs) <= width) return [{ item, glyphs: [...mark, ...glyphs] }];
  const indent = wordGlyphs(' '.repeat(MARK.length + hanging), 'words');
  return wrapGlyphs(glyphs.slice(hanging), width - indent.length, 'words').map((row, at) => ({
    item,
    glyphs: at === 0 ? [...mark, ...glyphs.slice(0, hanging), ...row] : [...indent, ...row],
  }));
}

/** Draws the title of a list and as many items as fit. The first row says how many follow below. */
export function listRows(list: ListContent, height: number, width: number): ScreenRow[] {
  const rows = listWindow(list, height - 1, width);
  const below = list.items.length - 1 - (rows.at(-1)?.item ?? list.items.length);
  const more = below > 0 ? `▼ ${below} more of ${list.items.length}` : '';
  const title = fitRuns([{ text: list.title, meaning: 'name' }], width - more.length - 1);
  return fillRows(
    [[...padRow(title, width - more.length), styleText(more, 'aside')], ...drawnItems(list, rows, width)],
    height,
  );
}

/** Draws rows of a list. That of the selected item is on the background of the cursor's row. */
export const drawnItems = ({ index }: ListContent, rows: readonly ListRow[], width: number): ScreenRow[] =>
  rows.map(({ item, isAbove, glyphs }) => {
    const row = fitGlyphs(glyphs, width);
    return item === index && !isAbove ? onCursorLine(padRow(row, width)) : row;
  });

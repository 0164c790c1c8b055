/** The visible part of a page: the rows around the cursor, with rulers below some of them. */
import { isPlace } from '../../../pages/places.ts';
import { EMPTY_ROW, type Row } from '../../layout/block-rows.ts';
import { type Cursor, windowTop } from '../cursor.ts';
import { GUTTER, type Layout } from '../regions.ts';
import type { ScreenRow, StyledText } from '../styled-glyphs.ts';
import { isAt, isIn, type Look, PLAIN, styleGlyphs, styleText, tagOf, uniteTexts } from '../styled-glyphs.ts';

export interface CursorOnRows {
  readonly rows: readonly Row[];
  readonly cursor: Cursor;
}

interface PageSight extends CursorOnRows {
  readonly ruled: ReadonlySet<number>;
  readonly layout: Layout;
}

/** A line of the window: a row of the page, or the ruler below that row. */
export interface WindowLine {
  readonly row: number;
  readonly kind: 'row' | 'ruler';
}

/** Returns the lines that fit. The cursor's row and its ruler are among them. */
export function windowLines({ rows, cursor, ruled, layout }: PageSight, height: number): WindowLine[] {
  const lines = linesInSight({ rows, cursor, layout }).flatMap((row): WindowLine[] =>
    ruled.has(row)
      ? [
          { row, kind: 'row' },
          { row, kind: 'ruler' },
        ]
      : [{ row, kind: 'row' }],
  );
  const drawn = lines.map(({ row, kind }) => (kind === 'row' ? (rows[row] ?? EMPTY_ROW) : EMPTY_ROW));
  const at = lines.findIndex(({ row }) => row === cursor.row);
  // The ruler of the cursor's row must also be visible.
  const room = ruled.has(cursor.row) ? height - 1 : height;
  const top = windowTop(drawn, { ...cursor, row: Math.max(at, 0) }, room);
  const last = Math.max(lines.length - height, 0);
  return lines.slice(Math.min(top, last), Math.min(top, last) + height);
}

/** Lists the rows that the window can show: all of the page, or, on a projector, only those in the cursor's part. */
function linesInSight({ rows, cursor, layout }: Omit<PageSight, 'ruled'>): number[] {
  const section = rows[cursor.row]?.section;
  const all = [...rows.keys()];
  return layout !== 'projector' ? all : all.filter((row) => rows[row]?.section === section);
}

interface PaneLook extends Look {
  /** The mark in a ruler below a byte that comes from no place. */
  readonly nowhere: '.' | ' ';
}

export function drawLines(
  lines: readonly WindowLine[],
  { rows, cursor }: CursorOnRows,
  look: Omit<PaneLook, 'position'>,
): ScreenRow[] {
  const marked = markedRow(rows, cursor);
  return lines.map(({ row, kind }) => {
    const shown = rows[row] ?? EMPTY_ROW;
    const isHere = row === cursor.row;
    const own: PaneLook = { ...look, position: isHere ? cursor.position : null };
    if (kind === 'row') return pageRow(shown, row === marked, own);
    return isHere && shown.bytes ? ruler(shown, own) : marksAlone(shown, own);
  });
}

/** Returns the cursor's row. If no mark may be written into it, returns the last row above it that can have one. */
function markedRow(rows: readonly Row[], { row }: Cursor): number {
  return rows[row]?.stop === 'unmarked'
    ? rows.slice(0, row).findLastIndex(({ stop }) => stop === 'line' || stop === 'bytes')
    : row;
}

function pageRow(row: Row, isMarked: boolean, look: PaneLook): ScreenRow {
  const letters = lettersOf(row, look);
  const isChanged = row.glyphs.some(({ at }) => at && isIn(look.changed, at));
  const gutter = `${`${isMarked ? '>' : ' '}${letters}`.padEnd(GUTTER - 1)}${isChanged ? '~' : ' '}`;
  return [styleText(gutter, isMarked ? 'name' : 'aside'), ...styleGlyphs(row.glyphs, look)];
}

const LETTERS = 3;

function lettersOf({ glyphs }: Row, { places }: PaneLook): string {
  const letters = new Set(
    glyphs
      .flatMap(({ at }) => (at ? [tagOf(places, at)] : []))
      .filter(isPlace)
      .map(({ letter }) => letter),
  );
  const all = [...letters].join('');
  return all.length <= LETTERS ? all : `${all.slice(0, LETTERS - 1)}+`;
}

/**
 * Draws a ruler: below each byte the letter of the place that it comes from, and a mark below the byte under the
 * cursor.
 */
function ruler({ glyphs }: Row, { places, position, nowhere, changed }: PaneLook): ScreenRow {
  const under = glyphs.map(({ at, width }): StyledText => {
    if (!at) return styleText(' '.repeat(width), 'words');
    const tag = tagOf(places, at);
    const isHere = isAt(at, position);
    const isMarked = nowhere === ' ' && isIn(changed, at);
    const letter = isMarked ? '~' : isPlace(tag) ? tag.letter.slice(0, 1) : tag === 'mixed' ? '*' : nowhere;
    return {
      text: (isHere ? '^' : letter).repeat(width),
      width,
      style: { ...PLAIN, meaning: isHere ? 'name' : 'aside', hue: isPlace(tag) ? tag.hue : null },
    };
  });
  return uniteTexts([styleText(' '.repeat(GUTTER), 'words'), ...under]);
}

function marksAlone({ glyphs }: Row, { changed }: PaneLook): ScreenRow {
  const under = glyphs.map(({ at, width }) => styleText((at && isIn(changed, at) ? '~' : ' ').repeat(width), 'aside'));
  return uniteTexts([styleText(' '.repeat(GUTTER), 'words'), ...under]);
}

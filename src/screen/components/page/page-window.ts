/**
 * Draws the visible part of a page: the rows around the cursor, with marks below the rows that differ from another
 * text.
 */

import { EMPTY_ROW, type Row } from '../../../layout/block-rows.ts';
import { lettersOfRow } from '../../../layout/row-letters.ts';
import { elideDigits, longestDigits } from '../../../layout/shortening.ts';
import { type ShownGlyph, widthOf, wordGlyphs } from '../../../layout/shown-glyphs.ts';
import type { Position } from '../../../trace/provenance.ts';
import { remembered } from '../../../trace/remembered.ts';
import { textOf } from '../../../views/page.ts';
import { padRow } from '../fitted-rows.ts';
import { GUTTER, gutter } from '../frame/gutter.ts';
import { reversed } from '../frame/headline.ts';
import {
  isAt,
  isChangedRow,
  isIn,
  type Lit,
  type Look,
  onCursorLine,
  PLAIN_LOOK,
  type ScreenRow,
  type StyledText,
  styleGlyphs,
  styleText,
  uniteTexts,
} from '../styled-glyphs.ts';
import { type Cursor, windowTop } from './cursor.ts';

export interface CursorOnRows {
  readonly rows: readonly Row[];
  readonly cursor: Cursor;
}

export interface PageSight extends CursorOnRows {
  readonly ruled: ReadonlySet<number>;
}

/** A line of the window: a row of the page, or the ruler below that row. */
export interface WindowLine {
  readonly row: number;
  readonly kind: 'row' | 'ruler';
}

/**
 * Returns the lines that fit, including the cursor's row and its ruler. Below them, another pane can cover the last
 * `covered` rows of the text. The lines then stay where they are, unless it would cover the cursor's row.
 */
export function windowLines(sight: PageSight, height: number, covered = 0): WindowLine[] {
  const lines = wholeWindow(sight, height + covered);
  return covered === 0 ? lines : uncovered(lines, sight, height);
}

/** Returns the first lines, or later ones if the rows from the cursor to the next stop would not be visible. */
function uncovered(lines: readonly WindowLine[], { rows, cursor }: CursorOnRows, height: number): WindowLine[] {
  const next = rows.findIndex(({ stop }, index) => index > cursor.row && stop !== 'none');
  const first = lines.findIndex(({ row }) => row === cursor.row);
  const last = lines.findLastIndex(({ row }) => row >= cursor.row && (next < 0 || row < next));
  const top = Math.max(Math.min(last + 1 - height, first), 0);
  return lines.slice(top, top + height);
}

function wholeWindow({ rows, cursor, ruled }: PageSight, height: number): WindowLine[] {
  const lines = [...rows.keys()].flatMap((row): WindowLine[] =>
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

interface PaneLook extends Look {
  /** The width of the pane in cells, including the gutter. */
  readonly width: number;
  /** The search text, in lowercase; empty if no search is active. */
  readonly searched: string;
}

export function drawLines(
  lines: readonly WindowLine[],
  { rows, cursor }: CursorOnRows,
  look: Omit<PaneLook, 'position'>,
): ScreenRow[] {
  const marked = markedRow(rows, cursor, lines);
  return lines.map(({ row, kind }) => {
    const shown = rows[row] ?? EMPTY_ROW;
    const own: PaneLook = { ...look, position: row === cursor.row ? cursor.position : null };
    if (kind === 'ruler') return differences(shown, own);
    return own.position === null && row !== marked ? quietRow(shown, own) : pageRow(shown, row === marked, own);
  });
}

/**
 * Returns the row with the mark of the cursor: the cursor's row or, if that row is meant to be copied, the last row
 * above it that may have a mark. If the window does not show that row, the cursor's row has the mark.
 */
function markedRow(rows: readonly Row[], { row }: Cursor, lines: readonly WindowLine[]): number {
  if (rows[row]?.stop !== 'unmarked') return row;
  const above = rows.slice(0, row).findLastIndex(({ stop }) => stop === 'line' || stop === 'bytes');
  return lines.some((line) => line.row === above) ? above : row;
}

/** Draws a row without the cursor. Almost all rows stay the same from key to key. */
export const quietRow = (row: Row, { places, changed, width, searched, lit = null }: PaneLook): ScreenRow =>
  rememberedRow(row, places, changed, width, searched, lit);

const rememberedRow = remembered(
  (row: Row, places: Look['places'], changed: Look['changed'], width: number, searched: string, lit: Lit): ScreenRow =>
    pageRow(row, false, { places, changed, width, searched, lit, position: null }),
);

function pageRow(row: Row, isMarked: boolean, look: PaneLook): ScreenRow {
  const glyphs = fittedGlyphs(row, look.width, look.position);
  const { number = null, mark } = row.gutter ?? {};
  const isChanged = row.gutter?.isChanged ?? isChangedRow(row, look.changed);
  const marks = {
    isHere: isMarked,
    mark,
    isChanged,
    letter: lettersOfRow(row, look.places),
    lit: look.lit ?? null,
    number,
  };
  const texts = styleGlyphs(glyphs, { ...look, hits: hitsIn(glyphs, look.searched) });
  const drawn = row.isVerdict ? verdictRow(gutter(marks), texts) : [...gutter(marks), ...texts];
  const whole = withNote(drawn, row, look);
  return isMarked ? onCursorLine(padRow(whole, look.width)) : whole;
}

/** Draws the result in reverse video, with the spaces around it. The words after it are bold. */
function verdictRow(before: ScreenRow, [result, ...others]: readonly StyledText[]): ScreenRow {
  if (!result) return before;
  const after = textOf(others);
  return [...before.slice(0, -1), reversed(` ${result.text} `), styleText(after.slice(1), 'name')];
}

/** Returns the glyphs of a row as they are drawn in a pane of `width` cells. A hash that does not fit is shortened. */
export function fittedGlyphs(row: Row, width: number, position: Position | null): readonly ShownGlyph[] {
  const note = fittedNote(row, width);
  const room = width - GUTTER - (longestDigits(row.glyphs) === null || note === '' ? 0 : note.length + 1);
  const here = position ? row.glyphs.findIndex(({ at }) => at && isAt(at, position)) : -1;
  return row.gutter ? elideDigits(row.glyphs, room, here) : row.glyphs;
}

/**
 * Returns the note of a row. If a hash fits with the mark alone but not with its words, returns only the mark, because
 * a hash is shortened last.
 */
function fittedNote({ glyphs, note }: Row, width: number): string {
  const [mark = ''] = note;
  const room = width - GUTTER - widthOf(glyphs) - 1;
  const isTight = note.length > room && mark.length <= room;
  return (mark === '✓' || mark === '✗') && isTight && longestDigits(glyphs) !== null ? mark : note;
}

/** The number of cells in which the beginning of a note still says something. */
const SHORTEST_NOTE = 12;

/** Returns the note of a row as it is drawn in a pane of `width` cells: shortened, or empty if there is no room. */
export const shownNote = (row: Row, width: number): string =>
  noteBeside(row, GUTTER + widthOf(fittedGlyphs(row, width, null)), width);

/** Returns the note of a row whose gutter and glyphs take `used` cells. */
function noteBeside(of: Row, used: number, width: number): string {
  const whole = fittedNote(of, width);
  const room = width - used - 1;
  if (whole.length <= room) return whole;
  // Next to a hash, a note is whole or is not shown, because a hash is shortened last.
  return room >= SHORTEST_NOTE && longestDigits(of.glyphs) === null ? `${whole.slice(0, room - 1)}…` : '';
}

/** Puts a note into its column. The column ends at the right edge and begins at the same cell for all short notes. */
function withNote(row: ScreenRow, of: Row, { width, searched }: PaneLook): ScreenRow {
  const note = noteBeside(of, widthOf(row), width);
  if (note === '') return row;
  const column = width - (note.length === 1 ? 1 : Math.max(note.length, of.noteWidth));
  const start = Math.max(column, widthOf(row) + 1);
  const glyphs = wordGlyphs(note, 'aside');
  return [...padRow(row, start), ...styleGlyphs(glyphs, { ...PLAIN_LOOK, hits: hitsIn(glyphs, searched) })];
}

/** Returns the glyphs that match the search, by their index. */
function hitsIn(glyphs: readonly ShownGlyph[], searched: string): ReadonlySet<number> {
  const hits = new Set<number>();
  if (searched === '') return hits;
  const starts = glyphs.map(() => 0);
  let text = '';
  for (const [index, glyph] of glyphs.entries()) {
    starts[index] = text.length;
    text += glyph.text.toLowerCase();
  }
  for (let at = text.indexOf(searched); at >= 0; at = text.indexOf(searched, at + 1))
    for (const [index, start] of starts.entries())
      if (start + (glyphs[index]?.text.length ?? 0) > at && start < at + searched.length) hits.add(index);
  return hits;
}

/** Draws a mark below each piece that differs from the other text. */
function differences(row: Row, { changed, width, position }: PaneLook): ScreenRow {
  const glyphs = fittedGlyphs(row, width, position);
  const under = glyphs.map(({ at, width }) => styleText((at && isIn(changed, at) ? '≠' : ' ').repeat(width), 'name'));
  return uniteTexts([styleText(' '.repeat(GUTTER), 'words'), ...under]);
}

/** Finds the object at a cell of the screen, for the mouse. */

import type { Row } from '../../../layout/block-rows.ts';
import { type ShownGlyph, widthOf } from '../../../layout/shown-glyphs.ts';
import type { Picture } from '../../../layout/whole/drawn.ts';
import type { ByteRange } from '../../../trace/provenance.ts';
import { textOf } from '../../../views/page.ts';
import { isTooSmall, listWindow } from '../../components/fitted-rows.ts';
import { GUTTER } from '../../components/frame/gutter.ts';
import { stepsRow } from '../../components/frame/steps-row.ts';
import { hexRows } from '../../components/page/hex-rows.ts';
import { fittedGlyphs } from '../../components/page/page-window.ts';
import { listWidth, type Pane, type Regions, SEPARATOR, TOP } from '../../components/regions.ts';
import type { WalkContent } from '../content.ts';
import { bodyHeight, linesInSight, listHeight, regionsNow, sealsHeight } from './sight.ts';

type Hit =
  /** A step by its number, as in its name. */
  | { readonly kind: 'stage'; readonly step: number }
  /** A line of the whole signature. */
  | { readonly kind: 'line'; readonly index: number }
  /**
   * A row of the page or of the text beside it. `at` is the byte that the cell shows, or `null` if the cell shows no
   * byte.
   */
  | { readonly kind: 'row'; readonly pane: Pane; readonly row: number; readonly at: ByteRange | null }
  | { readonly kind: 'byte'; readonly at: ByteRange }
  | { readonly kind: 'item'; readonly index: number }
  /** A word in the row of keys. `shown` is the key as written in that row. */
  | { readonly kind: 'key'; readonly shown: string };

interface CellPlace {
  readonly column: number;
  readonly row: number;
}

const STEPS_ROW = 1;

/** Finds what the user clicked. `whole` contains the regions of the window without a notice. */
export function hitAt(content: WalkContent, whole: Regions, { column: cell, row }: CellPlace): Hit | null {
  if (isTooSmall(whole)) return null;
  const regions = regionsNow(content, whole);
  const { leftWidth, rightWidth, inspectorHeight } = regions;
  const column = cell - regions.margin;
  if (row === STEPS_ROW) return stageHit(content, leftWidth, column);
  if (row === regions.height - 1) return keyHit(content, regions.width, column);
  const height = bodyHeight(content, regions);
  const inBody = { row: row - TOP, column };
  if (inBody.row < 0 || inBody.row >= height) return null;
  if (content.whole && !content.list) return lineHit(content.whole.picture, inBody.row);
  if (rightWidth > 0 && column > leftWidth)
    return byteHit(content, regions, {
      row: inBody.row - inspectorHeight - sealsHeight(content, regions) - 1,
      column: column - leftWidth - 1,
    });
  if (content.list) return itemHit(content, inBody.row, listHeight(content, regions), listWidth(regions));
  return bodyHit(content, regions, inBody);
}

/** Finds what the column with the text shows, where one text has no title above it, and each of two texts has one. */
function bodyHit(content: WalkContent, regions: Regions, { row, column }: CellPlace): Hit | null {
  const { text, texts, form } = regions;
  if (content.beside.kind !== 'text') {
    if (row < text.height) return rowHit(content, regions, 'page', { row, column });
    return form === 'wide' ? null : byteHit(content, regions, { row: row - text.height - 1, column });
  }
  const besideAt = GUTTER + texts.width + SEPARATOR;
  if (texts.placement === 'beside' && column >= besideAt)
    return rowHit(content, regions, 'beside', { row: row - 1, column: column - besideAt });
  if (texts.placement === 'beside' || row <= texts.heights.page)
    return rowHit(content, regions, 'page', { row: row - 1, column });
  return rowHit(content, regions, 'beside', { row: row - texts.heights.page - 2, column });
}

function stageHit({ steps, step }: WalkContent, width: number, column: number): Hit | null {
  const at = stepsRow(steps, step, width).cells.findIndex((cell) => cell && column >= cell.start && column < cell.end);
  const found = steps[at];
  return found ? { kind: 'stage', step: found.number } : null;
}

/** Finds the key whose word is at a column. Words in the row of keys are separated by two or more spaces. */
function keyHit({ footer, footerEnd }: WalkContent, width: number, column: number): Hit | null {
  const end = textOf(footerEnd);
  if (column >= width - end.length) return { kind: 'key', shown: end.trim().split(' ')[0] ?? '' };
  for (const { 0: word, index } of ` ${textOf(footer)}`.matchAll(/\S+(?: \S+)*/g))
    if (column >= index && column < index + word.length) return { kind: 'key', shown: word.split(' ')[0] ?? '' };
  return null;
}

function lineHit({ rows }: Picture, row: number): Hit | null {
  const index = rows[row]?.line ?? null;
  return index === null ? null : { kind: 'line', index };
}

function itemHit({ list }: WalkContent, row: number, height: number, width: number): Hit | null {
  if (!list || row === 0 || row >= height) return null;
  const found = listWindow(list, height - 1, width)[row - 1];
  return found ? { kind: 'item', index: found.item } : null;
}

function rowHit(content: WalkContent, regions: Regions, pane: Pane, { row, column }: CellPlace): Hit | null {
  const line = linesInSight(content, regions)[pane][row];
  const found = line && rowsOf(content, pane)[line.row];
  if (!found) return null;
  const { width } = content.beside.kind === 'text' ? regions.texts : regions.text;
  const position = line.row === content.cursor.row ? content.cursor.position : null;
  const glyphs = fittedGlyphs(found, GUTTER + width, position);
  // The row of a field that is in no row of the page is none that the page has.
  const after = content.ownRow !== null && line.row >= content.ownRow ? 1 : 0;
  return { kind: 'row', pane, row: Math.max(line.row - after, 0), at: glyphAt(glyphs, column - GUTTER)?.at ?? null };
}

const rowsOf = ({ rows, beside }: WalkContent, pane: Pane): readonly Row[] =>
  pane === 'beside' && beside.kind === 'text' ? beside.rows : rows;

function byteHit(content: WalkContent, { hex }: Regions, { row, column }: CellPlace): Hit | null {
  const { beside, cursor } = content;
  const { position } = cursor;
  if (beside.kind !== 'bytes' || !beside.shown || !position || row < 0 || row >= hex.height) return null;
  const view = { value: position.value, shown: beside.shown, ...hex };
  const at = glyphAt(hexRows(view, position)[row] ?? [], column)?.at;
  return at ? { kind: 'byte', at } : null;
}

function glyphAt(glyphs: readonly ShownGlyph[], column: number): ShownGlyph | null {
  let at = 0;
  for (const glyph of glyphs) {
    at += widthOf([glyph]);
    if (column < at) return column < 0 ? null : glyph;
  }
  return null;
}

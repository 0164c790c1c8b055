/** Finds the object at a cell of the screen, for the mouse. */

import type { Row } from '../../../layout/block-rows.ts';
import { type ShownGlyph, widthOf } from '../../../layout/shown-glyphs.ts';
import type { ByteRange } from '../../../trace/provenance.ts';
import { isTooSmall, listWindow } from '../../components/fitted-rows.ts';
import { GUTTER } from '../../components/frame/gutter.ts';
import { stepsRow } from '../../components/frame/steps-row.ts';
import { hexRows } from '../../components/page/hex-rows.ts';
import type { Pane } from '../../components/page/page-parts.ts';
import { fittedGlyphs } from '../../components/page/page-window.ts';
import { listWidth, type Regions, TOP } from '../../components/regions.ts';
import { besideAt, linesInSight, panesOf } from './pane-rows.ts';
import type { ScreenContent } from './screen-content.ts';
import { bottomRows, drawScreen } from './screen-rows.ts';

type Hit =
  | { readonly kind: 'stage'; readonly step: number }
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

export function hitAt(content: ScreenContent, regions: Regions, { column: cell, row }: CellPlace): Hit | null {
  if (isTooSmall(regions)) return null;
  const column = cell - regions.margin;
  if (row === STEPS_ROW) return stageHit(content, regions.leftWidth, column);
  if (row === regions.height - 1) return keyHit(content, regions.width, column);
  const inBody = { row: row - TOP, column };
  const height = regions.height - TOP - bottomRows(content, regions).length;
  if (inBody.row < 0 || inBody.row >= height) return null;
  if (regions.rightWidth > 0 && column > regions.leftWidth) {
    const hexRow = inBody.row - regions.inspectorHeight - 1;
    return byteHit(content, regions, { row: hexRow, column: column - regions.leftWidth - 1 });
  }
  if (content.list) return itemHit(content, inBody.row, height, listWidth(regions));
  return bodyHit(content, regions, inBody);
}

function bodyHit(content: ScreenContent, regions: Regions, { row, column }: CellPlace): Hit | null {
  const panes = panesOf(content, regions);
  const isText = content.beside.kind === 'text';
  // Two texts have titles above them.
  const line = isText ? row - 1 : row;
  if (isText && panes.placement === 'beside' && column >= besideAt(panes))
    return rowHit(content, regions, 'beside', { row: line, column: column - besideAt(panes) });
  const region = regionAt(content, regions, row);
  if (region === null) return null;
  if (region.name === 'hex') return byteHit(content, regions, { row: region.row - 1, column });
  if (region.name !== 'text') return null;
  if (line < panes.textHeight || !isText) return rowHit(content, regions, 'page', { row: line, column });
  return rowHit(content, regions, 'beside', { row: line - panes.textHeight - 1, column });
}

/** Finds the region of the left column at a row, and the row within that region. */
function regionAt(content: ScreenContent, regions: Regions, row: number) {
  let top = 0;
  for (const { name, rows } of drawScreen(content, regions).left) {
    if (row < top + rows.length) return { name, row: row - top };
    top += rows.length;
  }
  return null;
}

function stageHit({ steps, step }: ScreenContent, width: number, column: number): Hit | null {
  const at = stepsRow(steps, step, width).cells.findIndex((cell) => cell && column >= cell.start && column < cell.end);
  return at < 0 ? null : { kind: 'stage', step: at };
}

/** Finds the key whose word is at a column. Words in the row of keys are separated by two or more spaces. */
function keyHit({ footer, footerEnd }: ScreenContent, width: number, column: number): Hit | null {
  const text = (runs: readonly { readonly text: string }[]) => runs.map((run) => run.text).join('');
  const end = text(footerEnd);
  if (column >= width - end.length) return { kind: 'key', shown: end.trim().split(' ')[0] ?? '' };
  for (const { 0: word, index } of ` ${text(footer)}`.matchAll(/\S+(?: \S+)*/g))
    if (column >= index && column < index + word.length) return { kind: 'key', shown: word.split(' ')[0] ?? '' };
  return null;
}

function itemHit({ list }: ScreenContent, row: number, height: number, width: number): Hit | null {
  if (!list || row === 0) return null;
  const found = listWindow(list, height - 1, width)[row - 1];
  return found ? { kind: 'item', index: found.item } : null;
}

function rowHit(content: ScreenContent, regions: Regions, pane: Pane, { row, column }: CellPlace): Hit | null {
  const line = linesInSight(content, regions)[pane][row];
  const found = line && rowsOf(content, pane)[line.row];
  if (!found) return null;
  const { textWidth } = panesOf(content, regions);
  const position = line.row === content.cursor.row ? content.cursor.position : null;
  const glyphs = fittedGlyphs(found, GUTTER + textWidth, position);
  return { kind: 'row', pane, row: line.row, at: glyphAt(glyphs, column - GUTTER)?.at ?? null };
}

const rowsOf = ({ rows, beside }: ScreenContent, pane: Pane): readonly Row[] =>
  pane === 'beside' && beside.kind === 'text' ? beside.rows : rows;

function byteHit(content: ScreenContent, { hex }: Regions, { row, column }: CellPlace): Hit | null {
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

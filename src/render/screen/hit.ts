/** Finds out what is at a cell of the screen, for the mouse. */
import type { ByteRange } from '../../trace/provenance.ts';
import type { Row } from '../layout/block-rows.ts';
import { type ShownGlyph, widthOf } from '../layout/shown-glyphs.ts';
import { isTooSmall, listWindow } from './fitted-rows.ts';
import { hexRows } from './page/hex-rows.ts';
import type { Pane } from './page/page-parts.ts';
import { besideAt, linesInSight, panesOf } from './pane-rows.ts';
import { GUTTER, listWidth, type Regions } from './regions.ts';
import type { ScreenContent } from './screen-content.ts';
import { stageBar } from './screen-rows.ts';

type Hit =
  | { readonly kind: 'stage'; readonly step: number }
  /** A row of the page or of the text beside it. `at` is what the cell shows; `null` if it shows no byte. */
  | { readonly kind: 'row'; readonly pane: Pane; readonly row: number; readonly at: ByteRange | null }
  | { readonly kind: 'byte'; readonly at: ByteRange }
  | { readonly kind: 'item'; readonly index: number };

interface CellPlace {
  readonly column: number;
  readonly row: number;
}

/** The rows above the page: the verdict, the bar of stages and a rule. */
const ABOVE = 3;
const BAR = 1;

export function hitAt(content: ScreenContent, regions: Regions, { column, row }: CellPlace): Hit | null {
  if (isTooSmall(regions)) return null;
  const panes = panesOf(content, regions);
  if (row === BAR) return stageHit(content, regions.width, column);
  const inPage = row - ABOVE;
  const isBeside = panes.placement === 'beside' && column >= besideAt(panes);
  if (isBeside) return besideHit(content, regions, { row: inPage, column: column - besideAt(panes) });
  if (inPage >= 0 && inPage < panes.textHeight) {
    const place = { row: inPage, column };
    return content.list
      ? itemHit(content, inPage, panes.textHeight, listWidth(panes))
      : rowHit(content, regions, 'page', place);
  }
  return panes.placement === 'below'
    ? besideHit(content, regions, { row: inPage - panes.textHeight - 1, column })
    : null;
}

function stageHit(content: ScreenContent, width: number, column: number): Hit | null {
  let at = 0;
  for (const [step, { width: cells }] of stageBar(content, width).entries()) {
    at += cells;
    if (column < at) return { kind: 'stage', step };
  }
  return null;
}

function itemHit({ list }: ScreenContent, row: number, height: number, width: number): Hit | null {
  if (!list || row === 0) return null;
  const found = listWindow(list, height - 1, width)[row - 1];
  return found ? { kind: 'item', index: found.item } : null;
}

const besideHit = (content: ScreenContent, regions: Regions, place: CellPlace): Hit | null =>
  content.beside.kind === 'text' ? rowHit(content, regions, 'beside', place) : byteHit(content, regions, place);

function rowHit(content: ScreenContent, regions: Regions, pane: Pane, { row, column }: CellPlace): Hit | null {
  const line = linesInSight(content, regions)[pane][row];
  const found = line && rowsOf(content, pane)[line.row];
  return found ? { kind: 'row', pane, row: line.row, at: glyphAt(found.glyphs, column - GUTTER)?.at ?? null } : null;
}

const rowsOf = ({ rows, beside }: ScreenContent, pane: Pane): readonly Row[] =>
  pane === 'beside' && beside.kind === 'text' ? beside.rows : rows;

function byteHit({ beside, cursor: { position } }: ScreenContent, { hex }: Regions, { row, column }: CellPlace) {
  if (beside.kind !== 'bytes' || !beside.shown || !position || row < 0 || row >= hex.height) return null;
  const view = { value: position.value, shown: beside.shown, bytesInRow: hex.bytesInRow, height: hex.height };
  const at = glyphAt(hexRows(view, position)[row] ?? [], column)?.at;
  return at ? { kind: 'byte' as const, at } : null;
}

function glyphAt(glyphs: readonly ShownGlyph[], column: number): ShownGlyph | null {
  let at = 0;
  for (const glyph of glyphs) {
    at += widthOf([glyph]);
    if (column < at) return column < 0 ? null : glyph;
  }
  return null;
}

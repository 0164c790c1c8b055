/** What stands under a cell of the screen, for the mouse. */
import type { ByteRange } from '../../trace/provenance.ts';
import { type Glyph, widthOf } from './cells.ts';
import { windowTop } from './cursor.ts';
import { hexRows } from './hex-rows.ts';
import { listWindow } from './list-window.ts';
import { GUTTER, listWidth, type Regions } from './regions.ts';
import { type ScreenContent, shownPart, stageBar } from './screen-rows.ts';
import { isTooSmall } from './too-small.ts';

export type Hit =
  | { readonly kind: 'stage'; readonly step: number }
  /** A row of the page; the byte, where the cell shows one. */
  | { readonly kind: 'row'; readonly row: number; readonly at: ByteRange | null }
  | { readonly kind: 'byte'; readonly at: ByteRange }
  /** An item of the list that lies over the page. */
  | { readonly kind: 'item'; readonly index: number };

export interface CellPlace {
  /** Both from 0. */
  readonly column: number;
  readonly row: number;
}

/** The rows above the page: the verdict, the bar of stages, a rule. */
const ABOVE = 3;
const BAR = 1;

export function hitAt(content: ScreenContent, regions: Regions, { column, row }: CellPlace): Hit | null {
  if (isTooSmall(regions)) return null;
  const { textHeight, hex, width, textWidth } = regions;
  if (row === BAR) return stageHit(content, width, column);
  const inPage = row - ABOVE;
  const besideAt = GUTTER + textWidth + SEPARATOR;
  if (hex.stands === 'beside' && column >= besideAt) return byteHit(content, regions, inPage, column - besideAt);
  if (inPage >= 0 && inPage < textHeight) {
    return content.list
      ? itemHit(content, inPage, textHeight, listWidth(regions))
      : rowHit(content, regions, inPage, column - GUTTER);
  }
  return hex.stands === 'below' ? byteHit(content, regions, inPage - textHeight - 1, column) : null;
}

/** Between the page and the hex view. */
const SEPARATOR = 3;

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

/** The row below that of the cursor is the ruler, which belongs to it. */
function rowHit(content: ScreenContent, { textHeight, layout }: Regions, inPage: number, column: number): Hit | null {
  const { rows, cursor, start } = shownPart(content, layout);
  const hasRuler = Boolean(rows[cursor.row]?.bytes);
  const top = windowTop(rows, cursor, hasRuler ? textHeight - 1 : textHeight);
  const drawn = top + inPage;
  const row = hasRuler && drawn > cursor.row ? drawn - 1 : drawn;
  const found = rows[row];
  return found ? { kind: 'row', row: start + row, at: glyphAt(found.glyphs, column)?.at ?? null } : null;
}

function byteHit(
  { bytes, cursor: { position } }: ScreenContent,
  { hex }: Regions,
  row: number,
  column: number,
): Hit | null {
  if (!bytes || !position || row < 0 || row >= hex.height) return null;
  const view = { value: position.value, shown: bytes, bytesInRow: hex.bytesInRow, height: hex.height };
  const at = glyphAt(hexRows(view, position)[row] ?? [], column)?.at;
  return at ? { kind: 'byte', at } : null;
}

function glyphAt(glyphs: readonly Glyph[], column: number): Glyph | null {
  let at = 0;
  for (const glyph of glyphs) {
    at += widthOf([glyph]);
    if (column < at) return column < 0 ? null : glyph;
  }
  return null;
}

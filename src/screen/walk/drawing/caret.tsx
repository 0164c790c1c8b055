/** Puts the cursor of the terminal on the caret of the field in a row, where screen magnifiers and input methods look for it. */
import { useCursor } from 'ink';
import type { ShownGlyph } from '../../../layout/shown-glyphs.ts';
import { widthOf } from '../../../layout/shown-glyphs.ts';
import type { PicturePiece } from '../../../layout/whole/canvas.ts';
import { GUTTER } from '../../components/frame/gutter.ts';
import { type Regions, TOP } from '../../components/regions.ts';
import type { WalkContent } from '../content.ts';
import { linesInSight, type Shown } from './sight.ts';

export function Caret({ content, regions }: Shown) {
  const at = content.typed && !content.list ? caretIn(content, regions) : null;
  return at && <CaretAt x={regions.margin + at.column} y={TOP + at.row} />;
}

/** Shows the cursor of the terminal at a cell, from 0, as long as this is drawn. */
function CaretAt(cell: { readonly x: number; readonly y: number }) {
  const { setCursorPosition } = useCursor();
  setCursorPosition(cell);
  return null;
}

interface CaretCell {
  readonly row: number;
  readonly column: number;
}

/** Returns the cell of the caret below the rule of the steps; `null` if no field is in sight. */
function caretIn(content: WalkContent, regions: Regions): CaretCell | null {
  if (content.whole) return caretInPicture(content.whole.picture.rows.map(({ pieces }) => pieces));
  const { rows, cursor } = content;
  const row = linesInSight(content, regions).page.findIndex((line) => line.row === cursor.row);
  const before = widthBefore(rows[cursor.row]?.glyphs ?? []);
  return row < 0 || before === null ? null : { row, column: GUTTER + before };
}

function caretInPicture(rows: readonly (readonly PicturePiece[])[]): CaretCell | null {
  for (const [row, pieces] of rows.entries()) {
    let column = 0;
    for (const piece of pieces) {
      const before = piece.kind === 'glyphs' ? widthBefore(piece.glyphs) : null;
      if (before !== null) return { row, column: column + before };
      column += widthOfPiece(piece);
    }
  }
  return null;
}

/** Returns the width of the glyphs before the caret; `null` if none of them has it. */
function widthBefore(glyphs: readonly ShownGlyph[]): number | null {
  const at = glyphs.findIndex(({ isCaret }) => isCaret);
  return at < 0 ? null : widthOf(glyphs.slice(0, at));
}

const widthOfPiece = (piece: PicturePiece): number =>
  piece.kind === 'glyphs' ? widthOf(piece.glyphs) : (piece.kind === 'letter' ? piece.letter.text : piece.text).length;

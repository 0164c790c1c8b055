/** Defines what the picture of a signature is drawn from, and the picture. */
import type { RowLetter } from '../../views/map/letters.ts';
import type { PartName, Whole, WholeLine, WholePart } from '../../views/whole/whole.ts';
import type { ShownGlyph } from '../shown-glyphs.ts';
import type { PicturePiece } from './canvas.ts';

export interface PictureRow {
  readonly pieces: readonly PicturePiece[];
  /** The index of the line in the row, for the page of `--html`; `null` if there is none. */
  readonly line: number | null;
  /** The cells of the cursor's line; `null` in other rows. */
  readonly here: Extent | null;
}

/** Cells in a row: where its text begins, and where it ends (exclusive). */
export interface Extent {
  readonly from: number;
  readonly to: number;
}

export interface Picture {
  readonly rows: readonly PictureRow[];
  /** The column of the line between the two sides; `null` if there is only one. */
  readonly divider: number | null;
}

/** A line with its index among all lines, and what is drawn of it. */
export interface DrawnLine extends WholeLine {
  readonly index: number;
  readonly letter: RowLetter | null;
  readonly isOnWay: boolean;
  readonly isHere: boolean;
  /** Whether a field is open in the line. */
  readonly isTyped: boolean;
  readonly isChanged: boolean;
  readonly glyphs: readonly ShownGlyph[];
  /** Returns the glyphs in at most `width` cells. */
  readonly fitted: (width: number) => readonly ShownGlyph[];
}

export interface DrawnPart extends Omit<WholePart, 'lines'> {
  readonly lines: readonly DrawnLine[];
  /** The title with the number of its step, such as `4 CANONICAL REQUEST`. */
  readonly heading: string;
}

export interface DrawnWhole {
  /** Returns a part; `undefined` if this signature has none. */
  readonly part: (name: PartName) => DrawnPart | undefined;
  readonly joins: Whole['joins'];
  readonly next: Whole['next'];
  /** Writes the number of a step before its title, such as `4 CANONICAL REQUEST`. `stage` is the ID of its stage. */
  readonly numbered: (step: { readonly stage: string; readonly title: string }) => string;
}

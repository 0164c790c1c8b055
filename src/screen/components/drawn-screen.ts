/** Defines a screen as regions of rows, which Ink lays out. */
import type { ScreenRow } from './styled-glyphs.ts';

export type RegionName = 'header' | 'steps' | 'text' | 'inspector' | 'hex' | 'map' | 'keys' | 'overlay';

/** A rectangle of the screen, whose rows fill its height exactly. No row is wider than the rectangle. */
export interface Region {
  readonly name: RegionName;
  readonly width: number;
  readonly rows: readonly ScreenRow[];
}

/**
 * The regions of a screen from top to bottom: the regions above the two columns, the columns, and the regions below
 * them.
 */
export interface DrawnScreen {
  /** The empty columns to the left of everything. */
  readonly margin: number;
  readonly above: readonly Region[];
  readonly left: readonly Region[];
  /** The line between the columns, one cell for each row; empty if there is no right column. */
  readonly divider: readonly ScreenRow[];
  readonly right: readonly Region[];
  readonly below: readonly Region[];
}

/**
 * Creates a screen with a single region. The region fills the screen or, in a window wider than any screen, is in the
 * middle.
 */
export const singleRegion = (
  name: RegionName,
  whole: number,
  rows: readonly ScreenRow[],
  width = whole,
): DrawnScreen => ({
  margin: Math.floor((whole - width) / 2),
  above: [],
  left: [{ name, width, rows }],
  divider: [],
  right: [],
  below: [],
});

/** Defines a screen of finished rows, which Ink draws. */
import type { ScreenRow } from './styled-glyphs.ts';

export interface DrawnScreen {
  /** The empty columns to the left of everything. */
  readonly margin: number;
  readonly width: number;
  /** The rows, which fill the height of the screen exactly. No row is wider than the screen. */
  readonly rows: readonly ScreenRow[];
}

/**
 * Creates a screen of rows. They fill the screen or, in a window wider than any screen, are in its middle. The name says
 * what the rows are.
 */
export const singleRegion = (
  _name: 'text' | 'overlay',
  whole: number,
  rows: readonly ScreenRow[],
  width = whole,
): DrawnScreen => ({ margin: Math.floor((whole - width) / 2), width, rows });

/**
 * Defines a screen as regions. Ink lays out the regions. Without Ink, or before it is loaded, `rowsOfScreen` puts the
 * same rows into the same cells.
 */
import { padRow } from './fitted-rows.ts';
import { type ScreenRow, styleText } from './styled-glyphs.ts';

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

/** Returns the rows of a whole screen, from top to bottom. */
export function rowsOfScreen({ margin, above, left, divider, right, below }: DrawnScreen): ScreenRow[] {
  const before = margin === 0 ? [] : [styleText(' '.repeat(margin), 'words')];
  const beside = rowsOf(right);
  const width = left[0]?.width ?? 0;
  const middle = rowsOf(left).map((row, index) =>
    divider.length === 0 ? row : [...padRow(row, width), ...(divider[index] ?? []), ...(beside[index] ?? [])],
  );
  return [...rowsOf(above), ...middle, ...rowsOf(below)].map((row) => [...before, ...row]);
}

const rowsOf = (regions: readonly Region[]): ScreenRow[] => regions.flatMap(({ rows }) => rows);

/** Puts the rows of a drawing apart where there is room for it. Its vertical lines go on between the rows. */
import { padRow } from './fitted-rows.ts';
import { type ScreenRow, styleText } from './styled-glyphs.ts';

/** Puts a row between every two rows. `columns` are the columns of the vertical lines, from left to right. */
export function rowsApart(rows: readonly ScreenRow[], columns: readonly number[]): ScreenRow[] {
  return rows.flatMap((row, index) => {
    const next = rows[index + 1];
    return next ? [row, rowBetween(row, next, columns)] : [row];
  });
}

function rowBetween(above: ScreenRow, below: ScreenRow, columns: readonly number[]): ScreenRow {
  return columns.reduce((row: ScreenRow, column) => {
    const line = DOWNWARD.get(characterAt(above, column)) ?? UPWARD.get(characterAt(below, column));
    return line ? [...padRow(row, column), styleText(line, line === HEAVY ? 'name' : 'aside')] : row;
  }, []);
}

const HEAVY = '┃';
const each = (characters: string, line: string) => [...characters].map((character) => [character, line] as const);
/** The vertical lines that go on below a character. */
const DOWNWARD: ReadonlyMap<string, string> = new Map([...each('┐┤│', '│'), ...each('┓┫┨┪┃', HEAVY)]);
/** The vertical lines that come from above a character. */
const UPWARD: ReadonlyMap<string, string> = new Map([...each('┘', '│'), ...each('┛', HEAVY)]);

/** Returns the character in a cell; an empty string if there is none, or if a wide character is before it. */
function characterAt(row: ScreenRow, column: number): string {
  let start = 0;
  for (const { text, width } of row) {
    if (column < start + width) return width === text.length ? text.charAt(column - start) : '';
    start += width;
  }
  return '';
}

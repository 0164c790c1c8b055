/** Words as rows of the screen: cut, wrapped, padded to the room there is. */
import type { Run } from '../../pages/page.ts';
import { glyphsOfWords, type ShownGlyph } from '../layout/shown-glyphs.ts';
import { cutGlyphs, wrapWithin } from '../layout/wrapping.ts';
import type { ScreenRow } from './style.ts';
import { PLAIN_LOOK, styled, styledGlyphs } from './styled-glyphs.ts';

/** A rule, with a title near its end. */
export function rule(width: number, says: string, isFocused: boolean): ScreenRow {
  const mark = isFocused ? '▸ ' : '';
  const room = Math.max(width - RULE_AROUND - mark.length, 1);
  const title = says.length > room ? `${says.slice(0, room - 1)}…` : says;
  const text = title === '' ? '' : ` ${mark}${title} `;
  return [styled(`${'─'.repeat(Math.max(width - text.length - 2, 0))}${text}──`, isFocused ? 'name' : 'aside')];
}

/** What of a rule is to be seen of it at least: four cells before its title, two behind it, two spaces. */
const RULE_AROUND = 8;

/** Runs in at most so many rows, the last one cut where they are too long. */
export function wrapped(runs: readonly Run[], width: number, height: number): ScreenRow[] {
  return wrapWithin(glyphsOfWords(runs), { width, height }).map((row) => styledGlyphs(row, PLAIN_LOOK));
}

/** Runs in one row, cut where they are too long. */
export function fitted(runs: readonly Run[], width: number): ScreenRow {
  return fittedGlyphs(glyphsOfWords(runs), width);
}

/** Glyphs in one row of at most `width` cells, cut where they are too many. */
export const fittedGlyphs = (glyphs: readonly ShownGlyph[], width: number): ScreenRow =>
  styledGlyphs(cutGlyphs(glyphs, width), PLAIN_LOOK);

/** A row with spaces behind it up to `width` cells. */
export function padded(row: ScreenRow, width: number): ScreenRow {
  const used = row.reduce((sum, { width: cells }) => sum + cells, 0);
  return used >= width ? row : [...row, styled(' '.repeat(width - used), 'words')];
}

/** Exactly `height` rows: those behind are left out, missing ones are empty. */
export function filled(rows: readonly ScreenRow[], height: number): ScreenRow[] {
  return [...rows.slice(0, height), ...Array.from({ length: Math.max(height - rows.length, 0) }, (): ScreenRow => [])];
}

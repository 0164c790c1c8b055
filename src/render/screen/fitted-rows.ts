/** Words as rows of the screen: cut, wrapped, padded to the room there is. */
import type { Run } from '../../pages/page.ts';
import { glyphsOfWords, type ShownGlyph, widthOf, wordGlyphs } from '../layout/shown-glyphs.ts';
import { cutGlyphs, wrapWithin } from '../layout/wrapping.ts';
import type { ScreenRow } from './style.ts';
import { PLAIN_LOOK, styled, styledGlyphs, united } from './styled-glyphs.ts';

/** A rule, with a title near its end. */
export function rule(width: number, says: string, isFocused: boolean): ScreenRow {
  const meaning = isFocused ? 'name' : 'aside';
  const mark = isFocused ? '▸ ' : '';
  const title = cutGlyphs(wordGlyphs(says, meaning), Math.max(width - RULE_AROUND - mark.length, 1));
  const named =
    title.length === 0 ? [] : [styled(` ${mark}`, meaning), ...styledGlyphs(title, PLAIN_LOOK), styled(' ', meaning)];
  const before = styled('─'.repeat(Math.max(width - widthOf(named) - END_OF_RULE.length, 0)), meaning);
  return united([before, ...named, styled(END_OF_RULE, meaning)]);
}

const END_OF_RULE = '──';
/** What of a rule is seen at least: four cells before its title, two after it, two spaces. */
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

/** A row with spaces after it up to `width` cells. */
export function padded(row: ScreenRow, width: number): ScreenRow {
  const used = widthOf(row);
  return used >= width ? row : [...row, styled(' '.repeat(width - used), 'words')];
}

/** Exactly `height` rows: those after them are left out, missing ones are empty. */
export function filled(rows: readonly ScreenRow[], height: number): ScreenRow[] {
  return [...rows.slice(0, height), ...Array.from({ length: Math.max(height - rows.length, 0) }, (): ScreenRow => [])];
}

/**
 * Lays out what both sides have of a refused request as two columns that are joined where they agree and broken where
 * they differ. In a narrow window, the columns are one below the other, and the joins are at the right edge.
 */

import type { SideName } from '../../sides/difference/byte-alignment.ts';
import { SIDE_NAMES } from '../../views/bytes/two-texts.ts';
import {
  type ComparedLine,
  type ComparedResult,
  type ComparedSides,
  isBreak,
  onlySide,
  textOfSide,
} from '../../views/diagnosis/compared-sides.ts';
import { type GlyphRow, says } from '../shown-glyphs.ts';
import type { Room } from '../wrapping.ts';
import { compactRail, compactSummary } from './compact.ts';
import {
  drawnLines,
  lineGlyphs,
  linesInText,
  mostInText,
  type RailRow,
  RESULT_LETTER,
  resultGlyphs,
} from './rail-lines.ts';
import { wideRail, wideSummary } from './wide.ts';

export { clientColumn } from './wide.ts';

/** The fewest cells for two columns, without the gutter. */
const WIDE = 112;

/** Returns whether the sides are next to each other. */
export const isWideRail = (width: number): boolean => width >= WIDE;

/**
 * Lays out a comparison. `width` is in cells, without the gutter. Where the rows would be more than `height`, runs of
 * lines that are the same on both sides are folded; the rows can then still be more.
 */
const foldedRail = (comparison: ComparedSides, room: Room): RailRow[] =>
  isWideRail(room.width) ? wideRail(comparison, room) : compactRail(comparison, room);

/**
 * Lays out a comparison in at most `height` rows, unless a line that differs needs more. What does not fit is left out:
 * first the values that follow, then all lines but the first one that differs.
 */
export function railRows(comparison: ComparedSides, room: Room): RailRow[] {
  const whole = foldedRail(comparison, room);
  if (whole.length <= room.height) return whole;
  const below = summaryRows(comparison, room.width);
  const lines = { ...comparison, results: [] };
  const withSummary = [...foldedRail(lines, { ...room, height: room.height - below.length }), ...below];
  if (withSummary.length <= room.height) return withSummary;
  const first = comparison.lines.filter(isBreak).slice(0, 1);
  return first.length === 0 ? [] : foldedRail({ ...lines, lines: first }, room);
}

/** Says in one row what follows, without its values. */
function summaryRows({ results }: ComparedSides, width: number): RailRow[] {
  const follows = results.map((result) => result.follows).join('');
  const text = `↓ ${results.map(({ by }) => by).join(', ')}   ${follows}`;
  if (follows === '') return [];
  return [isWideRail(width) ? wideSummary(text, width) : compactSummary(text, width)];
}

/** Lays out a text in at most `height` rows. `width` is in cells, without the gutter. */
export function oneSideRows(comparison: ComparedSides, { width, height }: Room): RailRow[] {
  const side = onlySide(comparison);
  if (side === null) return [];
  const results = comparison.results.flatMap((result): RailRow[] => {
    if (!result.values[side].isKnown) return [];
    const caption = result.captions[side];
    return [
      { letter: null, number: null, glyphs: says(`↓ ${result.by}${caption === '' ? '' : `  ${caption}`}`) },
      { letter: RESULT_LETTER, number: null, glyphs: resultGlyphs(result, side, width) },
    ];
  });
  const lines = drawnLines(comparison, height - results.length, () => 1).map((drawn): RailRow => {
    if (drawn.kind === 'fold') return { letter: null, number: null, glyphs: says(drawn.says) };
    const { line } = drawn;
    const text = line.standing === 'unknown' ? line.text : '';
    return { letter: line.letter, number: line.number, glyphs: lineGlyphs(text, line, width) };
  });
  return [...lines, ...results];
}

/** The cells of the letters, and of a number with the space after it. */
const LETTERS = 4;
const NUMBER = 4;
/** The cells of the word before a row that is not broken. */
const LABEL = 13;

/** Returns the rows. `width` is in cells; it is infinite if rows are not broken. */
export function railInText(comparison: ComparedSides, width: number): GlyphRow[] {
  if (!Number.isFinite(width))
    return railInWords(comparison).map(({ side, text }) => [
      ...says(side.padEnd(LABEL), 'name'),
      ...says(text, 'words'),
    ]);
  const room = { width: width - LETTERS - NUMBER, height: mostInText(comparison) };
  return foldedRail(comparison, room).map(({ letter, number, glyphs }) => {
    const numbered = (number === null ? '' : String(number)).padStart(NUMBER - 1);
    return [...says((letter?.text ?? '').padEnd(LETTERS), 'name'), ...says(`${numbered} `), ...glyphs];
  });
}

/** What one side has, or `both`, in words. */
interface SaidOfSide {
  readonly side: SideName | 'both';
  readonly text: string;
}

/** Says what both sides have, without columns, joins, and marks. */
export function railInWords(comparison: ComparedSides): SaidOfSide[] {
  const lines = linesInText(comparison).flatMap((drawn): SaidOfSide[] =>
    drawn.kind === 'fold' ? [{ side: 'both', text: `lines ${drawn.says}` }] : lineInWords(drawn.line),
  );
  return [...lines, ...comparison.results.flatMap(resultInWords)];
}

function lineInWords(line: ComparedLine): SaidOfSide[] {
  const { number, title, standing } = line;
  const where = title === '' && number !== null ? `line ${number}` : title;
  const said = (text: string) => (where === '' ? text : `${where}  ${text}`);
  if (standing === 'same') return [{ side: 'both', text: said(line.text) }];
  const sides = standing === 'unknown' ? [line.side] : SIDE_NAMES;
  return sides.map((side) => ({ side, text: said(textOfSide(line, side) ?? '(no such line)') }));
}

function resultInWords({ by, standing, values, follows }: ComparedResult): SaidOfSide[] {
  const name = by === 'SHA-256' ? 'hash' : 'signature';
  if (standing === 'same') return [{ side: 'both', text: `${name}  ${values.server.text}` }];
  const reason = follows !== '' ? `  (${follows})` : '';
  return SIDE_NAMES.map((side) => ({ side, text: `${name}  ${values[side].text}${side === 'client' ? reason : ''}` }));
}

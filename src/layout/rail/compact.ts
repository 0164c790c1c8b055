/** Lays out a comparison in one column: the two sides of a line one below the other, and the joins at the right edge. */

import { SIDE_NAMES } from '../../views/bytes/two-texts.ts';
import {
  type ComparedLine,
  type ComparedResult,
  type ComparedSides,
  onlySide,
} from '../../views/diagnosis/compared-sides.ts';
import { comparedColumns, sections } from '../compared-rows.ts';
import { type GlyphRow, padded, says, widthOf } from '../shown-glyphs.ts';
import { cutGlyphs, type Room } from '../wrapping.ts';
import {
  drawnLines,
  inHue,
  isBrokenAt,
  joinGlyphs,
  lineGlyphs,
  NO_SUCH_LINE,
  type RailRow,
  RESULT_LETTER,
  resultGlyphs,
} from './rail-lines.ts';

/** The cells of the words `server`, `client`, and `both`, and of the joins. */
const SIDE = 8;
const JOIN = 4;

interface Cells {
  readonly letter?: RailRow['letter'];
  readonly number?: number | null;
  readonly side?: string;
  readonly glyphs: GlyphRow;
  readonly join: string;
}

export function compactRail(comparison: ComparedSides, { width, height }: Room): RailRow[] {
  const results = resultRows(comparison, width);
  const lines = drawnLines(comparison, height - results.length, (line) => rowsOfLine(line, false, width).length);
  const unknown = unknownRow(comparison, width);
  return [
    ...lines.flatMap((drawn) => {
      if (drawn.kind === 'line') return rowsOfLine(drawn.line, drawn.isBroken, width);
      return [row(width, { side: 'both', glyphs: says(drawn.says), join: drawn.isBroken ? '═╎' : ' ═' })];
    }),
    ...unknown,
    ...results,
  ];
}

function row(width: number, { letter = null, number = null, side = '', glyphs, join }: Cells): RailRow {
  const text = padded(cutGlyphs(glyphs, width - SIDE - JOIN), width - SIDE - JOIN);
  return { letter, number, glyphs: [...says(side.padEnd(SIDE)), ...text, ...joinGlyphs(` ${join}`)] };
}

/** Says what follows from the lines above, without its values. */
export const compactSummary = (text: string, width: number): RailRow =>
  row(width, { letter: RESULT_LETTER, glyphs: says(text), join: ' ╎' });

/** Says which side's text is not known. */
function unknownRow(comparison: ComparedSides, width: number): RailRow[] {
  const side = onlySide(comparison);
  if (side === null) return [];
  const did = comparison.says;
  const other = side === 'server' ? 'client' : 'server';
  return [row(width, { side: other, glyphs: says(did[other]), join: ' ?' })];
}

function rowsOfLine(line: ComparedLine, isBroken: boolean, width: number): RailRow[] {
  const { letter, number, title, standing } = line;
  const room = width - SIDE - JOIN;
  const before = title === '' ? [] : [row(width, { glyphs: says(title), join: '' })];
  if (standing === 'same') {
    const glyphs = lineGlyphs(line.text, line, room);
    return [...before, row(width, { letter, number, side: 'both', glyphs, join: isBroken ? '═╎' : ' ═' })];
  }
  if (standing === 'unknown') {
    const glyphs = lineGlyphs(line.text, line, room);
    return [row(width, { letter, number, side: line.side, glyphs, join: '' })];
  }
  if (standing === 'alone') {
    const cells = SIDE_NAMES.map((side) => ({
      side,
      glyphs: side === line.side ? lineGlyphs(line.text, line, room) : NO_SUCH_LINE,
    }));
    return [...before, ...brokenRows(cells, { letter, number }, width)];
  }
  const all = comparedColumns(line.pieces);
  const cells = sections(all, room).flatMap(({ rows: [one, other], marks }, at) => [
    { side: at === 0 ? 'server' : '', glyphs: inHue(one, line) },
    { side: at === 0 ? 'client' : '', glyphs: inHue(other, line) },
    ...(widthOf(marks) === 0 ? [] : [{ side: '', glyphs: marks }]),
  ]);
  return [...before, ...brokenRows(cells, { letter, number }, width)];
}

/** Draws the rows of a line at which the rail breaks. */
const brokenRows = (
  cells: readonly Pick<Cells, 'side' | 'glyphs'>[],
  first: Pick<Cells, 'letter' | 'number'>,
  width: number,
): RailRow[] =>
  cells.map((cell, at) => row(width, { ...cell, ...(at === 0 ? first : {}), join: at === 0 ? ' ╳' : ' ╎' }));

function resultRows(comparison: ComparedSides, width: number): RailRow[] {
  const below = isBrokenAt(comparison) ? ' ╎' : '';
  return comparison.results.flatMap((result) => {
    const reason = result.follows === '' ? [] : says(`   ${result.follows}`, 'words');
    const arrow = row(width, { glyphs: [...says(`↓ ${result.by}`), ...reason], join: below });
    return [arrow, ...valueRows(result, below, width)];
  });
}

function valueRows(result: ComparedResult, below: string, width: number): RailRow[] {
  const { standing, captions } = result;
  const room = width - SIDE - JOIN;
  const sides = standing === 'same' ? SIDE_NAMES.slice(0, 1) : SIDE_NAMES;
  return sides.map((side, at) => {
    const caption = captions[side] === '' ? [] : says(`  ${captions[side]}`);
    const glyphs = [...resultGlyphs(result, side, room - widthOf(caption)), ...caption];
    const join = standing === 'same' ? ' ═' : standing === 'unknown' ? ' ?' : at === 0 ? ' ╳' : below;
    return row(width, { letter: RESULT_LETTER, side: standing === 'same' ? 'both' : side, glyphs, join });
  });
}

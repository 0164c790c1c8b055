/** Writes a comparison among other blocks, with its letters and numbers before each row, or in rows that are not broken. */
import type { SideName } from '../../sides/difference/byte-alignment.ts';
import { SIDE_NAMES } from '../../views/bytes/two-texts.ts';
import {
  type ComparedLine,
  type ComparedResult,
  type Comparison,
  textOfSide,
} from '../../views/diagnosis/comparison.ts';
import { foldedRail } from './rail.ts';
import { type GlyphRow, linesInText, mostInText, says } from './rail-lines.ts';

/** The cells of the letters, and of a number with the space after it. */
const LETTERS = 4;
const NUMBER = 4;
/** The cells of the word before a row that is not broken. */
const LABEL = 13;

/** Returns the rows. `width` is in cells; it is infinite if rows are not broken. */
export function railInText(comparison: Comparison, width: number): GlyphRow[] {
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
export function railInWords(comparison: Comparison): SaidOfSide[] {
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

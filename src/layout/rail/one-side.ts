/** Lays out the text of the one side that is known, with the hash and the signature that belong to it. */
import { type Comparison, onlySide } from '../../views/diagnosis/comparison.ts';
import type { Room } from '../wrapping.ts';
import { drawnLines, lineGlyphs, type RailRow, RESULT_LETTER, resultGlyphs, says } from './rail-lines.ts';

/** Lays out a text in at most `height` rows. `width` is in cells, without the gutter. */
export function oneSideRows(comparison: Comparison, { width, height }: Room): RailRow[] {
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

/** Lays out two texts next to each other, so that lines with the same number can be compared at a glance. */

import { type BesideTexts, type Run, textOf } from '../views/page.ts';
import { shortened } from './shortening.ts';
import { type GlyphRow, glyphsOfWords, padded, wordGlyphs } from './shown-glyphs.ts';
import { wrapGlyphs } from './wrapping.ts';

/** A row of both texts, or of one of them. */
export interface BesideRow {
  readonly glyphs: GlyphRow;
  /** The index of the line that begins in this row; `null` if the row has a title, or continues a line. */
  readonly line: number | null;
}

/** The narrowest width in which both texts are next to each other. */
const NARROWEST = 60;
const SEPARATOR = wordGlyphs('│ ', 'aside');

/**
 * Lays out the texts. Next to each other, a line that both texts have is shortened in its middle if it does not fit.
 * All other lines that do not fit are broken.
 */
export function besideRows(texts: BesideTexts, width: number): BesideRow[] {
  return Number.isFinite(width) && width >= NARROWEST ? columns(texts, width) : stacked(texts, width);
}

function columns({ titles, lines }: BesideTexts, width: number): BesideRow[] {
  const half = Math.floor((width - SEPARATOR.length) / 2);
  const [left, right] = titles;
  return [
    { glyphs: joined(wordGlyphs(left, 'name'), wordGlyphs(right, 'name'), half), line: null },
    ...lines.flatMap(([one, other], at) => {
      const isSame = one !== null && other !== null && textOf(one) === textOf(other);
      const [ours, theirs] = [one, other].map((runs) => cellRows(runs, half - 1, isSame));
      return Array.from({ length: Math.max(ours?.length ?? 0, theirs?.length ?? 0) }, (_, row) => ({
        glyphs: joined(ours?.[row] ?? [], theirs?.[row] ?? [], half),
        line: row === 0 ? at : null,
      }));
    }),
  ];
}

function stacked({ titles, lines }: BesideTexts, width: number): BesideRow[] {
  return titles.flatMap((title, side) => [
    { glyphs: wordGlyphs(title, 'name'), line: null },
    ...lines.flatMap((pair, at) =>
      cellRows(pair[side] ?? null, width, false).map((glyphs, row) => ({ glyphs, line: row === 0 ? at : null })),
    ),
  ]);
}

const joined = (left: GlyphRow, right: GlyphRow, half: number): GlyphRow => [
  ...padded(left, half),
  ...SEPARATOR,
  ...right,
];

/** Lays out one line in a column of `width` cells. */
function cellRows(runs: readonly Run[] | null, width: number, isShort: boolean): GlyphRow[] {
  if (runs === null) return [];
  const glyphs = glyphsOfWords(runs);
  return isShort ? [shortened(glyphs, width)] : wrapGlyphs(glyphs, width, 'bytes');
}

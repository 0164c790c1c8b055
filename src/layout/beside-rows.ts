/** Lays out two texts next to each other, so that lines with the same number can be compared at a glance. */
import type { BesideTexts } from '../views/page.ts';
import { type ShownGlyph, widthOf, wordGlyphs } from './shown-glyphs.ts';
import { wrapGlyphs } from './wrapping.ts';

type GlyphRow = readonly ShownGlyph[];

/** The narrowest width in which both texts are next to each other. */
const NARROWEST = 60;
const NUMBER = 3;
/** The cells at the end of a shortened line. */
const KEPT = 12;
const SEPARATOR = wordGlyphs('│ ', 'aside');

/**
 * Lays out the texts. Next to each other, a line that both texts have is shortened in its middle if it does not fit.
 * All other lines that do not fit are broken.
 */
export function besideRows(texts: BesideTexts, width: number): GlyphRow[] {
  return Number.isFinite(width) && width >= NARROWEST ? columns(texts, width) : stacked(texts, width);
}

function columns({ titles, lines }: BesideTexts, width: number): GlyphRow[] {
  const half = Math.floor((width - SEPARATOR.length) / 2);
  const [left, right] = titles;
  return [
    joined(wordGlyphs(left, 'name'), wordGlyphs(right, 'name'), half),
    ...lines.flatMap(([one, other], at) => {
      const [ours, theirs] = [one, other].map((text) => cellRows(text, at, half, one === other));
      return Array.from({ length: Math.max(ours?.length ?? 0, theirs?.length ?? 0) }, (_, row) =>
        joined(ours?.[row] ?? [], theirs?.[row] ?? [], half),
      );
    }),
  ];
}

function stacked({ titles, lines }: BesideTexts, width: number): GlyphRow[] {
  return titles.flatMap((title, side) => [
    wordGlyphs(title, 'name'),
    ...lines.flatMap((pair, at) => cellRows(pair[side] ?? null, at, width, false)),
  ]);
}

const joined = (left: GlyphRow, right: GlyphRow, half: number): GlyphRow => [
  ...left,
  ...wordGlyphs(' '.repeat(Math.max(half - widthOf(left), 0)), 'words'),
  ...SEPARATOR,
  ...right,
];

/** Lays out one line, with its number, in a column of `width` cells. */
function cellRows(text: string | null, at: number, width: number, isShort: boolean): GlyphRow[] {
  if (text === null) return [];
  const room = width - NUMBER;
  const shown = text === '' ? '(empty)' : text;
  const short = isShort && shown.length > room ? `${shown.slice(0, room - 1 - KEPT)}…${shown.slice(-KEPT)}` : shown;
  const rows = wrapGlyphs(wordGlyphs(short, text === '' ? 'aside' : 'copied'), room, 'bytes');
  return rows.map((row, index) => [
    ...wordGlyphs(index === 0 ? `${String(at + 1).padStart(NUMBER - 1)} ` : ' '.repeat(NUMBER), 'aside'),
    ...row,
  ]);
}

/** Cuts a row in its middle, but never at a place that must stay in sight. */
import { type ShownGlyph, widthOf, wordGlyphs } from '../shown-glyphs.ts';

const ELLIPSIS = wordGlyphs('…', 'aside');

/** The share of the end. */
const END = 0.43;

/** Returns glyphs that are at most `width` cells wide. `keep` is the index of a glyph that stays; `null` for none. */
export function cutMiddle(
  glyphs: readonly ShownGlyph[],
  width: number,
  keep: number | null = null,
): readonly ShownGlyph[] {
  if (widthOf(glyphs) <= width) return glyphs;
  const end = upTo(glyphs.toReversed(), Math.round((width - 1) * END)).toReversed();
  const start = upTo(glyphs, width - 1 - widthOf(end));
  const isKept = keep === null || keep < start.length || keep >= glyphs.length - end.length;
  if (isKept) return [...start, ...ELLIPSIS, ...end];
  const from = Math.max(keep - Math.floor(width / 2) + 1, 1);
  const middle = upTo(glyphs.slice(from), width - 2);
  const rest = from + middle.length < glyphs.length;
  return [...ELLIPSIS, ...middle, ...(rest ? ELLIPSIS : [])];
}

/** Returns the glyphs at the beginning that fit. */
function upTo(glyphs: readonly ShownGlyph[], width: number): ShownGlyph[] {
  let used = 0;
  return glyphs.filter((glyph) => {
    used += glyph.width;
    return used <= width;
  });
}

/** Glyphs and words cut and padded to a width in cells, never through a glyph. */
import { type Glyph, glyphsOfText } from '../pages/characters/glyphs.ts';

/** In cells. */
export function widthOf(glyphs: readonly Glyph[]): number {
  return glyphs.reduce((width, glyph) => width + glyph.width, 0);
}

/** As many glyphs from the first on as have room. Callers may add to their glyphs what they like: it comes back. */
export function cutGlyphs<AnyGlyph extends Glyph>(glyphs: Iterable<AnyGlyph>, width: number): AnyGlyph[] {
  const cut: AnyGlyph[] = [];
  let room = width;
  for (const glyph of glyphs) {
    room -= glyph.width;
    if (room < 0) break;
    cut.push(glyph);
  }
  return cut;
}

/**
 * Glyphs in rows of at most `width` cells (1 or more), as full as they can be; lazy, so that of a long value only the rows
 * that are seen are made. None for no glyphs. A glyph that is wider than a whole row is shown as `…`, with its place in the
 * bytes: give `WIDEST_GLYPH` cells and that never happens.
 */
export function* wrapGlyphs<AnyGlyph extends Glyph>(
  glyphs: Iterable<AnyGlyph>,
  width: number,
): Generator<AnyGlyph[], void> {
  let row: AnyGlyph[] = [];
  let room = width;
  for (const found of glyphs) {
    const glyph = found.width > width ? { ...found, text: CUT, width: 1 } : found;
    if (glyph.width > room) {
      yield row;
      row = [];
      room = width;
    }
    row.push(glyph);
    room -= glyph.width;
  }
  if (row.length > 0) yield row;
}

/** Stands for what is left out; one cell. */
const CUT = '…';

/** Words of our own, cut or padded with spaces to exactly `width` cells; what cannot be seen in them is escaped. */
export function fitText(text: string, width: number): string {
  return padded(cutGlyphs(glyphsOfText(text, 'words'), width), width);
}

/** The same, but with `…` as the last cell where something was cut off. */
export function fitTextWithMark(text: string, width: number): string {
  const glyphs = glyphsOfText(text, 'words');
  if (widthOf(glyphs) <= width || width < 1) return padded(cutGlyphs(glyphs, width), width);
  const cut = cutGlyphs(glyphs, width - 1);
  return `${textOf(cut)}${CUT}${' '.repeat(width - 1 - widthOf(cut))}`;
}

/** Glyphs as text, cut or padded with spaces to exactly `width` cells. */
export function fitGlyphs(glyphs: Iterable<Glyph>, width: number): string {
  return padded(cutGlyphs(glyphs, width), width);
}

/** How many cells words of our own take. */
export function textWidth(text: string): number {
  return widthOf(glyphsOfText(text, 'words'));
}

const textOf = (glyphs: readonly Glyph[]) => glyphs.map(({ text }) => text).join('');
const padded = (glyphs: readonly Glyph[], width: number) =>
  textOf(glyphs) + ' '.repeat(Math.max(0, width - widthOf(glyphs)));

/** What a window says that has no room for the screen: one sentence. */
import { wordGlyphs } from '../layout/shown-glyphs.ts';
import { wrapGlyphs } from '../layout/wrapping.ts';
import { type ScreenSize, SMALLEST } from './regions.ts';
import type { ScreenRow } from './style.ts';
import { PLAIN_LOOK, styledGlyphs } from './styled-glyphs.ts';

export const isTooSmall = ({ width, height }: ScreenSize): boolean =>
  width < SMALLEST.width || height < SMALLEST.height;

/** As many of its rows as there is room for. */
export function tooSmallRows({ width, height }: ScreenSize): ScreenRow[] {
  const says = `This window has ${width}×${height} cells; make it at least ${SMALLEST.width}×${SMALLEST.height}, or press q.`;
  const rows = wrapGlyphs(wordGlyphs(says, 'words'), Math.max(width, 1), 'words');
  return rows.slice(0, height).map((glyphs) => styledGlyphs(glyphs, PLAIN_LOOK));
}

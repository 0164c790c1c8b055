/** Draws blocks as a text that can be scrolled. Texts that are signed or sent have the gutter of a walk. */

import { blockRows, type WholeBlock } from '../../layout/block-rows.ts';
import { plainForm, withoutScreen } from '../../layout/plain-rows.ts';
import type { Block } from '../../views/page.ts';
import { fitGlyphs } from './fitted-rows.ts';
import { GUTTER } from './frame/gutter.ts';
import { quietRow } from './page/page-window.ts';
import { PLAIN_LOOK, type ScreenRow } from './styled-glyphs.ts';

/**
 * Breaks blocks into rows of at most `width` cells. There is no empty row at the top, and there are never two
 * consecutive empty rows.
 */
export function scrolledRows(blocks: readonly Block[], width: number): ScreenRow[] {
  const rows = blocks.flatMap(withoutScreen).flatMap((block) => rowsOfBlock(block, width));
  return rows.filter((row, index) => !isEmpty(row) || (index > 0 && !isEmpty(rows[index - 1] ?? [])));
}

function rowsOfBlock(block: WholeBlock, width: number): ScreenRow[] {
  if (!hasGutter(block) || !Number.isFinite(width))
    return blockRows(block, plainForm(width)).map(({ glyphs }) => fitGlyphs(glyphs, width));
  return blockRows(block, { ...plainForm(width - GUTTER), margin: 0, notes: 0 }).map((row) =>
    quietRow(row, { ...PLAIN_LOOK, width, searched: '' }),
  );
}

function hasGutter(block: WholeBlock): boolean {
  if (block.kind === 'beside') return true;
  return (block.kind === 'line' || block.kind === 'compared') && block.gutter !== undefined;
}

const isEmpty = (row: ScreenRow): boolean => row.every(({ text }) => text.trim() === '');

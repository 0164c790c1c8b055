/** Lays out blocks as rows of plain text, for everything that shows no origins and no windows of bytes. */
import type { Block } from '../views/page.ts';
import { blockRows, type Row, type RowForm, type WholeBlock } from './block-rows.ts';

/** The margin before each row, in cells. On the screen, the gutter takes its place. */
const MARGIN = 2;
/** The indent of continuation rows in cells. */
const CONTINUATION = 2;

/**
 * Returns the form of plain text. Bytes are shown as the text of their runs, in which all non-ASCII bytes are escaped,
 * so that different bytes look different.
 */
export const plainForm = (width: number): RowForm => ({
  width,
  margin: MARGIN,
  continuation: CONTINUATION,
  bytesOf: () => null,
  notes: null,
});

/** Lays out blocks without a page around them, showing only the beginning of stored bytes. `width` is in cells. */
export function plainRows(blocks: readonly Block[], width: number): Row[] {
  const form = plainForm(width);
  return blocks.flatMap(withoutScreen).flatMap((block) => blockRows(block, form));
}

/** Removes content that only a screen can show, such as windows of stored bytes and keys. */
export function withoutScreen(block: Block): readonly WholeBlock[] {
  if (block.kind === 'stored') return block.beginning;
  return block.kind === 'keys' ? [] : [block];
}

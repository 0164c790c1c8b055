/** Lays out blocks as rows of plain text, for everything that shows no origins and no windows of bytes. */
import type { Block } from '../views/page.ts';
import { blockRows, LABEL_WIDTH, type Row, type RowForm, type WholeBlock } from './block-rows.ts';

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
  return blocksInForms(blocks, width).flatMap(([block, form]) => blockRows(block, form));
}

/** The most cells of a column of labels. A label that is longer moves only its own line. */
const MOST_LABEL = 24;
const HASH = 64;

export type BlockInForm = readonly [block: WholeBlock, form: RowForm];

/**
 * Returns the blocks with their forms. In each section, which begins with a heading, the column is as wide as the longest
 * label, but not so wide that a hash has no room beside it.
 */
export function blocksInForms(blocks: readonly Block[], width: number): BlockInForm[] {
  const most = Math.max(LABEL_WIDTH, Math.min(MOST_LABEL, width - MARGIN - HASH));
  const sections: WholeBlock[][] = [[]];
  for (const block of blocks.flatMap(withoutScreen)) {
    if (block.kind === 'heading') sections.push([]);
    sections.at(-1)?.push(block);
  }
  return sections.flatMap((section) => {
    const longest = section.flatMap((block) => (block.kind === 'line' ? block.label.length + 1 : []));
    const labels = Math.max(LABEL_WIDTH, ...longest.filter((length) => length <= most));
    const form = { ...plainForm(width), labels };
    return section.map((block) => [block, form] as const);
  });
}

/** Removes content that only a screen can show, such as windows of stored bytes and keys. */
export function withoutScreen(block: Block): readonly WholeBlock[] {
  if (block.kind === 'stored') return block.beginning;
  return block.kind === 'keys' ? [] : [block];
}

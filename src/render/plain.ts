/** Pages and blocks as plain text, for a pipe, a file or a terminal without a screen. */
import type { Block, Page } from '../pages/page.ts';
import { blockRows, type Row, type RowForm, rowText, type WholeBlock } from './layout/block-rows.ts';

/** The columns before each row, where the screen has its gutter. */
const MARGIN = 2;
/** The indent of continued rows. */
const CONTINUATION = 2;
const ORIGIN_INDENT = '      ← ';
/** Rows of any length. */
const UNBROKEN = Number.POSITIVE_INFINITY;

/** The form of plain text. It shows bytes as their runs wrote them, with escapes above ASCII, to keep them distinct. */
const plainForm = (width: number): RowForm => ({
  width,
  margin: MARGIN,
  continuation: CONTINUATION,
  bytesOf: () => null,
});

/** Lays out blocks without a page around them, and only the beginning of stored bytes. `width` in cells. */
export function plainRows(blocks: readonly Block[], width: number): Row[] {
  const form = plainForm(width);
  return blocks.flatMap(withoutScreen).flatMap((block) => blockRows(block, form));
}

/** Writes blocks without a page around them and without origins. `width` in cells. */
export function plainBlocks(blocks: readonly Block[], width: number): string {
  return `${plainRows(blocks, width).map(rowText).join('\n')}\n`;
}

/** Writes one page with every origin, in rows of any length, each with a newline. */
export function plainPage(page: Page, number: number, total: number): string {
  const rows = [
    `${number}/${total}  ${page.title}`,
    page.says,
    page.see,
    '',
    ...[...page.main, ...page.blocks].flatMap(withoutScreen).flatMap(rowsWithOrigin),
  ];
  return `${rows.join('\n')}\n`;
}

/** Drops what only a screen has: windows of bytes, and keys. */
function withoutScreen(block: Block): readonly WholeBlock[] {
  if (block.kind === 'stored') return block.beginning;
  return block.kind === 'keys' ? [] : [block];
}

/** Writes a block with its origin. A line of a hex view has none, because it repeats another line. */
function rowsWithOrigin(block: WholeBlock): string[] {
  const rows = blockRows(block, plainForm(UNBROKEN)).map(rowText);
  const origin = block.kind === 'line' && block.view === 'text' && rows.length > 0 ? block.origin : null;
  return origin === null ? rows : [...rows, ORIGIN_INDENT + origin];
}

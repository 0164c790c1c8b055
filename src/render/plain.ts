/** Pages and blocks as plain text, for a pipe, a file or a terminal without a screen: the text of their rows. */
import type { Block, Page } from '../pages/page.ts';
import { blockRows, type Row, type RowForm, rowText, type WholeBlock } from './layout/block-rows.ts';

/** Before each row, as where the screen has its gutter. */
const MARGIN = 2;
/** No cursor tells that a row goes on with the one above, so that its indent does. */
const CONTINUATION = 2;
const ORIGIN_INDENT = '      ← ';
/** Nothing is broken into rows. */
const UNBROKEN = Number.POSITIVE_INFINITY;

/** Bytes are shown as their runs have written them, above ASCII as escapes: in a file nothing else tells them apart. */
const plainForm = (width: number): RowForm => ({
  width,
  margin: MARGIN,
  continuation: CONTINUATION,
  bytesOf: () => null,
});

/** Lays out blocks without a page around them; of bytes of any number, their beginning. `width` in cells. */
export function plainRows(blocks: readonly Block[], width: number): Row[] {
  const form = plainForm(width);
  return blocks.flatMap(withoutScreen).flatMap((block) => blockRows(block, form));
}

/** Writes blocks without a page around them, and without origins; `width` in cells. */
export function plainBlocks(blocks: readonly Block[], width: number): string {
  return `${plainRows(blocks, width).map(rowText).join('\n')}\n`;
}

/** Writes one page with every origin, however long its rows are; with the newline of its last row. */
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

/** There are no windows of bytes where no screen is, and no keys. */
function withoutScreen(block: Block): readonly WholeBlock[] {
  if (block.kind === 'stored') return block.beginning;
  return block.kind === 'keys' ? [] : [block];
}

/** A line of a hex view shows again what another line has told the origin of. */
function rowsWithOrigin(block: WholeBlock): string[] {
  const rows = blockRows(block, plainForm(UNBROKEN)).map(rowText);
  const origin = block.kind === 'line' && block.view === 'text' && rows.length > 0 ? block.origin : null;
  return origin === null ? rows : [...rows, ORIGIN_INDENT + origin];
}

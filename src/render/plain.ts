/** Pages as plain text, for a pipe: nothing is broken into rows, and every origin is written out. */
import type { Block, Line, Page } from '../pages/page.ts';
import { blockRows, lineRows, rowText } from './rows.ts';

const ORIGIN_INDENT = '      ← ';

/** One page, with the newline of its last row. */
export function plainPage(page: Page, number: number, total: number): string {
  const rows = [
    `${number}/${total}  ${page.title}`,
    page.says,
    page.see,
    '',
    ...page.main.flatMap(linesOf),
    ...page.blocks.flatMap(rowsOf),
  ];
  return `${rows.join('\n')}\n`;
}

/** Blocks without a page around them, and without origins; `width` in cells. */
export function plainBlocks(blocks: readonly Block[], width: number): string {
  const rows = blockRows(blocks, width).map(rowText);
  return `${rows.join('\n')}\n`;
}

function rowsOf(block: Block): string[] {
  if (block.kind === 'stored') return block.beginning.flatMap(linesOf);
  return block.kind === 'line' ? linesOf(block) : blockRows([block], Number.POSITIVE_INFINITY).map(rowText);
}

function linesOf(line: Line): string[] {
  if (line.label === '' && line.runs.length === 0) return [];
  const rows = lineRows(line, Number.POSITIVE_INFINITY).map(rowText);
  return line.origin === null || line.view === 'hex' ? rows : [...rows, ORIGIN_INDENT + line.origin];
}

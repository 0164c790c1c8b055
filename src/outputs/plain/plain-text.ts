/** Writes pages and blocks as plain text, for a pipe, a file, or a terminal without a screen. */

import { blockRows, type Row, type RowForm, rowText } from '../../layout/block-rows.ts';
import { type BlockInForm, blocksInForms, plainForm, plainRows, withoutScreen } from '../../layout/plain-rows.ts';
import type { Block, Page, Report } from '../../views/page.ts';
import type { Result, ResultKind } from '../../views/results.ts';
import type { OutputWriter } from '../form.ts';

const ORIGIN_INDENT = '      ← ';
const UNBROKEN = Number.POSITIVE_INFINITY;

/** Writes blocks without a page around them and without origins. `width` is in cells. */
export function plainBlocks(blocks: readonly Block[], width: number): string {
  return `${plainRows(blocks, width).map(rowText).join('\n')}\n`;
}

/** Writes a report. Its title is not indented. */
export const reportText = ({ title, blocks }: Report, width: number): string =>
  `${title ? `${title.text}\n` : ''}${plainBlocks(blocks, width)}`;

/** Returns the writer of a kind of result whose report is made by a view. */
export const writerOf =
  <Kind extends ResultKind>(reportOf: (result: Result<Kind>) => Report): OutputWriter<Kind> =>
  (result, { width }) =>
    reportText(reportOf(result), width);

/** The width of a sheet of paper in cells. */
const PAPER = 80;
const FORM_FEED = '\f';

/**
 * Writes pages for a printer, each after the first on a new sheet. Sentences are broken at spaces, values after a part
 * of them, and shell commands so that they can still be copied.
 */
export function paperText(pages: readonly (readonly Block[])[]): string {
  const form: RowForm = { ...plainForm(PAPER), isPaper: true };
  const texts = pages.map((blocks) => blocks.flatMap(withoutScreen).flatMap((block) => blockRows(block, form)));
  return texts.map((rows) => `${rows.map(rowText).join('\n').replace(/^\n+/, '')}\n`).join(FORM_FEED);
}

type TextOfRow = (row: Row) => string;

/** Writes one page with all origins. Rows are not broken, and each ends with a newline. */
export function plainPage(page: Page, number: number, total: number, textOfRow: TextOfRow = rowText): string {
  const rows = [
    `${number}/${total}  ${page.title}`,
    page.says,
    page.see,
    '',
    ...blocksInForms([...page.main, ...page.blocks], UNBROKEN).flatMap((one) => rowsWithOrigin(one, textOfRow)),
  ];
  return `${rows.join('\n')}\n`;
}

/**
 * Returns the rows of a block, followed by the block's origin. A line of a hex view has no origin here, because the
 * line repeats another line.
 */
function rowsWithOrigin([block, form]: BlockInForm, textOfRow: TextOfRow): string[] {
  const rows = blockRows(block, form).map(textOfRow);
  const origin = block.kind === 'line' && block.view === 'text' && rows.length > 0 ? (block.origin ?? null) : null;
  return origin === null ? rows : [...rows, ORIGIN_INDENT + origin];
}

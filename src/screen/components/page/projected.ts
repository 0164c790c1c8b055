/**
 * Adapts a page for readers who are far from a projected screen. The page is shown one part at a time, in the middle of
 * the screen, with space between lines, and without addresses.
 */

import { EMPTY_ROW, type Row } from '../../../layout/block-rows.ts';
import { type Block, type Page, textOf } from '../../../views/page.ts';

/** Removes the addresses that are on rows of their own. */
export const withoutAddresses = (page: Page): Page => ({
  ...page,
  blocks: page.blocks.filter(
    (block) => block.kind !== 'prose' || block.runs.length === 0 || block.runs.some(({ opens }) => opens === undefined),
  ),
});

/**
 * Orders the blocks of a page for a lecture: the sentence that explains the step is in the first part, with the picture,
 * and the shell commands are the last parts.
 */
export function lectureOrder(says: Block, blocks: readonly Block[]): Block[] {
  const isCommand = ({ kind }: Block) => kind === 'command';
  return [says, ...blocks.filter((block) => !isCommand(block)), ...blocks.filter(isCommand)];
}

/** A line of the window: a row of the page, the ruler below that row, or an empty line that belongs to no row. */
export interface WindowLine {
  readonly row: number;
  readonly kind: 'row' | 'ruler' | 'gap';
}

/** How a row of a chain begins. */
const CHAIN: ReadonlySet<string> = new Set(['│', '├', '└']);
const GAP: WindowLine = { row: -1, kind: 'gap' };

const isEmpty = ({ glyphs, gutter }: Row): boolean => glyphs.length === 0 && gutter === null;

/**
 * Removes the empty lines at both ends. If the lines are still more than `height`, also removes the lines of a chain
 * that only separate its links, so that no key of the chain is outside the window.
 */
export function closeLines(lines: readonly WindowLine[], rows: readonly Row[], height: number): readonly WindowLine[] {
  const rowOf = ({ row }: WindowLine) => rows[row] ?? EMPTY_ROW;
  const first = lines.findIndex((line) => !isEmpty(rowOf(line)));
  const inner = lines.slice(Math.max(first, 0), lines.findLastIndex((line) => !isEmpty(rowOf(line))) + 1);
  const isSeparator = (line: WindowLine) => textOf(rowOf(line).glyphs) === '│';
  return inner.length <= height ? inner : inner.filter((line) => !isSeparator(line));
}

/** Centers the lines if there are fewer than `height`. If there is room, puts an empty line between every two lines. */
export function spacedLines(lines: readonly WindowLine[], rows: readonly Row[], height: number): WindowLine[] {
  const rowOf = ({ row }: WindowLine) => rows[row] ?? EMPTY_ROW;
  // No empty line is added next to an existing one, or within a chain.
  const isJoined = (line: WindowLine) => isEmpty(rowOf(line)) || CHAIN.has(rowOf(line).glyphs[0]?.text ?? '');
  const spaced = lines.flatMap((line, index) => {
    const next = lines[index + 1];
    const isApart = next && rowOf(line).block !== rowOf(next).block && ![line, next].some(isJoined);
    return isApart ? [line, GAP] : [line];
  });
  const fitting = spaced.length <= height ? spaced : lines;
  const above = Math.max(Math.floor((height - fitting.length) / 2), 0);
  return [...Array.from({ length: above }, () => GAP), ...fitting];
}

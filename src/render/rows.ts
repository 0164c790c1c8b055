/** Blocks as rows of a given width. */
import type { Block, Line, Run } from '../pages/page.ts';
import { wrapRuns } from './wrap.ts';

export interface Row {
  readonly runs: readonly Run[];
  /** Whether the cursor can stand here: on the first row of each line, and on some more of a very long one. */
  readonly isStop: boolean;
  /** Where the bytes of the row come from, where that is known. */
  readonly origin: string | null;
}

/** The column of the cursor and the space behind it. */
const MARGIN = 2;
/** After how many rows of one line the cursor can stand again: fewer than the smallest window has. */
const STRIDE = 4;
/** Prose of up to so many rows comes into sight with its neighbours; longer prose is a place to stand on. */
const SHORT_PROSE = 2;
/** The column of labels: an offset, or a word. */
const LABEL_WIDTH = 13;

export const row = (...runs: Run[]): Row => ({ runs, isStop: false, origin: null });
export const EMPTY_ROW: Row = row();

/** Every block, one below the other, an empty row before each heading and command. */
export function blockRows(blocks: readonly Block[], width: number): Row[] {
  return blocks.flatMap((block) => (hasContent(block) ? rowsOfBlock(block, width) : []));
}

function hasContent(block: Block): boolean {
  return block.kind !== 'line' || block.label !== '' || block.runs.length > 0;
}

function rowsOfBlock(block: Block, width: number): Row[] {
  const margin: Run = { text: ' '.repeat(MARGIN), meaning: 'words' };
  switch (block.kind) {
    case 'heading':
      return [EMPTY_ROW, row(margin, ...block.runs)];
    case 'prose':
      return wrapRuns(block.runs, width - MARGIN, 'words').map((runs, index, all) => ({
        ...row(margin, ...runs),
        isStop: all.length > SHORT_PROSE && index % STRIDE === 0,
      }));
    case 'command':
      return [
        EMPTY_ROW,
        row(margin, { text: block.says, meaning: 'aside' }),
        ...block.lines.flatMap((text) => lineRows(commandLine(text), width)),
      ];
    case 'line':
      return lineRows(block, width);
  }
}

function commandLine(text: string): Line {
  return { kind: 'line', label: '', runs: [{ text, meaning: 'command' }], origin: null, view: 'text' };
}

/** A line and, where it is longer than the row, its continuation, indented as far. */
export function lineRows({ label, runs, origin }: Line, width: number): Row[] {
  const labelled = label === '' ? '' : `${label.padEnd(LABEL_WIDTH - 1)} `;
  const indent = MARGIN + labelled.length;
  return wrapRuns(runs, Math.max(width - indent, 16), 'bytes').map((part, index) => ({
    runs: [
      { text: ' '.repeat(MARGIN), meaning: 'words' },
      { text: index === 0 ? labelled : ' '.repeat(labelled.length), meaning: 'name' },
      ...part,
    ],
    isStop: index % STRIDE === 0,
    origin,
  }));
}

/** The characters of a row, without their meanings. */
export function rowText({ runs }: Row): string {
  return runs
    .map((run) => run.text)
    .join('')
    .trimEnd();
}

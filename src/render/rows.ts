/** Blocks as rows of a given width. */
import type { Block, Line, Meaning, Run } from '../pages/page.ts';
import { textWidth } from './fit.ts';
import { wrapRuns } from './wrap.ts';

export interface Row {
  readonly runs: readonly Run[];
  /**
   * Whether the cursor can stand here: on the first row of each line, and on some more of a very long one. Nothing is
   * written into rows that people copy: the mark stays above them.
   */
  readonly stop: 'marked' | 'unmarked' | 'none';
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

export const row = (...runs: Run[]): Row => ({ runs, stop: 'none', origin: null });
export const EMPTY_ROW: Row = row();

/** Every block, one below the other, an empty row before each heading and command. */
export function blockRows(blocks: readonly Block[], width: number): Row[] {
  return blocks.flatMap((block) => (hasContent(block) ? rowsOfBlock(block, width) : []));
}

function hasContent(block: Block): boolean {
  return block.kind !== 'line' || block.label !== '' || block.runs.length > 0;
}

const margin: Run = { text: ' '.repeat(MARGIN), meaning: 'words' };

function rowsOfBlock(block: Block, width: number): Row[] {
  switch (block.kind) {
    case 'heading':
      return [EMPTY_ROW, ...wrapRuns(block.runs, width - MARGIN, 'words').map((runs) => row(margin, ...runs))];
    case 'prose':
      return wrapRuns(block.runs, width - MARGIN, 'words').map((runs, index, all) => ({
        ...row(margin, ...runs),
        stop: all.length > SHORT_PROSE && index % STRIDE === 0 ? 'marked' : 'none',
      }));
    // There are none where no screen is.
    case 'keys':
      return [];
    case 'command':
      return [
        EMPTY_ROW,
        { ...row(margin, { text: block.says, meaning: 'aside' }), stop: 'marked' },
        ...block.commands.flatMap((command) => commandRows(command, width)),
      ];
    case 'line':
      return lineRows(block, width);
    case 'stored':
      return block.beginning.flatMap((line) => lineRows(line, width));
  }
}

/** A command in as few rows as fit; each but the last ends with a backslash, so that all can be copied as they are. */
function commandRows(command: readonly string[], width: number): Row[] {
  const lines: string[] = [];
  for (const word of command) {
    const last = lines.at(-1);
    const longer = `${last} ${word}`;
    if (last === undefined || longer.length + CONTINUED.length > width - MARGIN)
      lines.push(last === undefined ? word : `  ${word}`);
    else lines[lines.length - 1] = longer;
  }
  return lines.flatMap((text, index): Row[] => {
    const shown = index < lines.length - 1 ? text + CONTINUED : text;
    const rows = wrapRuns([{ text: shown, meaning: 'command' }], width - MARGIN, 'bytes');
    return rows.map((runs) => ({ ...row(margin, ...runs), stop: index % STRIDE === STRIDE - 1 ? 'unmarked' : 'none' }));
  });
}

/** What ends a row of a command that goes on. */
const CONTINUED = ' \\';

/** A line and, where it is longer than the row, its continuation, indented as far. */
export function lineRows({ label, runs, origin }: Line, width: number): Row[] {
  const labelled = label === '' ? '' : `${label.padEnd(LABEL_WIDTH - 1)} `;
  const isProse = runs.every((run) => PROSE.has(run.meaning));
  const room = Math.max(width - MARGIN - labelled.length - CONTINUATION.length, SMALLEST_ROOM);
  const fitsOneRow = runs.reduce((width, { text }) => width + textWidth(text), 0) <= room + CONTINUATION.length;
  const parts = fitsOneRow ? [runs] : wrapRuns(runs, room, isProse ? 'words' : 'bytes');
  return parts.map((part, index) => ({
    runs: [
      margin,
      { text: index === 0 ? labelled : ' '.repeat(labelled.length) + CONTINUATION, meaning: 'name' },
      ...part,
    ],
    stop: index % STRIDE === 0 ? 'marked' : 'none',
    origin,
  }));
}

/** The indent of the rows that go on with a line. */
const CONTINUATION = '  ';
/** However narrow the screen is, in cells. */
const SMALLEST_ROOM = 16;
/** Meanings of text that may break at spaces only. */
const PROSE: ReadonlySet<Meaning> = new Set(['words', 'aside', 'name', 'agrees', 'differs']);

/** The characters of a row, without their meanings. */
export function rowText({ runs }: Row): string {
  return runs
    .map((run) => run.text)
    .join('')
    .trimEnd();
}

/** Lays out blocks as rows of glyphs, for plain text and for the screen. */
import { aside, type Block, type Line, type Meaning, type Run, type StoredText } from '../../pages/page.ts';
import type { ByteRange } from '../../trace/provenance.ts';
import { type BytesOf, glyphsOfRuns, rangeOf, type ShownGlyph, textOf, widthOf, wordGlyphs } from './shown-glyphs.ts';
import { wrapGlyphs } from './wrapping.ts';

export interface Row {
  readonly glyphs: readonly ShownGlyph[];
  /**
   * Where the cursor can stop: on a row with bytes, on the first row of each line, and on some rows of long text.
   * `unmarked` rows are for copying, and the screen writes no mark into them.
   */
  readonly stop: 'bytes' | 'line' | 'unmarked' | 'none';
  readonly bytes: ByteRange | null;
  /** Where the bytes come from, in one sentence; `null` if it is unknown. */
  readonly origin: string | null;
  readonly leadsTo: string | null;
  /** The part of the page that the row belongs to, from 0; each heading begins one. */
  readonly section: number;
  readonly block: number;
}

/** A block whose content is complete, so that it can be laid out. */
export type WholeBlock = Exclude<Block, StoredText>;

/** The differences between rows of plain text and of the screen. */
export interface RowForm {
  /** In cells, with the margin; infinite for text that is not broken into rows. */
  readonly width: number;
  readonly margin: number;
  /** The indent of continued rows, in columns. */
  readonly continuation: number;
  readonly bytesOf: BytesOf;
}

export const EMPTY_ROW: Row = {
  glyphs: [],
  stop: 'none',
  bytes: null,
  origin: null,
  leadsTo: null,
  section: 0,
  block: 0,
};

/** The column of labels: an offset, or a word. */
const LABEL_WIDTH = 13;
/** Rows without bytes between two stops of the cursor: fewer than the smallest window has. */
const STRIDE = 4;
/** The most rows of prose without a stop: they are visible with their neighbors. */
const SHORT_PROSE = 2;
const SMALLEST_ROOM = 16;
/** The end of a row when the command continues on the next one. */
const CONTINUED = ' \\';
/** Meanings of text that may break only at spaces. */
const PROSE: ReadonlySet<Meaning> = new Set(['words', 'aside', 'name', 'agrees', 'differs']);

/** Lays out a block, with an empty row before a heading and a command. */
export function blockRows(block: WholeBlock, form: RowForm): Row[] {
  const rows = rowsWithoutMargin(block, { ...form, width: form.width - form.margin });
  const margin = wordGlyphs(' '.repeat(form.margin), 'words');
  return rows.map((row) => (row.glyphs.length === 0 ? row : { ...row, glyphs: [...margin, ...row.glyphs] }));
}

/** Returns the characters of a row, without spaces at its end. */
export const rowText = ({ glyphs }: Row): string => textOf(glyphs).trimEnd();

function rowsWithoutMargin(block: WholeBlock, form: RowForm): Row[] {
  switch (block.kind) {
    case 'heading':
      return [EMPTY_ROW, ...wordRows(block.runs, form)];
    case 'prose':
    case 'keys':
      return proseRows(block.runs, form);
    case 'command':
      return [
        EMPTY_ROW,
        ...wordRows([aside(block.says)], form).map((row, index) => (index === 0 ? withStop(row) : row)),
        ...block.commands.flatMap((command) => commandRows(command, form.width)),
      ];
    case 'line':
      return lineRows(block, form);
  }
}

const rowOf = (glyphs: readonly ShownGlyph[]): Row => ({ ...EMPTY_ROW, glyphs });
const withStop = (row: Row): Row => ({ ...row, stop: 'line' });

const wordRows = (runs: readonly Run[], { width, bytesOf }: RowForm): Row[] =>
  wrapGlyphs(glyphsOfRuns(runs, bytesOf), width, 'words').map(rowOf);

function proseRows(runs: readonly Run[], form: RowForm): Row[] {
  const rows = wordRows(runs, form);
  // With a screen reader, the cursor stops on every sentence.
  if (form.width === Number.POSITIVE_INFINITY) return rows.map(withStop);
  return rows.length <= SHORT_PROSE ? rows : rows.map((row, index) => (index % STRIDE === 0 ? withStop(row) : row));
}

/**
 * Breaks a command into as few rows as fit. Each row but the last ends with a backslash, so it can be copied as it is.
 */
function commandRows(command: readonly string[], width: number): Row[] {
  const lines: string[] = [];
  for (const word of command) {
    const last = lines.at(-1);
    const longer = `${last} ${word}`;
    if (last === undefined || longer.length + CONTINUED.length > width)
      lines.push(last === undefined ? word : `  ${word}`);
    else lines[lines.length - 1] = longer;
  }
  return lines.flatMap((text, index) => {
    const shown = index < lines.length - 1 ? text + CONTINUED : text;
    return wrapGlyphs(wordGlyphs(shown, 'command'), width, 'bytes').map(rowOf);
  });
}

/** Lays out a line, with its label before its first row. A line without label and text has no rows. */
function lineRows({ label, runs, origin, leadsTo }: Line, { width, continuation, bytesOf }: RowForm): Row[] {
  if (label === '' && runs.length === 0) return [];
  const labelled = label === '' ? '' : `${label.padEnd(LABEL_WIDTH - 1)} `;
  const glyphs = glyphsOfRuns(runs, bytesOf);
  const room = Math.max(width - labelled.length, SMALLEST_ROOM + continuation);
  const broken = widthOf(glyphs) <= room ? room : room - continuation;
  const breaking = runs.every(({ meaning }) => PROSE.has(meaning)) ? 'words' : 'bytes';
  return wrapGlyphs(glyphs, broken, breaking).map((row, index) => {
    const before = index === 0 ? labelled : ' '.repeat(labelled.length + continuation);
    const bytes = rangeOf(row);
    return {
      ...EMPTY_ROW,
      glyphs: [...wordGlyphs(before, 'name'), ...row],
      stop: bytes ? 'bytes' : index % STRIDE === 0 ? 'line' : 'none',
      bytes,
      origin,
      leadsTo: leadsTo ?? null,
    };
  });
}

/**
 * Blocks as rows of glyphs: the one layout, of which plain text is the text and the screen adds what only a screen has.
 */
import { aside, type Block, type Line, type Meaning, type Run, type StoredText } from '../../pages/page.ts';
import type { ByteRange } from '../../trace/provenance.ts';
import { type BytesOf, glyphsOfRuns, rangeOf, type ShownGlyph, textOf, widthOf, wordGlyphs } from './shown-glyphs.ts';
import { wrapGlyphs } from './wrapping.ts';

export interface Row {
  readonly glyphs: readonly ShownGlyph[];
  /**
   * The cursor can stop on a row that has bytes, on the first of each line, and on some rows of what is long. `unmarked`:
   * one that people copy, into which no mark is written.
   */
  readonly stop: 'bytes' | 'line' | 'unmarked' | 'none';
  /** The bytes that it shows; `null` for a row without any. */
  readonly bytes: ByteRange | null;
  /** Where they come from, in one sentence; `null` where that is not known. */
  readonly origin: string | null;
  /** The walk to which enter leads from here; `null` for none. */
  readonly leadsTo: string | null;
  /** Which part of its page it belongs to, from 0: each heading begins one. */
  readonly section: number;
  /** Which block of its page it is a row of, from 0. */
  readonly block: number;
}

/** A block all of which is there to be laid out. */
export type WholeBlock = Exclude<Block, StoredText>;

/** In what rows of plain text and of the screen differ. */
export interface RowForm {
  /** In cells, with the margin; without a limit for text that is not broken into rows. */
  readonly width: number;
  /** Empty columns before each row. */
  readonly margin: number;
  /** How many columns further in the rows are that go on with a line. */
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
/** After how many rows without bytes the cursor can stop again: fewer than the smallest window has. */
const STRIDE = 4;
/** Prose of up to so many rows comes into sight with its neighbors; longer prose has stops. */
const SHORT_PROSE = 2;
/** The least room for a line, however narrow the rows are, in cells. */
const SMALLEST_ROOM = 16;
/** What ends a row of a command that goes on. */
const CONTINUED = ' \\';
/** Meanings of text that may break at spaces only. */
const PROSE: ReadonlySet<Meaning> = new Set(['words', 'aside', 'name', 'agrees', 'differs']);

/** Lays out a block, with an empty row before a heading and a command. */
export function blockRows(block: WholeBlock, form: RowForm): Row[] {
  const rows = rowsWithoutMargin(block, { ...form, width: form.width - form.margin });
  const margin = wordGlyphs(' '.repeat(form.margin), 'words');
  return rows.map((row) => (row.glyphs.length === 0 ? row : { ...row, glyphs: [...margin, ...row.glyphs] }));
}

/** The characters of a row, without spaces at its end. */
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
  // People who listen come back to every sentence line by line.
  if (form.width === Number.POSITIVE_INFINITY) return rows.map(withStop);
  return rows.length <= SHORT_PROSE ? rows : rows.map((row, index) => (index % STRIDE === 0 ? withStop(row) : row));
}

/** A command in as few rows as fit; each but the last ends with a backslash, so that all can be copied as they are. */
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

/** A line, its label before its first row; none where it has neither label nor text. */
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

/** Lays out blocks as rows of glyphs, for plain text and for the screen. */

import type { ByteRange } from '../trace/provenance.ts';
import {
  aside,
  type BesideTexts,
  type Block,
  type Explanation,
  type Line,
  type LineGutter,
  type Meaning,
  type Run,
  type StoredText,
  textOf,
} from '../views/page.ts';
import { besideRows } from './beside-rows.ts';
import { comparedRows } from './compared-rows.ts';
import { railInText } from './rail/rail.ts';
import { shellLines } from './shell-lines.ts';
import { canElide } from './shortening.ts';
import { type BytesOf, glyphsOfRuns, rangeOf, type ShownGlyph, widthOf, wordGlyphs } from './shown-glyphs.ts';
import { wrapGlyphs } from './wrapping.ts';

export interface Row {
  readonly glyphs: readonly ShownGlyph[];
  /**
   * The reason that the cursor can stop on this row, if it can: the row shows bytes, is the first row of a line, or is
   * part of a long text. `unmarked` rows are also stops, but the screen puts no mark on these rows, because they are
   * meant to be copied.
   */
  readonly stop: 'bytes' | 'line' | 'unmarked' | 'none';
  readonly bytes: ByteRange | null;
  /** A sentence about where the bytes come from; `null` if their origin is unknown. */
  readonly origin: string | null;
  readonly leadsTo: string | null;
  readonly madeFrom: string | null;
  /** The ID of the value that the row describes without showing its bytes; `null` if there is no such value. */
  readonly describes: string | null;
  /** The index of the part of the page that the row belongs to, starting at 0. A heading begins a new part. */
  readonly section: number;
  readonly block: number;
  readonly gutter: LineGutter | null;
  /** A note after the row in a separate column, such as the name of a part; empty if there is no note. */
  readonly note: string;
  /** The width of the column that the note is in. */
  readonly noteWidth: number;
  readonly explains: Explanation | null;
  /** Whether the row is the result of the whole page. */
  readonly isVerdict: boolean;
}

/** A block whose content is complete, so that it can be laid out. */
export type WholeBlock = Exclude<Block, StoredText>;

/** The properties that differ between rows of plain text and rows of the screen. */
export interface RowForm {
  /** The width in cells, including the margin. The width is infinite if rows are not broken. */
  readonly width: number;
  readonly margin: number;
  readonly continuation: number;
  readonly bytesOf: BytesOf;
  /** The width of the column of labels, if it is not `LABEL_WIDTH`. */
  readonly labels?: number;
  /**
   * The width of the column of notes after the lines that have a gutter; `null` if the labels come first, as on all
   * other lines.
   */
  readonly notes: number | null;
  /** Set if long words of prose and of commands are not broken. */
  readonly isPaper?: boolean;
}

export const EMPTY_ROW: Row = {
  glyphs: [],
  stop: 'none',
  bytes: null,
  origin: null,
  leadsTo: null,
  madeFrom: null,
  describes: null,
  section: 0,
  block: 0,
  gutter: null,
  note: '',
  noteWidth: 0,
  explains: null,
  isVerdict: false,
};

/** The usual width of the column of labels. A label is an offset or a word. */
export const LABEL_WIDTH = 13;
/**
 * The distance in rows between two cursor stops among rows without bytes. This distance is smaller than the smallest
 * window.
 */
const STRIDE = 4;
/**
 * The maximum number of rows of prose that need no stop. So few rows are visible together with the rows around them.
 */
const SHORT_PROSE = 2;
const SMALLEST_ROOM = 16;
/** The meanings whose text is broken only at spaces. */
const PROSE: ReadonlySet<Meaning> = new Set(['words', 'aside', 'name', 'agrees', 'differs']);

/**
 * Lays out a block. An empty row comes before a heading or a command. A heading without words consists only of the
 * empty row.
 */
export function blockRows(block: WholeBlock, form: RowForm): Row[] {
  const rows = rowsWithoutMargin(block, { ...form, width: form.width - form.margin });
  const margin = wordGlyphs(' '.repeat(form.margin), 'words');
  return rows.map((row) => (row.glyphs.length === 0 ? row : { ...row, glyphs: [...margin, ...row.glyphs] }));
}

/** Returns the characters of a row, without trailing spaces. */
export const rowText = ({ glyphs }: Row): string => textOf(glyphs).trimEnd();

function rowsWithoutMargin(block: WholeBlock, form: RowForm): Row[] {
  switch (block.kind) {
    case 'heading':
      return block.runs.length === 0 ? [EMPTY_ROW] : [EMPTY_ROW, ...wordRows(block.runs, form)];
    case 'prose':
      return proseRows(block.runs, form, block.hanging);
    case 'keys':
      return proseRows(block.runs, form);
    case 'command':
      return [
        EMPTY_ROW,
        ...wordRows([aside(block.says)], form).map((row, index) => (index === 0 ? withStop(row) : row)),
        ...block.commands.flatMap((command) => commandRows(command.join(' '), form).map(rowOf)),
      ];
    case 'line':
      return lineRows(block, form);
    case 'beside':
      return textsBeside(block, form);
    case 'compared':
      return comparedRows(block, form.width, (label) => wordGlyphs(inLabels(label, form), 'name')).map(
        (glyphs, index) => ({
          ...rowOf(glyphs),
          gutter: (index === 0 ? block.gutter : null) ?? null,
        }),
      );
    case 'rail':
      return railInText(block.comparison, form.width).map(rowOf);
  }
}

/** The cells of the number before a line of two texts, where there is no gutter. */
const NUMBER = 3;

function textsBeside(texts: BesideTexts, { width, notes }: RowForm): Row[] {
  const hasGutter = notes !== null;
  return besideRows(texts, hasGutter ? width : width - NUMBER).map(({ glyphs, line }) => {
    if (hasGutter) return { ...rowOf(glyphs), gutter: line === null ? null : (texts.gutters[line] ?? null) };
    const number = line === null ? '' : String(line + 1);
    return rowOf([...wordGlyphs(`${number.padStart(NUMBER - 1)} `, 'aside'), ...glyphs]);
  });
}

const inLabels = (label: string, { labels = LABEL_WIDTH }: RowForm): string => `${label.padEnd(labels - 1)} `;
const rowOf = (glyphs: readonly ShownGlyph[]): Row => ({ ...EMPTY_ROW, glyphs });
const withStop = (row: Row): Row => ({ ...row, stop: 'line' });

const wordRows = (runs: readonly Run[], form: RowForm): Row[] =>
  wrapped(glyphsOfRuns(runs, form.bytesOf), form.width, { breaking: 'words', form }).map(rowOf);

/** Breaks glyphs as usual or, on paper, prose only at spaces. */
function wrapped(
  glyphs: readonly ShownGlyph[],
  width: number,
  { breaking, form }: { readonly breaking: 'words' | 'bytes' | 'parts'; readonly form: RowForm },
): ShownGlyph[][] {
  if (!form.isPaper) return wrapGlyphs(glyphs, width, breaking);
  return wrapGlyphs(glyphs, width, breaking === 'words' ? 'whole-words' : breaking);
}

function hangingRows(runs: readonly Run[], form: RowForm, hanging: number): Row[] {
  const glyphs = glyphsOfRuns(runs, form.bytesOf);
  const rest = wrapped(glyphs.slice(hanging), form.width - hanging, { breaking: 'words', form });
  const indent = wordGlyphs(' '.repeat(hanging), 'words');
  return rest.map((row, index) => rowOf([...(index === 0 ? glyphs.slice(0, hanging) : indent), ...row]));
}

function proseRows(runs: readonly Run[], form: RowForm, hanging = 0): Row[] {
  const rows = hanging === 0 ? wordRows(runs, form) : hangingRows(runs, form, hanging);
  // For a screen reader, the cursor stops on every sentence.
  if (form.width === Number.POSITIVE_INFINITY) return rows.map(withStop);
  return rows.length <= SHORT_PROSE ? rows : rows.map((row, index) => (index % STRIDE === 0 ? withStop(row) : row));
}

/**
 * Breaks a command into as few rows as possible, so that it can be copied, and what no shell can continue on another row
 * anywhere. On paper, that stays whole, because it may have to be typed.
 */
function commandRows(text: string, { width, isPaper }: RowForm): ShownGlyph[][] {
  if (isPaper) return shellLines(text, width, 'whole').map((row) => wordGlyphs(row, 'command'));
  return shellLines(text, width, 'broken').flatMap((row) => wrapGlyphs(wordGlyphs(row, 'command'), width, 'bytes'));
}

/** Lays out a line. A line that has neither a label nor text produces no rows. */
function lineRows(line: Line, form: RowForm): Row[] {
  if (line.label === '' && line.runs.length === 0) return [];
  return line.gutter && form.notes !== null ? notedRows(line, line.gutter, form, form.notes) : labelledRows(line, form);
}

function labelledRows(line: Line, form: RowForm): Row[] {
  const { width, continuation, bytesOf } = form;
  const { label, runs, gutter } = line;
  // The lines of a text are aligned, whether or not they have a label.
  const labelled = label === '' && (!gutter || gutter.isAlone) ? '' : inLabels(label, form);
  const [command, ...others] = runs;
  if (command?.meaning === 'command' && others.length === 0 && labelled === '')
    return commandRows(command.text, form).map((glyphs, index) => ({ ...ofLine(line, [], index), glyphs }));
  const glyphs = glyphsOfRuns(runs, bytesOf);
  const room = Math.max(width - labelled.length, SMALLEST_ROOM + continuation);
  // On paper, a row below a label is indented anyway, and a hash fits there.
  const indent = form.isPaper && labelled !== '' ? 0 : continuation;
  const broken = widthOf(glyphs) <= room ? room : room - indent;
  const breaking = runs.every(({ meaning }) => PROSE.has(meaning)) ? 'words' : 'parts';
  return wrapped(glyphs, broken, { breaking, form }).map((row, index) => {
    const before = index === 0 ? labelled : ' '.repeat(labelled.length + indent);
    // A screen reader says the number of a line, where rows are not broken.
    const spoken = Number.isFinite(width) ? null : (gutter ?? null);
    return { ...ofLine(line, row, index), gutter: spoken, glyphs: [...wordGlyphs(before, 'name'), ...row] };
  });
}

/**
 * Lays out a line of a text. The line's label becomes a note after the line. Only the first row has the number and the
 * note.
 */
function notedRows(line: Line, gutter: LineGutter, { width, bytesOf }: RowForm, notes: number): Row[] {
  const glyphs = [...glyphsOfRuns(line.runs, bytesOf), ...wordGlyphs(gutter.end ?? '', 'aside')];
  const room = Math.max(width - notes, SMALLEST_ROOM);
  // A row with a hash is not broken; the row is shortened later, in the middle of the digits.
  const isWhole = widthOf(glyphs) <= width || canElide(glyphs, room);
  const rows = isWhole ? [glyphs] : wrapGlyphs(glyphs, room, 'parts');
  return rows.map((row, index) => ({
    ...ofLine(line, row, index),
    glyphs: row,
    gutter: index === 0 ? gutter : { ...gutter, number: null },
    note: index === 0 ? (line.note ?? line.label) : '',
    noteWidth: Math.max(notes - 1, 0),
  }));
}

function ofLine(
  { origin, leadsTo, madeFrom, describes, explains, isVerdict }: Line,
  row: readonly ShownGlyph[],
  index: number,
): Row {
  const bytes = rangeOf(row);
  return {
    ...EMPTY_ROW,
    stop: bytes ? 'bytes' : index % STRIDE === 0 ? 'line' : 'none',
    bytes,
    origin: origin ?? null,
    leadsTo: leadsTo ?? null,
    madeFrom: madeFrom ?? null,
    describes: describes ?? null,
    explains: explains ?? null,
    isVerdict: isVerdict === true && index === 0,
  };
}

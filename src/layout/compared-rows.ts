/**
 * Lays out two lines one below the other. Pieces that are the same are in the same columns, both lines are broken at
 * the same places, and marks are below the pieces that differ. Where a piece is shorter than the other one, its columns
 * are filled with a sign that is no data, because a blank would look like a byte of the line.
 */

import type { ComparedLines, Meaning } from '../views/page.ts';
import { ELLIPSIS, type GlyphRow, type ShownGlyph, widthOf, wordGlyphs } from './shown-glyphs.ts';

/** A column of a comparison. */
export interface Column {
  /** What both lines have in the column: a glyph, a filler or, after the end of a line, nothing. */
  readonly glyphs: readonly [GlyphRow, GlyphRow];
  readonly cells: number;
  /** Whether the column belongs to a piece that differs. */
  readonly differs: boolean;
}

const SIDES = [0, 1] as const;
/** The columns before the first difference and after the last one, if the whole lines do not fit. */
const CONTEXT = 16;
const FILLER = '░';
export const MARK = '≠';
/** A space in a piece that differs, which is easily overlooked. */
const SPACE = '␣';

/**
 * Lays out the lines. If they are wider than `width`, shows only what differs, with a few columns around it. `labelOf`
 * lays out a label, and determines the cells before each row.
 */
export function comparedRows(
  { labels, pieces }: ComparedLines,
  width: number,
  labelOf: (label: string) => GlyphRow,
): GlyphRow[] {
  const room = Math.max(width - widthOf(labelOf('')), MOST_CUT);
  // Columns and marks mean nothing to a screen reader.
  if (!Number.isFinite(width)) return SIDES.map((side) => [...labelOf(labels[side]), ...lineOf(pieces, side)]);
  const columns = comparedColumns(pieces);
  // If nothing is the same, marks would be below everything.
  const isMarked = columns.some(({ differs }) => !differs);
  return sections(columns, room).flatMap((section, at) => [
    ...SIDES.map((side) => [...labelOf(at === 0 ? labels[side] : ''), ...section.rows[side]]),
    ...(isMarked ? [[...labelOf(''), ...section.marks]] : []),
  ]);
}

/** The smallest number of columns in which a comparison is legible. */
const MOST_CUT = 24;

type Pair = ComparedLines['pieces'][number];

/** Returns the glyphs of one line, whole and without anything between its pieces. */
export const lineOf = (pieces: readonly Pair[], side: 0 | 1): GlyphRow => pieces.flatMap((pair) => pieceOf(pair, side));

function pieceOf(pair: Pair, side: 0 | 1): GlyphRow {
  const differs = pair[0] !== pair[1];
  const meaning: Meaning = differs ? 'differs' : 'copied';
  return wordGlyphs(pair[side], meaning).map((glyph) => (differs ? { ...glyph, isDifferent: true } : glyph));
}

/** Aligns two lines in columns, with a filler where a piece is shorter than the other one. */
export function comparedColumns(pieces: readonly Pair[]): Column[] {
  // Lines that have nothing in common can be words, such as that there is no such line.
  const hasCommon = pieces.some(([first, second]) => first === second);
  return pieces.flatMap((pair, at) => columnsOf(pair, hasCommon, at === pieces.length - 1));
}

function columnsOf(pair: Pair, hasCommon: boolean, isLast: boolean): Column[] {
  const differs = pair[0] !== pair[1];
  const glyphsOf = (side: 0 | 1) => pieceOf(pair, side).map(differs && hasCommon ? withSpace : (glyph) => glyph);
  const [first, second] = [glyphsOf(0), glyphsOf(1)];
  return Array.from({ length: Math.max(first.length, second.length) }, (_, at): Column => {
    const [one, other] = [first[at], second[at]];
    const cells = Math.max(one?.width ?? 1, other?.width ?? 1);
    const rest = isLast ? [] : wordGlyphs(FILLER.repeat(cells), 'aside');
    return { glyphs: [one ? [one] : rest, other ? [other] : rest], cells, differs };
  });
}

/** Returns whether a glyph of a column is no character of the line. */
export const isFiller = ({ text, meaning }: ShownGlyph): boolean => text === FILLER && meaning === 'aside';

const withSpace = (glyph: ShownGlyph): ShownGlyph => (glyph.text === ' ' ? { ...glyph, text: SPACE } : glyph);

/** What the signs that are no data mean. */
const SIGNS = [
  { sign: FILLER, meaning: 'aside', says: `${FILLER} nothing` },
  { sign: SPACE, meaning: 'differs', says: `${SPACE} a space` },
] as const;

const BESIDE_MARKS = 2;

/**
 * Adds to a row of marks what the signs in the rows above it mean: after the marks or, where there is no room, before or
 * between them. A sign has the meaning that this layout gives it, so it is no character of the lines.
 */
export function withLegend(marks: string, rows: readonly GlyphRow[], room: number): GlyphRow {
  const cells = wordGlyphs(marks.padEnd(room), 'differs');
  for (const { sign, meaning, says } of SIGNS) {
    if (!rows.some((row) => row.some((glyph) => glyph.text === sign && glyph.meaning === meaning))) continue;
    const isFree = (at: number) =>
      cells.slice(Math.max(at - BESIDE_MARKS, 0), at + says.length + BESIDE_MARKS).every(({ text }) => text === ' ');
    const starts = [...cells.keys()].filter((at) => at + says.length <= room && isFree(at));
    const at = starts.find((start) => start >= marks.length + BESIDE_MARKS) ?? starts[0];
    if (at !== undefined) cells.splice(at, says.length, ...wordGlyphs(says, 'aside'));
  }
  return cells.slice(0, cells.findLastIndex(({ text }) => text !== ' ') + 1);
}

/** Some columns of both lines, with a mark below each that differs and what the signs in them mean. */
export interface Section {
  readonly rows: readonly [GlyphRow, GlyphRow];
  readonly marks: GlyphRow;
}

/** Divides the columns into sections that fit. If there is more than one, leaves out those that are the same. */
export function sections(columns: readonly Column[], room: number): Section[] {
  if (columns.length <= room) return [sectionOf(columns, 0, columns.length, room)];
  const first = columns.findIndex(({ differs }) => differs);
  const last = columns.findLastIndex(({ differs }) => differs);
  if (first < 0) return [sectionOf(columns, 0, room - 1, room)];
  const inner = room - 2;
  const isShort = last - first < inner;
  const context = isShort ? Math.min(CONTEXT, inner - (last - first + 1)) : Math.min(CONTEXT, Math.floor(inner / 3));
  const found: Section[] = [];
  let from = Math.max(Math.min(first - context, columns.length - inner), 0);
  while (from <= last) {
    const to = Math.min(from + inner, columns.length);
    found.push(sectionOf(columns, from, to, room));
    const next = columns.findIndex(({ differs }, at) => at >= to && differs);
    if (next < 0) break;
    from = Math.max(next - (next === to ? 0 : Math.min(context, next - to)), to);
  }
  return found;
}

/** Lays out columns `from` to `to` (exclusive). An ellipsis stands for the rest of a line on each side. */
function sectionOf(all: readonly Column[], from: number, to: number, room: number): Section {
  const columns = all.slice(from, to);
  const rowOf = (side: 0 | 1) => {
    const goesOn = all.slice(to).some(({ glyphs }) => glyphs[side].length > 0);
    return [
      ...(from > 0 ? ELLIPSIS : []),
      ...columns.flatMap(({ glyphs }) => glyphs[side]),
      ...(goesOn ? ELLIPSIS : []),
    ];
  };
  const marks = columns.map(({ cells, differs }) => (differs ? MARK : ' ').repeat(cells)).join('');
  const rows = [rowOf(0), rowOf(1)] as const;
  return { rows, marks: withLegend(`${from > 0 ? ' ' : ''}${marks}`.trimEnd(), rows, room) };
}

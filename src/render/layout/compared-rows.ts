/**
 * Lays out two lines one below the other. Pieces that are the same are in the same columns, both lines are broken at
 * the same places, and marks are below the pieces that differ.
 */
import type { ComparedLines, Meaning } from '../../pages/page.ts';
import { type ShownGlyph, widthOf, wordGlyphs } from './shown-glyphs.ts';

type GlyphRow = readonly ShownGlyph[];

/** A column of the comparison: the glyphs of both lines, and whether they belong to a piece that differs. */
interface Column {
  readonly glyphs: readonly [ShownGlyph, ShownGlyph];
  readonly differs: boolean;
}

const SIDES = [0, 1] as const;
/** The columns before the first difference and after the last one, if the whole lines do not fit. */
const CONTEXT = 16;
const GAP = wordGlyphs('…', 'aside');

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
  const columns = pieces.flatMap(columnsOf);
  // If nothing is the same, marks would be below everything. Marks mean nothing to a screen reader.
  const isMarked = columns.some(({ differs }) => !differs) && Number.isFinite(width);
  return sections(columns, room).flatMap((section, at) => [
    ...SIDES.map((side) => [...labelOf(at === 0 ? labels[side] : ''), ...section.rows[side]]),
    ...(isMarked ? [[...labelOf(''), ...section.marks]] : []),
  ]);
}

/** The smallest number of columns in which a comparison is legible. */
const MOST_CUT = 24;

function columnsOf([first, second]: readonly [string, string]): Column[] {
  const differs = first !== second;
  const meaning: Meaning = differs ? 'differs' : 'copied';
  const sides = [first, second].map((text) =>
    wordGlyphs(text, meaning).map((glyph) => (differs ? { ...glyph, isDifferent: true } : glyph)),
  );
  const count = Math.max(...sides.map(({ length }) => length));
  return Array.from({ length: count }, (_, at): Column => {
    const [one, other] = sides.map((glyphs) => glyphs[at]);
    const cells = Math.max(one?.width ?? 1, other?.width ?? 1);
    const blank = { text: ' '.repeat(cells), width: cells, meaning: 'words' as const, at: null };
    return { glyphs: [one ?? blank, other ?? blank], differs };
  });
}

interface Section {
  readonly rows: readonly [GlyphRow, GlyphRow];
  readonly marks: GlyphRow;
}

/** Divides the columns into sections that fit. If there is more than one, leaves out those that are the same. */
function sections(columns: readonly Column[], room: number): Section[] {
  if (columns.length <= room || !Number.isFinite(room)) return [sectionOf(columns, '', '')];
  const first = columns.findIndex(({ differs }) => differs);
  const last = columns.findLastIndex(({ differs }) => differs);
  if (first < 0) return [sectionOf(columns.slice(0, room - 1), '', '…')];
  const inner = room - 2;
  const isShort = last - first < inner;
  const context = isShort ? Math.min(CONTEXT, inner - (last - first + 1)) : Math.min(CONTEXT, Math.floor(inner / 3));
  const found: Section[] = [];
  let from = Math.max(Math.min(first - context, columns.length - inner), 0);
  while (from <= last) {
    const to = Math.min(from + inner, columns.length);
    found.push(sectionOf(columns.slice(from, to), from > 0 ? '…' : '', to < columns.length ? '…' : ''));
    const next = columns.findIndex(({ differs }, at) => at >= to && differs);
    if (next < 0) break;
    from = Math.max(next - (next === to ? 0 : Math.min(context, next - to)), to);
  }
  return found;
}

function sectionOf(columns: readonly Column[], before: '' | '…', after: '' | '…'): Section {
  const [start, end] = [before, after].map((mark) => (mark === '' ? [] : GAP));
  const rowOf = (side: 0 | 1) => [...(start ?? []), ...columns.map(({ glyphs }) => glyphs[side]), ...(end ?? [])];
  const marks = columns.map(({ glyphs, differs }) => (differs ? '~' : ' ').repeat(glyphs[0].width)).join('');
  return { rows: [rowOf(0), rowOf(1)], marks: wordGlyphs(`${before === '' ? '' : ' '}${marks}`.trimEnd(), 'differs') };
}

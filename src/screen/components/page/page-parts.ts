/** Lays out a page or two texts side by side as rows of the screen. Only a window of stored bytes is laid out. */

import { blockRows, EMPTY_ROW, type Row, type RowForm } from '../../../layout/block-rows.ts';
import type { BytesOf } from '../../../layout/shown-glyphs.ts';
import type { Room } from '../../../layout/wrapping.ts';
import { SIDE_NAMES } from '../../../views/bytes/two-texts.ts';
import { type Block, heading, type Page, prose, type TwoTexts, words } from '../../../views/page.ts';
import type { Pane } from '../regions.ts';
import { type StoredRows, storedRows } from './stored-rows.ts';

/** A part of a page. A part consists of rows, or of stored bytes whose rows depend on the window. */
export type PagePart =
  | { readonly kind: 'rows'; readonly rows: readonly Row[] }
  | { readonly kind: 'stored'; readonly stored: StoredRows };

/**
 * The positions of the windows of stored bytes. A value's entry is a byte in the first leaf of its window; absent if
 * the window is at the beginning.
 */
export type Windows = Readonly<Record<string, number>>;

/**
 * The maximum number of consecutive rows on which the cursor cannot stop. This number is smaller than the height of the
 * smallest window.
 */
const MOST_WITHOUT_STOP = 3;

/**
 * Returns the form of rows on the screen. A gutter before each row and a ruler below it are drawn later. Continuation
 * rows are not indented.
 */
const screenForm = (width: number, bytesOf: BytesOf, blocks: readonly Block[] = []): RowForm => ({
  width,
  margin: 0,
  continuation: 0,
  bytesOf,
  notes: Number.isFinite(width) ? notesWidth(blocks, width) : null,
});

/** The minimum width of a window that has a notes column. */
const NARROW_ROW = 66;
const MOST_NOTE = 24;

/** Returns the width of the notes column, including the space before it; 0 if there are no notes or no room. */
function notesWidth(blocks: readonly Block[], width: number): number {
  if (width < NARROW_ROW) return 0;
  const notes = blocks.flatMap((block) =>
    block.kind === 'line' && block.gutter ? [(block.note ?? block.label).length] : [],
  );
  const longest = Math.min(Math.max(0, ...notes), MOST_NOTE);
  return longest === 0 ? 0 : longest + 1;
}

/**
 * Lays out a page. The resulting text comes first, followed by the explanations. The sentence that says
 * what the step is for comes before the shell commands.
 */
export function pageParts(page: Page, room: Room, bytesOf: BytesOf): PagePart[] {
  const text = spacedSentences([...page.main, ...withoutHex(page)]);
  const says = prose(words(page.says));
  // People who use a screen reader need an introduction first.
  if (!Number.isFinite(room.width)) return blockParts([says, ...text], room, bytesOf);
  const command = text.findIndex(({ kind }) => kind === 'command');
  const end = command < 0 ? text.length : command;
  return blockParts([...text.slice(0, end), ...EMPTY_LINE, says, ...text.slice(end)], room, bytesOf);
}

const EMPTY_LINE: readonly Block[] = [{ kind: 'heading', runs: [] }];

/** Puts an empty row between data and the sentences about it. Captions, such as the number of bytes, belong to the data. */
const spacedSentences = (blocks: readonly Block[]): readonly Block[] =>
  blocks.flatMap((block, at) => {
    const before = blocks[at - 1];
    const isData =
      before?.kind === 'line' || before?.kind === 'stored' || (before?.kind === 'prose' && !isSentence(before));
    return isData && isSentence(block) ? [...EMPTY_LINE, block] : [block];
  });

const isSentence = (block: Block): boolean => block.kind === 'prose' && block.runs[0]?.meaning === 'words';

/** Lays out blocks. Each heading or command begins a new section, except at the very beginning. */
function blockParts(blocks: readonly Block[], room: Room, bytesOf: BytesOf): PagePart[] {
  let section = 0;
  const form = screenForm(room.width, bytesOf, blocks);
  return blocks.flatMap((block, index): PagePart[] => {
    if (index > 0 && (block.kind === 'heading' || block.kind === 'command')) section += 1;
    const common = { section, block: index };
    if (block.kind !== 'stored')
      return [{ kind: 'rows', rows: blockRows(block, form).map((row) => ({ ...row, ...common })) }];
    const stored = bytesOf(block.value)?.stored;
    return stored
      ? [{ kind: 'stored', stored: storedRows({ ...block, stored }, room, { ...EMPTY_ROW, ...common }) }]
      : [];
  });
}

/** Returns the rows of parts. `windows` determines which stored bytes are shown. */
export function rowsOfParts(parts: readonly PagePart[], windows: Windows): Row[] {
  return reachable(
    parts.flatMap((part) => (part.kind === 'rows' ? part.rows : part.stored.windowAt(windows[part.stored.value] ?? 0))),
  );
}

/** Adds stops, so that moving the cursor can make every row visible and reach every section. */
function reachable(rows: readonly Row[]): Row[] {
  const reached = new Set(rows.flatMap(({ stop, section }) => (stop === 'none' ? [] : [section])));
  let without = 0;
  return rows.map((row, index) => {
    without = row.stop === 'none' ? without + 1 : 0;
    const isOnlyChance = !reached.has(row.section) && rows[index + 1]?.section !== row.section;
    if (row.glyphs.length === 0 || (without <= MOST_WITHOUT_STOP && !isOnlyChance)) return row;
    without = 0;
    return { ...row, stop: row.glyphs.some(({ meaning }) => meaning === 'command') ? 'unmarked' : 'line' };
  });
}

/** Removes hexadecimal lines and their headings: the bytes are in the page as text, and there is a hex view beside it. */
const withoutHex = ({ blocks }: Page): Block[] =>
  blocks.filter((block, index) => !isHex(block) && !(block.kind === 'heading' && isHex(blocks[index + 1])));

const isHex = (block: Block | undefined): boolean => block?.kind === 'line' && block.view === 'hex';

type PaneRows = Readonly<Record<Pane, readonly Row[]>>;

/** The side whose text is in each pane. */
export const SIDE_OF_PANE: Readonly<Record<Pane, keyof TwoTexts['sides']>> = { page: 'server', beside: 'client' };

/** Lays out two texts side by side. The blocks of the page, and what the step is for, follow below the first text. */
export function rowsOfTexts(page: Page, texts: TwoTexts, room: Room, bytesOf: BytesOf): PaneRows {
  const pairs = texts.lines.map((line) => {
    const rows = SIDE_NAMES.map((side) => blockRows(line[side], screenForm(room.width, bytesOf)));
    const height = Math.max(...rows.map(({ length }) => length));
    return rows.map((own) => fillRows(own, height));
  });
  const says = [heading('What it is'), prose(words(page.says))];
  const parts = blockParts([...page.blocks, ...says], room, bytesOf);
  const blocks = rowsOfParts(parts, {}).map(afterTexts);
  const empty = blocks.map(({ section, block }) => ({ ...EMPTY_ROW, section, block }));
  return {
    page: [...pairs.flatMap(([server = []]) => server), ...blocks],
    beside: [...pairs.flatMap(([, client = []]) => client), ...empty],
  };
}

const afterTexts = (row: Row): Row => ({ ...row, section: row.section + 1, block: row.block + 1 });

const fillRows = (rows: readonly Row[], height: number): Row[] => [
  ...rows,
  ...Array.from({ length: height - rows.length }, () => EMPTY_ROW),
];

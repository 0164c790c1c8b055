/** A page as rows of a given width, each with what the cursor can stand on. */
import type { Block, Line, Meaning, Page, Run, StoredText } from '../../../pages/page.ts';
import { aside, link, prose, words } from '../../../pages/page.ts';
import type { ByteRange } from '../../../trace/provenance.ts';
import { type BytesOf, type Glyph, glyphsOfRun, wordGlyphs, wrapGlyphs } from '../../layout/shown-glyphs.ts';
import { type StoredRows, storedRows } from './stored-rows.ts';

/** A row of a page, without the gutter in front of it. */
export interface PageRow {
  readonly glyphs: readonly Glyph[];
  /**
   * The cursor can stand on a row that has bytes, on the first of each line, and on some of what is long. `unmarked`:
   * one that people copy, into which no mark is written.
   */
  readonly stop: 'bytes' | 'line' | 'unmarked' | 'none';
  /** The bytes that it shows; of a line without any `null`. */
  readonly bytes: ByteRange | null;
  /** Where they come from, in one sentence; `null` where nobody says. */
  readonly origin: string | null;
  /** Which part of the page it belongs to, from 0: each heading begins one. */
  readonly section: number;
  /** The walk to which enter leads from here; `null` for none. */
  readonly leadsTo: string | null;
  /** Which block of the page it is a row of, from 0. */
  readonly block: number;
}

/** A page of which only the bytes of any number are not laid out yet. */
export type PagePart =
  | { readonly kind: 'rows'; readonly rows: readonly PageRow[] }
  | { readonly kind: 'stored'; readonly stored: StoredRows };

/** For each value of bytes of any number, a byte of the first part that its window shows; none for its beginning. */
export type Windows = Readonly<Record<string, number>>;

export interface PageRoom {
  /** Of a row, in cells, without the gutter. */
  readonly width: number;
  /** How many rows are seen at once. */
  readonly height: number;
}

/** The column of labels. */
const LABEL_WIDTH = 13;
/** After how many rows without bytes the cursor can stand again: fewer than the smallest window has. */
const STRIDE = 4;
/** So many rows may follow each other without one that the cursor can stand on: fewer than the smallest window has. */
const MOST_WITHOUT_STOP = 5;
/** However narrow the screen is, in cells. */
const SMALLEST_ROOM = 16;

export const EMPTY_ROW: PageRow = {
  glyphs: [],
  stop: 'none',
  bytes: null,
  origin: null,
  section: 0,
  leadsTo: null,
  block: 0,
};

/** All of a page: what it is, its main value, where AWS describes it, its blocks. */
export function pageParts(page: Page, room: PageRoom, bytesOf: BytesOf): PagePart[] {
  const introduction = [prose(words(page.says)), ...page.main, prose(link(page.see))];
  return blockParts([...introduction, ...withoutHex(page)], room, bytesOf);
}

/** Each heading but one at the very beginning begins a section. */
export function blockParts(blocks: readonly Block[], room: PageRoom, bytesOf: BytesOf): PagePart[] {
  let section = 0;
  return blocks.flatMap((block, index): PagePart[] => {
    if (index > 0 && (block.kind === 'heading' || block.kind === 'command')) section += 1;
    const common = { section, block: index };
    if (block.kind !== 'stored')
      return [{ kind: 'rows', rows: rowsOfBlock(block, room.width, bytesOf).map((row) => ({ ...row, ...common })) }];
    const stored = bytesOf(block.value)?.stored;
    return stored
      ? [{ kind: 'stored', stored: storedRows({ ...block, stored }, room, { ...EMPTY_ROW, ...common }) }]
      : [];
  });
}

/** The rows of the parts, of bytes of any number those of a window. */
export function rowsOfParts(parts: readonly PagePart[], windows: Windows): PageRow[] {
  return reachable(
    parts.flatMap((part) => (part.kind === 'rows' ? part.rows : part.stored.windowAt(windows[part.stored.value] ?? 0))),
  );
}

/** With as many more stops as it takes to bring every row into sight, and every section at least once. */
function reachable(rows: readonly PageRow[]): PageRow[] {
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

/**
 * Beside a hex view, lines in hexadecimal say nothing that is not on the screen: what the page has no text of is there as
 * text, anything else is left out, with its heading.
 */
function withoutHex({ main, blocks }: Page): Block[] {
  const asText = new Set([...main, ...blocks].flatMap(valuesAsText));
  const isRepeated = (block: Block) => isHex(block) && valuesIn(block).every((id) => asText.has(id));
  const shown: Block[] = [];
  for (const [index, block] of blocks.entries()) {
    const next = blocks[index + 1];
    if (isRepeated(block) || (block.kind === 'heading' && next && isRepeated(next))) continue;
    const last = shown.at(-1);
    if (!isHex(block)) shown.push(block);
    else if (last?.kind === 'line' && isHex(blocks[index - 1]))
      shown[shown.length - 1] = joined(last, textOfHex(block));
    else shown.push(textOfHex(block));
  }
  return shown;
}

/** Two rows of a hex view are one text. */
const joined = (first: Line, second: Line): Line => ({ ...first, runs: [...first.runs, ...second.runs] });

/** The bytes of a line in hexadecimal as text; its offset stands in the hex view. */
function textOfHex(hex: Line): Line {
  const runs = hex.runs.flatMap((run): Run[] =>
    run.shows?.as === 'pairs' ? [{ ...run, shows: { ...run.shows, as: 'text' } }] : [],
  );
  return { ...hex, label: '', runs, view: 'text' };
}

const isHex = (block: Block | undefined): block is Line => block?.kind === 'line' && block.view === 'hex';
const valuesIn = ({ runs }: Line): string[] => runs.flatMap(({ shows }) => (shows ? [shows.value] : []));

/** The values that a block has as text. */
function valuesAsText(block: Block): string[] {
  if (block.kind === 'stored') return [block.value];
  return block.kind === 'line' && block.view === 'text' ? valuesIn(block) : [];
}

function rowsOfBlock(block: Exclude<Block, StoredText>, width: number, bytesOf: BytesOf): PageRow[] {
  switch (block.kind) {
    case 'heading':
      return [
        EMPTY_ROW,
        ...wrapGlyphs(glyphs(block.runs, bytesOf), width, 'words').map((row) => ({ ...EMPTY_ROW, glyphs: row })),
      ];
    case 'prose':
    case 'keys':
      return wrapGlyphs(glyphs(block.runs, bytesOf), width, 'words').map((row, index, all) => ({
        ...EMPTY_ROW,
        glyphs: row,
        // Who listens comes back to every sentence line by line.
        stop: (all.length > 2 && index % STRIDE === 0) || width === Number.POSITIVE_INFINITY ? 'line' : 'none',
      }));
    case 'command':
      return [
        EMPTY_ROW,
        ...wrapGlyphs(glyphs([aside(block.says)], bytesOf), width, 'words').map((row, index) => ({
          ...EMPTY_ROW,
          glyphs: row,
          stop: index === 0 ? ('line' as const) : ('none' as const),
        })),
        ...block.commands.flatMap((command) => commandRows(command, width)),
      ];
    case 'line':
      return lineRows(block, width, bytesOf);
  }
}

const glyphs = (runs: readonly Run[], bytesOf: BytesOf): Glyph[] => runs.flatMap((run) => glyphsOfRun(run, bytesOf));

/** What ends a row of a command that goes on. */
const CONTINUED = ' \\';

/** A command in as few rows as fit; each but the last ends with a backslash, so that all can be copied as they are. */
function commandRows(command: readonly string[], width: number): PageRow[] {
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
    return wrapGlyphs(wordGlyphs(shown, 'command'), width, 'bytes').map((row) => ({ ...EMPTY_ROW, glyphs: row }));
  });
}

/** Meanings of text that may break at spaces only. */
const PROSE: ReadonlySet<Meaning> = new Set(['words', 'aside', 'name', 'agrees', 'differs']);

export function lineRows({ label, runs, origin, leadsTo }: Line, width: number, bytesOf: BytesOf): PageRow[] {
  if (label === '' && runs.length === 0) return [];
  const labelled = label === '' ? '' : `${label.padEnd(LABEL_WIDTH - 1)} `;
  const room = Math.max(width - labelled.length, SMALLEST_ROOM);
  const isProse = runs.every((run) => PROSE.has(run.meaning));
  return wrapGlyphs(glyphs(runs, bytesOf), room, isProse ? 'words' : 'bytes').map((row, index) => {
    const bytes = rangeOf(row);
    return {
      ...EMPTY_ROW,
      glyphs: [...wordGlyphs(index === 0 ? labelled : ' '.repeat(labelled.length), 'name'), ...row],
      stop: bytes ? 'bytes' : index % STRIDE === 0 ? 'line' : 'none',
      bytes,
      origin,
      leadsTo: leadsTo ?? null,
    };
  });
}

/** From the first byte that a row shows to its last, of the value that it shows first. */
function rangeOf(row: readonly Glyph[]): ByteRange | null {
  const shown = row.flatMap(({ at }) => (at ? [at] : []));
  const [first] = shown;
  if (!first) return null;
  const own = shown.filter(({ value }) => value === first.value);
  return { ...first, start: Math.min(...own.map(({ start }) => start)), end: Math.max(...own.map(({ end }) => end)) };
}

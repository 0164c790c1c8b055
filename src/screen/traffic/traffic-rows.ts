/** Draws the requests that a sandbox or a capture has seen, one on each row, and what is known about the selected one. */
import { shellLines } from '../../layout/shell-lines.ts';
import { widthOf, wordGlyphs } from '../../layout/shown-glyphs.ts';
import { cutGlyphs, type Room } from '../../layout/wrapping.ts';
import { remembered } from '../../trace/remembered.ts';
import { aside, type Block, textOf, words } from '../../views/page.ts';
import type { ConnectLine } from '../../views/traffic/connect-page.ts';
import { isUnsuccessful, resultOf, type TrafficEntry } from '../../views/traffic/traffic-entry.ts';
import { shortDuration, shortSize, timeOfDay, trafficFacts } from '../../views/traffic/traffic-words.ts';
import { fillRows, fitRuns, padRow, wordRows } from '../components/fitted-rows.ts';
import { reversed } from '../components/frame/headline.ts';
import type { ScreenSize } from '../components/regions.ts';
import { scrolledRows } from '../components/scrolled-rows.ts';
import { onCursorLine, type ScreenRow, styleText, uniteTexts } from '../components/styled-glyphs.ts';

/** The first row and the rule below it. */
const HEAD = 2;
/** The rule or the notice above the keys, and the keys. */
const END = 2;
const COLUMN_NAMES = 1;
/** The least number of rows about the selected request in a low window, not including their title. */
const LEAST_FACTS = 4;
const MORE_FACTS = 8;
const TALL = 36;

/** The fewest cells for the facts about a request beside the list. */
const WIDE = 120;
/** The share of the list, and its fewest cells. */
const LIST_SHARE = 0.5;

/** Returns the cells of the list beside the facts; `null` where the facts are below the list. */
export const listWidth = ({ width }: Pick<ScreenSize, 'width'>): number | null =>
  width >= WIDE ? Math.floor(width * LIST_SHARE) : null;

/** Returns the number of rows for the facts about a request: as many as they need, up to half of the rows. */
function factsHeight(entry: TrafficEntry | null, { width, height }: ScreenSize): number {
  const least = height < TALL ? LEAST_FACTS : MORE_FACTS;
  const most = Math.max(Math.floor((height - HEAD - COLUMN_NAMES - 1 - END) / 2), least);
  return entry === null ? least : Math.min(Math.max(allFacts(entry, width).length, least), most);
}

/**
 * Returns the number of requests that fit on a screen beside or above the facts about the selected one, which is `null`
 * if no request is listed. `size` is in cells.
 */
export function listHeight(size: ScreenSize, selected: TrafficEntry | null): number {
  const below = listWidth(size) === null ? 1 + factsHeight(selected, size) : 0;
  return Math.max(size.height - HEAD - COLUMN_NAMES - below - END, 1);
}

/** Returns the number of rows between the rule above the list and the one above the keys. */
export const trafficHeight = ({ height }: ScreenSize): number => height - HEAD - END;

interface Column {
  readonly name: string;
  /** The width in cells; 0 for the column that has all cells that the others leave. */
  readonly width: number;
  readonly align: 'left' | 'right';
  /** The place in the order in which the columns are given up, the last one first. */
  readonly rank: number;
  readonly text: (entry: TrafficEntry) => string;
  /** How the column looks; the default is as the words of the row. */
  readonly look?: (entry: TrafficEntry) => 'agrees' | 'refused' | null;
}

const KEY = 'key';
/** The most cells of an access key ID. Those of AWS have 20 letters. */
const MOST_OF_KEY = 20;

/** Returns the cells for the access key IDs; 0 if the entries do not have several. */
export const keyCells = remembered((entries: readonly TrafficEntry[]): number => {
  const ids = new Set(entries.map(({ keyId }) => keyId).filter((id) => id !== ''));
  return ids.size < 2 ? 0 : Math.min(Math.max(KEY.length, ...[...ids].map(widthOfText)), MOST_OF_KEY);
});

const widthOfText = (text: string): number => widthOf(wordGlyphs(text, 'words'));

const COLUMNS: readonly Column[] = [
  { name: 'UTC', width: 8, align: 'left', rank: 4, text: ({ at }) => timeOfDay(at) },
  {
    ...{ name: 'result', width: 6, align: 'left', rank: 0 },
    text: (entry) => `${resultOf(entry).mark} ${entry.status ?? 'none'}`,
    look: (entry) => (entry.outcome === 'refused' ? 'refused' : resultOf(entry).mark === '✓' ? 'agrees' : null),
  },
  { name: '', width: 9, align: 'left', rank: 2, text: (entry) => resultOf(entry).word },
  { name: 'method', width: 7, align: 'left', rank: 1, text: ({ method }) => method },
  { name: 'path', width: 0, align: 'left', rank: 0, text: ({ target }) => target },
  // It is only shown if there are several, and is then wide enough for all of them.
  { name: KEY, width: 0, align: 'left', rank: 1, text: ({ keyId }) => keyId },
  { name: 'form', width: 8, align: 'left', rank: 3, text: ({ form }) => form },
  { name: 'bytes', width: 6, align: 'right', rank: 3, text: ({ bytes }) => shortSize(bytes) },
  { name: 'time', width: 7, align: 'right', rank: 3, text: ({ milliseconds }) => shortDuration(milliseconds) },
  { name: 'client', width: 30, align: 'left', rank: 5, text: ({ client }) => client },
];

const MARGIN = '   ';
const GAP = '  ';
/** The least width of the path beside the columns up to each rank. */
const LEAST_PATH: readonly number[] = [0, 16, 16, 16, 16, 29];

/** Returns the columns that fit. `width` is in cells; `keys` has the cells for access key IDs, and 0 leaves them out. */
function columnsIn(width: number, keys: number): readonly Column[] {
  const columns = COLUMNS.flatMap((column) => {
    if (column.name !== KEY) return [column];
    return keys === 0 ? [] : [{ ...column, width: keys }];
  });
  for (let rank = LEAST_PATH.length - 1; ; rank -= 1) {
    const shown = columns.filter((column) => column.rank <= rank);
    const used = shown.reduce((sum, column) => sum + column.width, (shown.length - 1) * GAP.length + MARGIN.length);
    const path = width - used;
    if (rank === 0 || path >= (LEAST_PATH[rank] ?? 0))
      return shown.map((column) => (column.width === 0 ? { ...column, width: Math.max(path, 1) } : column));
  }
}

/** Writes a cell, cut or padded to the width of its column. */
function cellText({ width, align }: Column, text: string): string {
  const shown = cutGlyphs(wordGlyphs(text, 'words'), width);
  const gap = ' '.repeat(width - widthOf(shown));
  return align === 'left' ? textOf(shown) + gap : gap + textOf(shown);
}

/** Draws the names of the columns. */
export const namesRow = (width: number, keys: number): ScreenRow => {
  const names = columnsIn(width, keys).map((column) => cellText(column, column.name));
  return fitRuns([aside((MARGIN + names.join(GAP)).trimEnd())], width);
};

export const entryRow = remembered((entry: TrafficEntry, width: number, keys: number, isHere: boolean): ScreenRow => {
  const meaning = isUnsuccessful(entry) ? 'name' : 'words';
  const cells = columnsIn(width, keys).flatMap((column): ScreenRow => {
    const text = cellText(column, column.text(entry));
    const look = column.look?.(entry) ?? meaning;
    return [look === 'refused' ? reversed(text, 'differs') : styleText(text, look), GAP_CELLS];
  });
  const row = uniteTexts([styleText(isHere ? ' > ' : MARGIN, meaning), ...cells.slice(0, -1)]);
  // The row of the cursor has its background up to the edge.
  return isHere ? onCursorLine(padRow(row, width)) : row;
});

const GAP_CELLS = styleText(GAP, 'words');

/** The maximum number of rows for a fact that may be shortened, and more rows than a fact ever needs. */
const MOST_ROWS = { short: 2, whole: 1000 } as const;

/** Draws all facts about a request. Only those that may be shortened end with an ellipsis. */
const allFacts = remembered((entry: TrafficEntry, width: number): readonly ScreenRow[] =>
  trafficFacts(entry).flatMap(({ label, says, length }) =>
    wordRows([words(says)], width, { most: MOST_ROWS[length], label }),
  ),
);

/** Draws as many facts as fit below the list. The last row says how many rows are left out. */
export function factRows(entry: TrafficEntry, size: ScreenSize): ScreenRow[] {
  const [rows, height] = [allFacts(entry, size.width), factsHeight(entry, size)];
  const left = rows.length - height + 1;
  const shown = left > 1 ? [...rows.slice(0, height - 1), fitRuns([aside(` ▼ ${left} more`)], size.width)] : rows;
  return fillRows(shown, height);
}

/** Draws what is known about a request beside the list: facts, and the request itself with its letters. */
export function detailRows(entry: TrafficEntry, blocks: readonly Block[], { width, height }: Room): ScreenRow[] {
  const { mark } = resultOf(entry);
  const stage = entry.cause ? ` · ${entry.cause.stage} · ${entry.cause.id}` : '';
  const title = fitRuns([{ text: ` ${mark} request ${entry.number}`, meaning: 'name' }, aside(stage)], width);
  const rows = [title, ...allFacts(entry, width), [], ...scrolledRows(blocks, width)];
  const left = rows.length - height + 1;
  return left > 1 ? [...rows.slice(0, height - 1), fitRuns([aside(` ▼ ${left} more, enter`)], width)] : rows;
}

/** The empty cells before texts that are not in the list: as many as before those that explain the list. */
export const TEXT_MARGIN = 2;
const COMMAND_MARGIN = ' '.repeat(TEXT_MARGIN + 2);

/**
 * Draws all rows of the text, with an empty row between a command and the next sentence. A command that is too long
 * continues on the next row, so that it can be copied. `width` is in cells.
 */
export const connectRows = (lines: readonly ConnectLine[], width: number): ScreenRow[] =>
  lines.flatMap(({ kind, text }, index): ScreenRow[] => {
    const before = lines[index - 1];
    if (kind === 'says') {
      const rows = wordRows([words(text)], width - 1, { most: 20, margin: TEXT_MARGIN });
      return before && before.kind !== 'says' ? [[], ...rows] : rows;
    }
    const shown = shellLines(text, width - COMMAND_MARGIN.length - 1);
    // Only a shell reads a backslash as "goes on".
    return shown.map((row) => [
      styleText(COMMAND_MARGIN + (kind === 'code' ? row.replace(/ \\$/, '') : row), 'command'),
    ]);
  });

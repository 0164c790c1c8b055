/**
 * Draws the requests that a sandbox or a capture has seen, one on each row, and what is known about the selected one.
 */

import { type ShownGlyph, widthOf, wordGlyphs } from '../../layout/shown-glyphs.ts';
import { cutGlyphs } from '../../layout/wrapping.ts';
import type { Run } from '../../views/page.ts';
import { aside, words } from '../../views/page.ts';
import { isUnsuccessful, STANDING_MARKS, type TrafficEntry } from '../../views/traffic/traffic-entry.ts';
import { shortDuration, shortSize, timeOfDay, trafficFacts } from '../../views/traffic/traffic-words.ts';
import {
  fillRows,
  fitRuns,
  isTooSmall,
  keysRow,
  type ListContent,
  listRows,
  noticeRows,
  type ScreenFooter,
  tooSmallRows,
  wrapRuns,
} from '../components/fitted-rows.ts';
import { type Headline, headlineRow } from '../components/frame/headline.ts';
import { ruleTitle } from '../components/frame/rules.ts';
import type { ScreenSize } from '../components/regions.ts';
import { remembered } from '../components/remembered.ts';
import { PLAIN_LOOK, type ScreenRow, styleGlyphs, styleText } from '../components/styled-glyphs.ts';

export interface TrafficContent extends ScreenFooter {
  readonly headline: Headline;
  /** A description of what is listed, which is shown in the rule above the list. */
  readonly filter: readonly Run[];
  /** The position in the list, at the right end of that rule. */
  readonly position: string;
  readonly body: TrafficBody;
}

export type TrafficBody =
  | {
      readonly kind: 'requests';
      /** The visible entries, and the index of the selected one among them; -1 if there is none. */
      readonly entries: readonly TrafficEntry[];
      readonly index: number;
      /** What is shown if no request is listed. */
      readonly nothing: string;
    }
  | { readonly kind: 'list'; readonly list: ListContent }
  | { readonly kind: 'text'; readonly rows: readonly ScreenRow[] };

/** The first row and the rule below it. */
const HEAD = 2;
/** The rule or the notice above the keys, and the keys. */
const END = 2;
const COLUMN_NAMES = 1;
/** The maximum number of rows of a notice, which covers the last rows above it. */
const MOST_NOTICE = 3;
/** The least number of rows about the selected request in a low window, not including their title. */
const LEAST_FACTS = 4;
const MORE_FACTS = 8;
const TALL = 36;

/** Returns the number of rows for the facts about a request: as many as they need, up to half of the rows. */
function factsHeight(entry: TrafficEntry | null, { width, height }: ScreenSize): number {
  const least = height < TALL ? LEAST_FACTS : MORE_FACTS;
  const most = Math.max(Math.floor((height - HEAD - COLUMN_NAMES - 1 - END) / 2), least);
  return entry === null ? least : Math.min(Math.max(factRows(entry, width).length, least), most);
}

/**
 * Returns the number of requests that fit on a screen above the facts about the selected one, which is `null` if no
 * request is listed. `size` is in cells.
 */
export const listHeight = (size: ScreenSize, selected: TrafficEntry | null): number =>
  Math.max(size.height - HEAD - COLUMN_NAMES - 1 - factsHeight(selected, size) - END, 1);

/** Returns the number of rows of a text that fits on a screen instead of the requests. */
export const textHeight = ({ height }: ScreenSize): number => height - HEAD - END;

/** Returns the row of a list of `height` rows at a row of the screen, both counted from 0; `null` for any other row. */
export function rowAt(row: number, height: number): number | null {
  const line = row - HEAD - COLUMN_NAMES;
  return line >= 0 && line < height ? line : null;
}

/**
 * Draws the screen. The rows fill the height of the screen exactly, and no row is wider than the screen. `size` is in
 * cells.
 */
export function trafficRows(content: TrafficContent, size: ScreenSize): ScreenRow[] {
  if (isTooSmall(size)) return tooSmallRows(size);
  const { width, height } = size;
  const { headline, filter, position, notice, footer, footerEnd } = content;
  const head = [headlineRow(headline, width), ruleTitle(width, { left: filter, right: [position] })];
  const says = notice ? noticeRows(notice, width, MOST_NOTICE) : [ruleTitle(width)];
  const end = [...says, keysRow(footer, footerEnd, width)];
  const room = height - head.length - end.length;
  return [...head, ...fillRows(bodyRows(content.body, { width, height: room }, size), room), ...end];
}

function bodyRows(body: TrafficBody, room: ScreenSize, size: ScreenSize): ScreenRow[] {
  switch (body.kind) {
    case 'list':
      return listRows(body.list, room.height, room.width);
    case 'text':
      return [...body.rows];
    case 'requests': {
      const selected = body.entries[body.index];
      const rows = body.entries.map((entry, index) => entryRow(entry, room.width, index === body.index));
      const shown = rows.length === 0 ? [[], fitRuns([words(MARGIN), aside(body.nothing)], room.width)] : rows;
      return [
        namesRow(columnsIn(room.width), room.width),
        ...fillRows(shown, listHeight(size, selected ?? null)),
        ...(selected ? panelRows(selected, size) : [ruleTitle(room.width)]),
      ];
    }
  }
}

interface Column {
  readonly name: string;
  readonly width: number;
  readonly align: 'left' | 'right';
  readonly text: (entry: TrafficEntry) => string;
}

const MARGIN = '   ';
const GAP = 2;

const TIME: Column = { name: 'UTC', width: 8, align: 'left', text: ({ at }) => timeOfDay(at) };
const RESULT: Column = {
  name: 'result',
  width: 6,
  align: 'left',
  text: ({ standing, status }) => `${STANDING_MARKS[standing]} ${status ?? 'none'}`,
};
const METHOD: Column = { name: 'method', width: 7, align: 'left', text: ({ method }) => method };
const FORM: Column = { name: 'form', width: 8, align: 'left', text: ({ form }) => form };
const BYTES: Column = { name: 'bytes', width: 6, align: 'right', text: ({ bytes }) => shortSize(bytes) };
const DURATION: Column = {
  name: 'time',
  width: 7,
  align: 'right',
  text: ({ milliseconds }) => shortDuration(milliseconds),
};
const CLIENT: Column = { name: 'client', width: 30, align: 'left', text: ({ client }) => client };

const LEAST_TARGET = 16;
const WITH_CLIENT = 118;

interface Columns {
  readonly before: readonly Column[];
  readonly target: number;
  readonly after: readonly Column[];
}

/** Chooses the columns that fit beside the target. `width` is in cells. */
function columnsIn(width: number): Columns {
  const choices: readonly Omit<Columns, 'target'>[] = [
    ...(width >= WITH_CLIENT ? [{ before: [TIME, RESULT, METHOD], after: [FORM, BYTES, DURATION, CLIENT] }] : []),
    { before: [TIME, RESULT, METHOD], after: [FORM, BYTES, DURATION] },
    { before: [RESULT, METHOD], after: [FORM, BYTES, DURATION] },
    { before: [RESULT, METHOD], after: [BYTES] },
    { before: [RESULT, METHOD], after: [] },
  ];
  const roomIn = ({ before, after }: Omit<Columns, 'target'>) =>
    width - MARGIN.length - [...before, ...after].reduce((sum, column) => sum + column.width + GAP, 0);
  const chosen = choices.find((choice) => roomIn(choice) >= LEAST_TARGET) ?? { before: [RESULT], after: [] };
  return { ...chosen, target: Math.max(roomIn(chosen), 1) };
}

const namesRow = ({ before, target, after }: Columns, width: number): ScreenRow => {
  const names = [
    ...before.map((column) => cell(column.name, column)),
    'path'.padEnd(target),
    ...after.map((column) => cell(column.name, column)),
  ];
  return fitRuns([aside((MARGIN + names.join(' '.repeat(GAP))).trimEnd())], width);
};

const cell = (text: string, { width, align }: Column): string =>
  align === 'left' ? text.padEnd(width) : text.padStart(width);

const entryRow = remembered((entry: TrafficEntry, width: number, isHere: boolean): ScreenRow => {
  const columns = columnsIn(width);
  const meaning = isUnsuccessful(entry) ? 'differs' : 'words';
  const filled = (text: string, room: number): ShownGlyph[] => {
    const shown = cutGlyphs(wordGlyphs(text, meaning), room);
    return [...shown, ...wordGlyphs(' '.repeat(room - widthOf(shown)), meaning)];
  };
  const gap = wordGlyphs(' '.repeat(GAP), meaning);
  const inColumn = (column: Column) => filled(cell(column.text(entry), column), column.width);
  const glyphs = [
    ...wordGlyphs(isHere ? ' > ' : MARGIN, meaning),
    ...columns.before.flatMap((column) => [...inColumn(column), ...gap]),
    ...filled(entry.target, columns.target),
    ...columns.after.flatMap((column) => [...gap, ...inColumn(column)]),
  ];
  // The row of the cursor has its background up to the edge.
  const whole = isHere ? [...glyphs, ...wordGlyphs(' '.repeat(Math.max(width - widthOf(glyphs), 0)), meaning)] : glyphs;
  return styleGlyphs(whole, { ...PLAIN_LOOK, ground: isHere ? 'cursor-line' : 'page' });
});

const LABEL = 10;
/** The maximum number of rows for a fact that may be shortened. */
const MOST_ROWS = 2;
/** More rows than a fact ever needs. */
const ALL_ROWS = 1000;

/** Draws the panel below the list: the title, and as many facts as fit. The last row says how many rows are left out. */
function panelRows(entry: TrafficEntry, size: ScreenSize): ScreenRow[] {
  const { width } = size;
  const title = `${STANDING_MARKS[entry.standing]} request ${entry.number}`;
  const stage = entry.cause === null ? '' : `${entry.cause.stage} · ${entry.cause.id}`;
  const [rows, height] = [factRows(entry, width), factsHeight(entry, size)];
  const left = rows.length - height + 1;
  const shown = left > 1 ? [...rows.slice(0, height - 1), fitRuns([aside(` ▼ ${left} more`)], width)] : rows;
  return [ruleTitle(width, { left: [words(title)], right: [stage] }), ...fillRows(shown, height)];
}

/** Draws all facts about a request. Only those that may be shortened end with an ellipsis. */
const factRows = remembered((entry: TrafficEntry, width: number): readonly ScreenRow[] =>
  trafficFacts(entry).flatMap(({ label, says, length }) => {
    const lines = wrapRuns([words(says)], width - LABEL - 1, length === 'whole' ? ALL_ROWS : MOST_ROWS);
    return lines.map(
      (line, index): ScreenRow => [styleText(` ${(index === 0 ? label : '').padEnd(LABEL)}`, 'aside'), ...line],
    );
  }),
);

/** A page as the rows of one screen: head, a window on the body, foot. Always exactly as many rows as it is high. */
import { type Block, type Line, type Page, prose, type Run, words } from '../pages/page.ts';
import { blockRows, EMPTY_ROW, type Row, row } from './rows.ts';
import { wrapRuns } from './wrap.ts';

export interface ScreenContent {
  /** The titles of all steps. */
  readonly titles: readonly string[];
  /** Which step, from 0. */
  readonly step: number;
  /** SIGN, and what is to be said of the whole. */
  readonly verdict: readonly Run[];
  /** What this is; stays in sight above the body where there is room, and otherwise stands at its top. */
  readonly introduction: readonly Block[];
  /** Stays in sight above the body, always. */
  readonly main: readonly Line[];
  readonly body: readonly Block[];
  /** Which of the lines of the body the cursor stands on, from 0. */
  readonly cursor: number;
  /** Stands where the origin of the line would; `null` for the origin itself. */
  readonly notice: string | null;
  /** The keys, in one row. */
  readonly footer: readonly Run[];
}

/** What a page is, in one sentence, and AWS's page about it. */
export function introduction({ says, see }: Page): Block[] {
  const link: Run = { text: see.replace(/^https:\/\//, ''), meaning: 'link' };
  return [prose(words(says)), prose(link)];
}

/** In cells. */
export interface ScreenSize {
  readonly width: number;
  readonly height: number;
}

export const SMALLEST: ScreenSize = { width: 60, height: 20 };

const ORIGIN_ROWS = 2;

export function screenRows(content: ScreenContent, size: ScreenSize): Row[] {
  const { width, height } = size;
  if (width < SMALLEST.width || height < SMALLEST.height) return tooSmall(size);
  const { head, body, room } = layOut(content, size);
  const at = stopRow(body, content.cursor);
  const top = windowTop(body, at, room);
  const marked = markedRow(body, at);
  const shown = body.slice(top, top + room).map((found, index) => (top + index === marked ? withCursor(found) : found));
  const filled = [...shown, ...Array.from({ length: room - shown.length }, () => EMPTY_ROW)];
  return [
    ...head,
    rule(width, top > 0 ? 'more above' : ''),
    ...filled,
    rule(width, top + room < body.length ? 'more below' : ''),
    ...footRows(content, body[at]?.origin ?? null, width),
  ];
}

/** How far keys lead on this screen, in lines that the cursor can stand on. */
export interface Distances {
  readonly stops: number;
  /** The line about one screen further, at least the next one. */
  readonly pageDown: number;
  readonly pageUp: number;
}

export function distances(content: ScreenContent, size: ScreenSize): Distances {
  const { body, room } = layOut(content, size);
  const stops = stopRows(body);
  const at = stops[content.cursor] ?? 0;
  const below = stops.findLastIndex((stop) => stop < at + room);
  const above = stops.findIndex((stop) => stop > at - room);
  return {
    stops: stops.length,
    pageDown: Math.max(below, content.cursor + 1),
    pageUp: Math.min(above, content.cursor - 1),
  };
}

interface Layout {
  readonly head: readonly Row[];
  readonly body: readonly Row[];
  /** Rows for the body. */
  readonly room: number;
}

/** With fewer rows than these for the body, the introduction leaves the head. */
const COMFORTABLE_ROOM = 8;

function layOut(content: ScreenContent, { width, height }: ScreenSize): Layout {
  const foot = footRows(content, null, width).length;
  const introductionRows = blockRows(content.introduction, width);
  const top = topRows(content, width);
  const main = mainRows(content.main, width);
  const body = blockRows(content.body, width);
  const room = height - top.length - introductionRows.length - main.length - foot - RULES;
  if (room >= COMFORTABLE_ROOM) return { head: [...top, ...introductionRows, ...main], body, room };
  return {
    head: [...top, ...main],
    body: [...introductionRows, ...body],
    room: Math.max(room + introductionRows.length, 1),
  };
}

/** The line above the body and the one below. */
const RULES = 2;

function stopRows(body: readonly Row[]): number[] {
  return body.flatMap((found, index) => (found.stop !== 'none' ? [index] : []));
}

/** The row of the cursor; -1 where there is nothing to stand on. */
function stopRow(body: readonly Row[], cursor: number): number {
  const stops = stopRows(body);
  return stops[Math.min(cursor, stops.length - 1)] ?? -1;
}

/** The row with the mark: that of the cursor, or the last one above it that may be written into. */
function markedRow(body: readonly Row[], at: number): number {
  return body.slice(0, at + 1).findLastIndex(({ stop }) => stop === 'marked');
}

/**
 * The cursor stands in the middle, but the window never leaves the body; and on the first and the last line it moves
 * as far as it can, so that what stands above and below them comes into sight.
 */
function windowTop(body: readonly Row[], at: number, room: number): number {
  const stops = stopRows(body);
  const wanted = at <= (stops[0] ?? 0) ? at - room + 1 : at === stops.at(-1) ? at : at - Math.floor(room / 2);
  return Math.max(Math.min(wanted, body.length - room), 0);
}

function topRows({ titles, step, verdict }: ScreenContent, width: number): Row[] {
  return [...wrapRuns(verdict, width, 'words').map((runs) => row(...runs)), stepBar(titles, step, width)];
}

/** The most rows of one line of the main value; what is longer stands in the body too, whole. */
const MOST_ROWS_OF_A_LINE = 2;

function mainRows(main: readonly Line[], width: number): Row[] {
  return main.flatMap((each) => {
    const rows = blockRows([each], width);
    const last = rows[MOST_ROWS_OF_A_LINE - 1];
    if (rows.length <= MOST_ROWS_OF_A_LINE || !last) return rows;
    return [...rows.slice(0, MOST_ROWS_OF_A_LINE - 1), shortened(last.runs, width)];
  });
}

/** The steps with their names where they fit, otherwise the name of this one only. */
function stepBar(titles: readonly string[], step: number, width: number): Row {
  const label = (title: string, index: number, isLong: boolean) =>
    index === step ? `[${index + 1} ${title}]` : isLong ? `${index + 1} ${title}` : `${index + 1}`;
  const isLong = titles.map((title, index) => label(title, index, true)).join(' ').length <= width;
  return row(
    ...titles.map(
      (title, index): Run => ({
        text: `${label(title, index, isLong)} `,
        meaning: index === step ? 'name' : 'aside',
      }),
    ),
  );
}

function footRows({ notice, footer }: ScreenContent, origin: string | null, width: number): Row[] {
  const said = notice ?? (origin === null ? '' : `← ${origin}`);
  const rows = wrapRuns([{ text: said, meaning: 'words' }], width, 'words');
  const kept = rows.slice(0, ORIGIN_ROWS).map((runs) => row(...runs));
  if (rows.length > ORIGIN_ROWS) kept[ORIGIN_ROWS - 1] = shortened(rows[ORIGIN_ROWS - 1] ?? [], width);
  return [...kept, ...Array.from({ length: ORIGIN_ROWS - kept.length }, () => EMPTY_ROW), row(...footer)];
}

function shortened(runs: readonly Run[], width: number): Row {
  const text = runs.map((run) => run.text).join('');
  return row({ text: `${text.slice(0, width - 1)}…`, meaning: 'words' });
}

function withCursor(found: Row): Row {
  const [margin, ...rest] = found.runs;
  return margin ? { ...found, runs: [{ text: `>${margin.text.slice(1)}`, meaning: 'name' }, ...rest] } : found;
}

function rule(width: number, says: string): Row {
  const text = says === '' ? '' : ` ${says} `;
  return row({ text: `${'─'.repeat(width - text.length - 2)}${text}──`, meaning: 'aside' });
}

function tooSmall({ width, height }: ScreenSize): Row[] {
  const says = `This window has ${width}×${height} cells; make it at least ${SMALLEST.width}×${SMALLEST.height}, or press q.`;
  const rows = wrapRuns([{ text: says, meaning: 'words' }], Math.max(width, 1), 'words').map((runs) => row(...runs));
  return rows.slice(0, height);
}

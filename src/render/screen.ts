/** A page as the rows of one screen: head, a window on the body, foot. Always exactly as many rows as it is high. */
import { type Block, line, type Page, prose, type Run, words } from '../pages/page.ts';
import { blockRows, EMPTY_ROW, type Row, row } from './rows.ts';
import { wrapRuns } from './wrap.ts';

export interface ScreenContent {
  /** The titles of all steps. */
  readonly titles: readonly string[];
  /** Which step, from 0. */
  readonly step: number;
  /** SIGN, and what is to be said of the whole. */
  readonly verdict: readonly Run[];
  /** Stays in sight above the body. */
  readonly head: readonly Block[];
  readonly body: readonly Block[];
  /** Which of the lines of the body the cursor stands on, from 0. */
  readonly cursor: number;
  /** Stands where the origin of the line would; `null` for the origin itself. */
  readonly notice: string | null;
  /** The keys, in one row. */
  readonly footer: readonly Run[];
}

/** What stays in sight of a page: what it is, AWS's page, the main value. */
export function pageHead({ says, see, main }: Page): Block[] {
  const link: Run = { text: see.replace(/^https:\/\//, ''), meaning: 'link' };
  return [prose(words(says)), line('', [link]), ...main];
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
  const body = blockRows(content.body, width);
  const at = stopRow(body, content.cursor);
  const head = headRows(content, width);
  const foot = footRows(content, body[at]?.origin ?? null, width);
  const room = roomForBody(head.length, foot.length, height);
  const top = windowTop(at, room, body.length);
  const shown = body.slice(top, top + room).map((found, index) => (top + index === at ? withCursor(found) : found));
  const filled = [...shown, ...Array.from({ length: room - shown.length }, () => EMPTY_ROW)];
  return [
    ...head,
    rule(width, top > 0 ? 'more above' : ''),
    ...filled,
    rule(width, top + room < body.length ? 'more below' : ''),
    ...foot,
  ];
}

/** How far keys lead on this screen, in lines that the cursor can stand on. */
export interface Distances {
  readonly stops: number;
  /** The line about one screen further, at least the next one. */
  readonly pageDown: number;
  readonly pageUp: number;
}

export function distances(content: ScreenContent, { width, height }: ScreenSize): Distances {
  const stops = stopRows(blockRows(content.body, width));
  const room = roomForBody(headRows(content, width).length, footRows(content, null, width).length, height);
  const at = stops[content.cursor] ?? 0;
  const below = stops.findLastIndex((stop) => stop < at + room);
  const above = stops.findIndex((stop) => stop > at - room);
  return {
    stops: stops.length,
    pageDown: Math.max(below, content.cursor + 1),
    pageUp: Math.min(above, content.cursor - 1),
  };
}

const RULES = 2;

function roomForBody(head: number, foot: number, height: number): number {
  return Math.max(height - head - foot - RULES, 1);
}

function stopRows(body: readonly Row[]): number[] {
  return body.flatMap((found, index) => (found.isStop ? [index] : []));
}

/** The row of the cursor; -1 where there is nothing to stand on. */
function stopRow(body: readonly Row[], cursor: number): number {
  const stops = stopRows(body);
  return stops[Math.min(cursor, stops.length - 1)] ?? -1;
}

/** The cursor stands in the middle, but the window never leaves the body. */
function windowTop(at: number, room: number, total: number): number {
  return Math.max(Math.min(at - Math.floor(room / 2), total - room), 0);
}

function headRows({ titles, step, verdict, head }: ScreenContent, width: number): Row[] {
  return [
    ...wrapRuns(verdict, width, 'words').map((runs) => row(...runs)),
    stepBar(titles, step, width),
    ...blockRows(head, width),
  ];
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

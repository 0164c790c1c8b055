/** A page as the rows of one screen: head, a window on the body, foot. Always exactly as many rows as it is high. */
import type { Block, Page, Run } from '../pages/page.ts';
import { blockRows, EMPTY_ROW, lineRows, type Row, row } from './rows.ts';
import { wrapRuns } from './wrap.ts';

export interface ScreenContent {
  readonly pages: readonly Page[];
  /** Which page, from 0. */
  readonly step: number;
  /** Which of the lines of the body that the cursor can stand on, from 0. */
  readonly cursor: number;
  /** SIGN, and what is to be said of the whole. */
  readonly verdict: readonly Run[];
  /** Stands where the origin of the line would; `null` for the origin itself. */
  readonly notice: string | null;
  /** Stands in place of the page: the help. */
  readonly overlay: readonly Block[] | null;
  /** The keys, in one row. */
  readonly footer: readonly Run[];
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
  const head = headRows(content, width);
  const foot = footRows(content, width);
  const room = height - head.length - foot.length - 2;
  const body = bodyOf(content, width);
  const at = stopRow(body, content.cursor);
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

/** How many lines of this page the cursor can stand on. */
export function countStops(page: Page, width: number): number {
  return blockRows(page.blocks, width).filter((found) => found.isStop).length;
}

/** How many rows of the body a screen shows: how far a page key goes. */
export function bodyHeight(content: ScreenContent, { width, height }: ScreenSize): number {
  return Math.max(height - headRows(content, width).length - footRows(content, width).length - 2, 1);
}

/** The stop that is about `rows` rows away from this one, at least the next one that way if there is one. */
export function stopAtDistance(page: Page, cursor: number, rows: number, width: number): number {
  const all = blockRows(page.blocks, width);
  const stops = all.flatMap((found, index) => (found.isStop ? [index] : []));
  const target = (stops[cursor] ?? 0) + rows;
  const reached =
    rows > 0 ? stops.filter((stop) => stop <= target).length - 1 : stops.filter((stop) => stop < target).length;
  const step = Math.sign(rows);
  return Math.min(
    Math.max(step > 0 ? Math.max(reached, cursor + 1) : Math.min(reached, cursor - 1), 0),
    stops.length - 1,
  );
}

function bodyOf({ pages, step, overlay }: ScreenContent, width: number): Row[] {
  return blockRows(overlay ?? pages[step]?.blocks ?? [], width);
}

function stopRow(body: readonly Row[], cursor: number): number {
  const stops = body.flatMap((found, index) => (found.isStop ? [index] : []));
  return stops[Math.min(cursor, stops.length - 1)] ?? 0;
}

/** The cursor stands in the middle, but the window never leaves the body. */
function windowTop(at: number, room: number, total: number): number {
  return Math.max(Math.min(at - Math.floor(room / 2), total - room), 0);
}

function headRows({ pages, step, verdict }: ScreenContent, width: number): Row[] {
  const page = pages[step];
  if (!page) return [];
  return [
    ...wrapRuns(verdict, width, 'words').map((runs) => row(...runs)),
    stepBar(pages, step, width),
    ...wrapRuns([{ text: page.says, meaning: 'words' }], width, 'words').map((runs) => row(...runs)),
    ...wrapRuns([{ text: page.see.replace(/^https:\/\//, ''), meaning: 'link' }], width, 'bytes').map((runs) => row(...runs)),
    ...page.main.flatMap((main) => lineRows(main, width)),
  ];
}

/** The steps with their names where they fit, otherwise the name of this one only. */
function stepBar(pages: readonly Page[], step: number, width: number): Row {
  const label = (page: Page, index: number, isLong: boolean) =>
    index === step ? `[${index + 1} ${page.title}]` : isLong ? `${index + 1} ${page.title}` : `${index + 1}`;
  const isLong = pages.map((page, index) => label(page, index, true)).join(' ').length <= width;
  return row(
    ...pages.map(
      (page, index): Run => ({
        text: `${label(page, index, isLong)} `,
        meaning: index === step ? 'name' : 'aside',
      }),
    ),
  );
}

function footRows(content: ScreenContent, width: number): Row[] {
  const { notice, footer, cursor, overlay } = content;
  const body = bodyOf(content, width);
  const origin = overlay ? null : (body[stopRow(body, cursor)]?.origin ?? null);
  const said = notice ?? (origin === null ? '' : `← ${origin}`);
  const rows = wrapRuns([{ text: said, meaning: 'aside' }], width, 'words');
  const kept = rows.slice(0, ORIGIN_ROWS).map((runs) => row(...runs));
  if (rows.length > ORIGIN_ROWS) kept[ORIGIN_ROWS - 1] = shortened(rows[ORIGIN_ROWS - 1] ?? [], width);
  return [...kept, ...Array.from({ length: ORIGIN_ROWS - kept.length }, () => EMPTY_ROW), row(...footer)];
}

function shortened(runs: readonly Run[], width: number): Row {
  const text = runs.map((run) => run.text).join('');
  return row({ text: `${text.slice(0, width - 1)}…`, meaning: 'aside' });
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

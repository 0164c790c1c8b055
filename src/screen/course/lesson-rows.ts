/**
 * Draws a lesson or the list of lessons as rows of the screen. The text of a lesson is at the top. Its question is
 * below the text and always visible.
 */

import { plainRows } from '../../layout/plain-rows.ts';
import { glyphsOfWords } from '../../layout/shown-glyphs.ts';
import { wrapGlyphs } from '../../layout/wrapping.ts';
import type { StepView, Task } from '../../views/lessons/step-view.ts';
import type { Block, Run } from '../../views/page.ts';
import {
  fillRows,
  fitGlyphs,
  fitRuns,
  isTooSmall,
  keysRow,
  type ListContent,
  listWindow,
  type ScreenFooter,
  tooSmallRows,
  wrapRuns,
} from '../components/fitted-rows.ts';
import { headlineRow } from '../components/frame/headline.ts';
import { ruleTitle } from '../components/frame/rules.ts';
import { stepsRow } from '../components/frame/steps-row.ts';
import { type ScreenSize, widthIn } from '../components/regions.ts';
import { type ScreenRow, styleText } from '../components/styled-glyphs.ts';

export interface LessonContent
  extends ScreenFooter,
    Pick<StepView, 'verdict' | 'titles' | 'beat' | 'progress' | 'text' | 'task'> {
  /** The first visible row of the text, from 0. */
  readonly scroll: number;
  /** In the phase `reading`, a text that is too long to fit above its question takes up the whole screen. */
  readonly phase: 'reading' | 'task';
  readonly index: number;
  /** Draws the line that the user types, at the given width; `null` if there is no such line. */
  readonly field: ((width: number) => readonly Run[]) | null;
}

/** The rows that each part of a lesson occupies. `height` is the number of visible rows of text. */
export interface LessonRoom {
  readonly rows: readonly ScreenRow[];
  readonly height: number;
  readonly task: readonly ScreenRow[];
}

/** The minimum screen size, which leaves room for a question, its options, and a few rows of text. */
export const SMALLEST_LESSON: ScreenSize = { width: 60, height: 20 };

/** The number of rows for the first line, the bar of beats, the rule above the text, and the footer. */
const FRAME = 4;
/**
 * The number of rows for a notice. These rows stay empty if there is no notice, so that the rest of the screen does not
 * move.
 */
const NOTICE = 2;
const RULE = 1;
/** The minimum number of rows of text that stay visible above a question. */
const LEAST_TEXT = 4;

type Parts = Pick<LessonContent, 'text' | 'task' | 'phase' | 'index' | 'field'>;

export function lessonRoom(content: Parts, size: ScreenSize): LessonRoom {
  const width = widthIn(size);
  const all = Math.max(size.height - FRAME - NOTICE, 1);
  const rows = textRows(content.text, width);
  if (content.task === null) return { rows, height: all, task: [] };
  const most = Math.max(all - RULE - LEAST_TEXT, 1);
  const task = content.phase === 'reading' ? readingRows() : taskRows(content.task, content, width, most);
  // If the text is short, the question is directly below it.
  return { rows, height: Math.min(Math.max(all - RULE - task.length, 1), Math.max(rows.length, 1)), task };
}

/** Returns whether the text fits above the question without scrolling. */
export function fitsAbove(content: Omit<Parts, 'phase'>, size: ScreenSize): boolean {
  const { rows, height } = lessonRoom({ ...content, phase: 'task' }, size);
  return rows.length <= height;
}

/**
 * Breaks blocks into rows of at most `width` cells. There is no empty row at the top, and there are never two
 * consecutive empty rows.
 */
export function textRows(blocks: readonly Block[], width: number): ScreenRow[] {
  const rows = plainRows(blocks, width).map(({ glyphs }) => fitGlyphs(glyphs, width));
  return rows.filter((row, index) => !isEmpty(row) || (index > 0 && !isEmpty(rows[index - 1] ?? [])));
}

const isEmpty = (row: ScreenRow): boolean => row.every(({ text }) => text.trim() === '');

const readingRows = (): ScreenRow[] => [
  fitRuns(
    [
      { text: 'space', meaning: 'name' },
      { text: ' scrolls, ', meaning: 'words' },
      { text: 'enter', meaning: 'name' },
      { text: ' goes to the question', meaning: 'words' },
    ],
    READING_WIDTH,
  ),
];
const READING_WIDTH = 60;

/** Lays out the question, and as many items around the cursor as fit. */
function taskRows(
  task: Task,
  { index, field }: Pick<Parts, 'index' | 'field'>,
  width: number,
  most: number,
): ScreenRow[] {
  const margin = marginOf(width);
  const ask = wrapRuns(task.ask, width - margin, most).map((row) => [styleText(' '.repeat(margin), 'words'), ...row]);
  const room = Math.max(most - ask.length - (field ? 1 : 0), 1);
  const list = { title: '', items: task.items, index, hanging: HANGING };
  const items =
    task.items.length === 0 ? [] : listWindow(list, room, width).map(({ glyphs }) => fitGlyphs(glyphs, width));
  return [...ask, ...items, ...(field ? [fitRuns(field(width), width)] : [])];
}

const HANGING = 5;
/** Returns the cells before a question, as before the text above it. In a narrow window, there is no room for them. */
const marginOf = (width: number) => (width < 80 ? 0 : 2);

/** Returns the number of rows that a whole question needs. */
export function wholeTaskHeight(task: Task, width: number): number {
  const items = listWindow(
    { title: '', items: task.items, index: 0, hanging: HANGING },
    Number.POSITIVE_INFINITY,
    width,
  );
  const ask = wrapGlyphs(glyphsOfWords(task.ask), width - marginOf(width), 'words').length;
  return ask + (task.items.length === 0 ? 0 : items.length) + (task.prompt === null ? 0 : 1);
}

export const mostTaskRows = (size: ScreenSize): number => size.height - FRAME - NOTICE - RULE - LEAST_TEXT;
/** Returns the maximum number of rows in a text that fits without scrolling, if there is no question below the text. */
export const mostTextRows = (size: ScreenSize): number => size.height - FRAME - NOTICE - RULE - 1;

/**
 * Draws a lesson. The rows fill the height of the screen exactly, and no row is wider than the screen. `size` is in
 * cells.
 */
export function lessonRows(content: LessonContent, size: ScreenSize): ScreenRow[] {
  if (isTooSmall(size, SMALLEST_LESSON)) return tooSmallRows(size, SMALLEST_LESSON);
  const width = widthIn(size);
  const { rows, height, task } = lessonRoom(content, size);
  const { verdict, titles, beat, progress, notice, footer, footerEnd } = content;
  // If the window has become larger, there may be less to scroll.
  const scroll = Math.min(content.scroll, Math.max(rows.length - height, 0));
  const left = rows.length - height - scroll;
  const more = left > 0 ? `▼ ${left} more, space` : scroll > 0 ? '▲ PgUp' : '';
  return [
    headlineRow({ parts: [[verdict]], state: 'LEARN' }, width),
    stepsRow(
      titles.map((title) => ({ short: title, long: title })),
      beat,
      width,
    ).row,
    ruleTitle(width, { right: [progressCells(progress), `${progress.step}/${progress.of}`] }),
    ...cardRows(
      [
        ...fillRows(rows.slice(scroll, scroll + height), height),
        ...(task.length === 0 ? [] : [ruleTitle(width, { right: [more] }), ...task]),
      ],
      size.height - FRAME - NOTICE,
    ),
    ...noticeRows(notice, task.length === 0 ? more : '', width),
    keysRow(footer, footerEnd, width),
  ];
}

/** The height of the rows that a window of 24 rows has for the text and its question. */
const CARD = 18;

/**
 * Puts rows into a higher window. They begin at the same row on each step, as if a window of 24 rows were in the middle,
 * so that nothing moves when an answer adds rows.
 */
function cardRows(rows: readonly ScreenRow[], height: number): ScreenRow[] {
  const above = Math.max(Math.min(Math.floor((height - CARD) / 2), height - rows.length), 0);
  return fillRows([...fillRows([], above), ...rows], height);
}

/**
 * Draws the notice. If there is neither a notice nor a question below the text, the last row says that there is more
 * text.
 */
function noticeRows(notice: readonly Run[] | null, more: string, width: number): ScreenRow[] {
  if (notice) return fillRows(wrapRuns(notice, width, NOTICE), NOTICE);
  return more === '' ? fillRows([], NOTICE) : [[], fitRuns([{ text: more.padStart(width), meaning: 'aside' }], width)];
}

/** The maximum number of cells. The cells of a longer row cannot be counted at a glance. */
const MOST_CELLS = 24;

/** Draws the progress in the lesson, with a filled cell for each step up to the current step. */
function progressCells({ step, of }: StepView['progress']): string {
  const cells = of > MOST_CELLS ? '' : `${'▮'.repeat(step)}${'▯'.repeat(of - step)} `;
  return `${cells}${step}/${of}`;
}

export interface CourseContent extends ScreenFooter {
  readonly verdict: readonly Run[];
  readonly list: ListContent;
  readonly below: readonly Run[];
}

const LIST_FRAME = 4;
const BELOW = 3;

/**
 * Draws the list of lessons. The rows fill the height of the screen exactly, and no row is wider than the screen.
 * `size` is in cells.
 */
export function courseRows(content: CourseContent, size: ScreenSize): ScreenRow[] {
  if (isTooSmall(size, SMALLEST_LESSON)) return tooSmallRows(size, SMALLEST_LESSON);
  const width = widthIn(size);
  const { verdict, list, below, notice, footer, footerEnd } = content;
  const titles = list.title === '' ? [] : [fitRuns([{ text: list.title, meaning: 'name' }], width)];
  const height = size.height - LIST_FRAME - BELOW - titles.length;
  const items = listWindow(list, height, width).map(({ glyphs }) => fitGlyphs(glyphs, width));
  return [
    headlineRow({ parts: [verdict], state: 'LEARN' }, width),
    ruleTitle(width),
    ...titles,
    ...fillRows(items, height),
    ruleTitle(width),
    ...fillRows(wrapRuns(notice ?? below, width, BELOW), BELOW),
    keysRow(footer, footerEnd, width),
  ];
}

/** A lesson as rows of the screen: above what is to be read, below what is asked, which is always in sight. */
import type { LessonPage, Task } from '../../../pages/lessons/lesson-page.ts';
import type { Block, Run } from '../../../pages/page.ts';
import { glyphsOfWords } from '../../layout/shown-glyphs.ts';
import { wrapGlyphs } from '../../layout/wrapping.ts';
import { plainRows } from '../../plain.ts';
import {
  fillRows,
  fitGlyphs,
  fitRuns,
  isTooSmall,
  type ListContent,
  listWindow,
  rule,
  tooSmallRows,
  wrapRuns,
} from '../fitted-rows.ts';
import type { Layout, ScreenSize } from '../regions.ts';
import { stageBar } from '../screen-rows.ts';
import type { ScreenRow } from '../styled-glyphs.ts';

export interface LessonContent extends Pick<LessonPage, 'verdict' | 'titles' | 'beat' | 'place' | 'text' | 'task'> {
  /** Which row of the text is the first in sight, from 0. */
  readonly scroll: number;
  /** `reading`: a text that is too long to stand above its question has the screen alone first. */
  readonly phase: 'reading' | 'task';
  /** Which item the cursor stands on, from 0. */
  readonly index: number;
  /** The line that is typed, as it is drawn in this room; `null` where nothing is. */
  readonly field: ((width: number) => readonly Run[]) | null;
  readonly notice: readonly Run[] | null;
  readonly footer: readonly Run[];
}

/** What of a lesson there is room for, in rows. */
export interface LessonRoom {
  /** All of the text, broken into rows. */
  readonly rows: readonly ScreenRow[];
  /** How many of them are in sight. */
  readonly height: number;
  /** The question, whole or as much as fits. */
  readonly task: readonly ScreenRow[];
}

/** The first line, the bar of beats, the rule above the text, the footer. */
const FRAME = 4;
/** A notice, and nothing where there is none, so that nothing jumps. */
const NOTICE = 2;
/** Above the question. */
const RULE = 1;
/** Rows of the text that stay in sight above a question. */
const LEAST_TEXT = 4;

/** The columns of a projector, as on any screen. */
const PROJECTED = 60;

/** In cells: a projector shows fewer than it could. */
export const lessonWidth = ({ width }: ScreenSize, layout: Layout): number =>
  layout === 'projector' ? Math.min(width, PROJECTED) : width;

type Parts = Pick<LessonContent, 'text' | 'task' | 'phase' | 'index' | 'field'>;

/** Rows and room at this size. */
export function lessonRoom(content: Parts, size: ScreenSize, layout: Layout): LessonRoom {
  const width = lessonWidth(size, layout);
  const all = Math.max(size.height - FRAME - NOTICE, 1);
  const rows = textRows(content.text, width);
  if (content.task === null) return { rows, height: all, task: [] };
  const most = Math.max(all - RULE - LEAST_TEXT, 1);
  const task = content.phase === 'reading' ? readingRows() : taskRows(content.task, content, width, most);
  // A short text has its question right below it.
  return { rows, height: Math.min(Math.max(all - RULE - task.length, 1), Math.max(rows.length, 1)), task };
}

/** Whether the text can stand above the question without being scrolled. */
export function fitsAbove(content: Omit<Parts, 'phase'>, size: ScreenSize, layout: Layout): boolean {
  const { rows, height } = lessonRoom({ ...content, phase: 'task' }, size, layout);
  return rows.length <= height;
}

/** Blocks broken into rows of at most `width` cells; of neighbouring empty ones one stays, at the top none. */
export function textRows(blocks: readonly Block[], width: number): ScreenRow[] {
  const rows = plainRows(blocks, width).map(({ glyphs }) => fitGlyphs(glyphs, width));
  // What is set off twice is set off once, and at the top nothing is.
  return rows.filter((row, index) => !isEmpty(row) || (index > 0 && !isEmpty(rows[index - 1] ?? [])));
}

const isEmpty = (row: ScreenRow): boolean => row.every(({ text }) => text.trim() === '');

const readingRows = (): ScreenRow[] => [
  fitRuns(
    [
      { text: 'space', meaning: 'name' },
      { text: ' reads on, ', meaning: 'words' },
      { text: 'enter', meaning: 'name' },
      { text: ' goes to the question', meaning: 'words' },
    ],
    READING_WIDTH,
  ),
];
const READING_WIDTH = 60;

/** The question whole, and of its items as many as fit, that of the cursor among them. */
function taskRows(
  task: Task,
  { index, field }: Pick<Parts, 'index' | 'field'>,
  width: number,
  most: number,
): ScreenRow[] {
  const ask = wrapRuns(task.ask, width, most);
  const room = Math.max(most - ask.length - (field ? 1 : 0), 1);
  const list = { title: '', items: task.items, index, hanging: HANGING };
  const items =
    task.items.length === 0 ? [] : listWindow(list, room, width).map(({ glyphs }) => fitGlyphs(glyphs, width));
  return [...ask, ...items, ...(field ? [fitRuns(field(width), width)] : [])];
}

/** Where the text of an option goes on. */
const HANGING = 5;

/** How many rows a question takes that is shown whole. */
export function wholeTaskHeight(task: Task, width: number): number {
  const items = listWindow(
    { title: '', items: task.items, index: 0, hanging: HANGING },
    Number.POSITIVE_INFINITY,
    width,
  );
  const ask = wrapGlyphs(glyphsOfWords(task.ask), width, 'words').length;
  return ask + (task.items.length === 0 ? 0 : items.length) + (task.prompt === null ? 0 : 1);
}

/** As many rows as the question may take on the smallest screen. */
export const mostTaskRows = (size: ScreenSize): number => size.height - FRAME - NOTICE - RULE - LEAST_TEXT;
/** As many rows as a text may take that is not to be scrolled, with no question below it. */
export const mostTextRows = (size: ScreenSize): number => size.height - FRAME - NOTICE - RULE - 1;

/** As many rows as the screen has, none wider than it; `size` in cells. */
export function lessonRows(content: LessonContent, size: ScreenSize, layout: Layout): ScreenRow[] {
  if (isTooSmall(size)) return tooSmallRows(size);
  const width = lessonWidth(size, layout);
  const { rows, height, task } = lessonRoom(content, size, layout);
  const { verdict, titles, beat, place, notice, footer } = content;
  // Where the screen has grown there may be less to scroll.
  const scroll = Math.min(content.scroll, Math.max(rows.length - height, 0));
  const more =
    rows.length > height ? `, rows ${scroll + 1}–${Math.min(scroll + height, rows.length)} of ${rows.length}` : '';
  return [
    fitRuns([{ text: 'LEARN  ', meaning: 'name' }, verdict], width),
    stageBar({ titles, step: beat }, width),
    rule(width, `${place}${more}`, false),
    ...fillRows(
      [
        ...fillRows(rows.slice(scroll, scroll + height), height),
        ...(task.length === 0 ? [] : [rule(width, '', false), ...task]),
      ],
      size.height - FRAME - NOTICE,
    ),
    ...fillRows(notice ? wrapRuns(notice, width, NOTICE) : [], NOTICE),
    fitRuns(footer, width),
  ];
}

export interface CourseContent {
  readonly verdict: readonly Run[];
  readonly list: ListContent;
  /** On the item that is chosen. */
  readonly below: readonly Run[];
  readonly notice: readonly Run[] | null;
  readonly footer: readonly Run[];
}

/** The first line, two rules, the footer. */
const LIST_FRAME = 4;
const BELOW = 3;

/** As many rows as the screen has, none wider than it; `size` in cells. */
export function courseRows(content: CourseContent, size: ScreenSize, layout: Layout): ScreenRow[] {
  if (isTooSmall(size)) return tooSmallRows(size);
  const width = lessonWidth(size, layout);
  const { verdict, list, below, notice, footer } = content;
  const titles = list.title === '' ? [] : [fitRuns([{ text: list.title, meaning: 'name' }], width)];
  const height = size.height - LIST_FRAME - BELOW - titles.length;
  const items = listWindow(list, height, width).map(({ glyphs }) => fitGlyphs(glyphs, width));
  return [
    fitRuns([{ text: 'LEARN  ', meaning: 'name' }, ...verdict], width),
    rule(width, '', false),
    ...titles,
    ...fillRows(items, height),
    rule(width, '', false),
    ...fillRows(wrapRuns(notice ?? below, width, BELOW), BELOW),
    fitRuns(footer, width),
  ];
}

/** Divides the rows of the screen between the text of a lesson and its question, which is always visible below the text. */

import type { StepView, Task } from '../../views/lessons/step-view.ts';
import type { Run } from '../../views/page.ts';
import { fitGlyphs, fitRuns, listWindow, wordRows } from '../components/fitted-rows.ts';
import type { ScreenSize } from '../components/regions.ts';
import { scrolledRows } from '../components/scrolled-rows.ts';
import type { ScreenRow } from '../components/styled-glyphs.ts';
import { fieldOf, fieldRuns } from '../walk/fields/text-field.ts';
import type { Spot } from './course-state.ts';

/** The rows that each part of a lesson occupies. `height` is the number of visible rows of text. */
export interface LessonRoom {
  readonly rows: readonly ScreenRow[];
  readonly height: number;
  readonly task: readonly ScreenRow[];
}

/** The minimum screen size, which leaves room for a question, its options, and a few rows of text. */
export const SMALLEST_LESSON: ScreenSize = { width: 60, height: 20 };

/** The number of rows for the first line, the bar of beats, the rules below it and above the keys, and the keys. */
const AROUND = 5;
/** The row of a notice, which stays empty if there is none, so that the rest of the screen does not move. */
const NOTICE = 1;
const RULE = 1;
/** The minimum number of rows of text that stay visible above a question. */
const LEAST_TEXT = 4;

/** Returns the number of rows for the text, the question, and a notice. */
export const bodyHeight = ({ height }: Pick<ScreenSize, 'height'>): number => height - AROUND;

/** Returns the number of rows for the text and the question. */
const cardHeight = (size: Pick<ScreenSize, 'height'>): number => Math.max(bodyHeight(size) - NOTICE, 1);

/** Returns the rows above a text with nothing beside it, as if a window of 24 rows were in the middle. */
export const rowsAbove = (size: ScreenSize): number =>
  Math.max(Math.floor((cardHeight(size) - cardHeight({ height: 24 })) / 2), 0);

export function lessonRoom({ text, task }: Pick<StepView, 'text' | 'task'>, spot: Spot, size: ScreenSize): LessonRoom {
  const rows = scrolledRows(text, size.width);
  const all = cardHeight(size);
  if (task === null) return { rows, height: all, task: [] };
  const isReading = spot.phase === 'reading';
  const asked = isReading
    ? wordRows(READING, size.width, { most: 1, margin: marginIn(size.width) })
    : taskRows(task, spot, size.width, mostTaskRows(size));
  // If the text is short, the question is directly below it.
  const height = Math.min(Math.max(all - RULE - asked.length, 1), Math.max(rows.length, 1));
  return { rows, height, task: asked };
}

/** The text above a question has a margin, too. In a narrow window, there is no room for it. */
const marginIn = (width: number) => (width < 70 ? 0 : 2);

const READING: readonly Run[] = [
  { text: 'space', meaning: 'name' },
  { text: ' scrolls, ', meaning: 'words' },
  { text: 'enter', meaning: 'name' },
  { text: ' goes to the question', meaning: 'words' },
];

/** Lays out the question, and as many items around the cursor as fit. */
function taskRows(
  task: Task,
  { index, field }: Pick<Spot, 'index' | 'field'>,
  width: number,
  most: number,
): ScreenRow[] {
  const ask = wordRows(task.ask, width, { most, margin: marginIn(width) });
  const typed = field && task.prompt !== null ? [fitRuns(fieldRuns(task.prompt, field, width), width)] : [];
  const room = Math.max(most - ask.length - typed.length, 1);
  const items = listWindow({ title: '', items: task.items, index, hanging: 5 }, room, width);
  return [...ask, ...items.map(({ glyphs }) => fitGlyphs(glyphs, width)), ...typed];
}

/** Returns the number of rows that a whole question needs. */
export const wholeTaskHeight = (task: Task, width: number): number =>
  taskRows(task, { index: 0, field: fieldOf('') }, width, Number.POSITIVE_INFINITY).length;

export const mostTaskRows = (size: ScreenSize): number => Math.max(cardHeight(size) - RULE - LEAST_TEXT, 1);
/** Returns the maximum number of rows in a text that fits without scrolling, if there is no question below the text. */
export const mostTextRows = (size: ScreenSize): number => cardHeight(size) - RULE - 1;

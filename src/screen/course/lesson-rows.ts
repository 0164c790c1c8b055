/** Divides the rows of the screen between the text of a lesson and its question, which is always visible below the text. */

import type { StepView, Task } from '../../views/lessons/step-view.ts';
import type { Run } from '../../views/page.ts';
import { fitGlyphs, fitRuns, listWindow, wordRows } from '../components/fitted-rows.ts';
import type { ScreenSize } from '../components/regions.ts';
import { scrolledRows } from '../components/scrolled-rows.ts';
import type { ScreenRow } from '../components/styled-glyphs.ts';
import { fieldRuns } from '../components/text-field.ts';
import type { ScreenRoom } from '../session-description.ts';
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
export const lessonHeight = ({ height }: Pick<ScreenSize, 'height'>): number => height - AROUND;

/** Returns the number of rows for the text and the question. */
const cardHeight = (size: Pick<ScreenSize, 'height'>): number => Math.max(lessonHeight(size) - NOTICE, 1);

/** Returns the rows above a text with nothing beside it, as if a window of 24 rows were in the middle. */
export const rowsAbove = (size: ScreenSize): number =>
  Math.max(Math.floor((cardHeight(size) - cardHeight({ height: 24 })) / 2), 0);

type TaskBelowText = Pick<StepView, 'text' | 'before' | 'task'>;

export function lessonRoom(view: TaskBelowText, spot: Spot, { size }: ScreenRoom): LessonRoom {
  const { text, task } = view;
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

const handsRows = ({ hands }: Pick<Spot, 'hands'>, width: number): ScreenRow[] =>
  hands === null ? [] : [[], fitRuns(fieldRuns(' Hands for each option: ', hands, width), width)];

/** The text above a question has a margin, too. In a narrow window, there is no room for it. */
const marginIn = (width: number) => (width < 70 ? 0 : 2);

const READING: readonly Run[] = [
  { text: 'space', meaning: 'name' },
  { text: ' scrolls, ', meaning: 'words' },
  { text: 'enter', meaning: 'name' },
  { text: ' goes to the question', meaning: 'words' },
];

/** Lays out the question, and as many items around the cursor as fit. */
function taskRows(task: Task, spot: Pick<Spot, 'index' | 'field' | 'hands'>, width: number, most: number): ScreenRow[] {
  const { index, field } = spot;
  const ask = wordRows(task.ask, width, { most, margin: marginIn(width) });
  const answer = field && task.prompt !== null ? [fitRuns(fieldRuns(task.prompt, field, width), width)] : [];
  const typed = [...answer, ...handsRows(spot, width)];
  const room = Math.max(most - ask.length - typed.length, 1);
  const items = listWindow({ title: '', items: task.items, index, hanging: 5 }, room, width);
  return [...ask, ...items.map(({ glyphs }) => fitGlyphs(glyphs, width)), ...typed];
}

const mostTaskRows = (size: ScreenSize): number => Math.max(cardHeight(size) - RULE - LEAST_TEXT, 1);

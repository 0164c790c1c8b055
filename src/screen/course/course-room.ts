/** Divides the window between a text of the course, which is in a column, and what is beside it. */
import { columnOf } from '../components/fitted-rows.ts';
import { COLUMN } from '../components/regions.ts';
import type { ScreenRoom } from '../session-description.ts';
import { type CourseState, isAtLesson } from './course-state.ts';

/** The fewest cells for a column beside a lesson, or beside the list. */
export const WIDE = 120;
/** The cells of the column beside a lesson in the narrowest wide window, with the dividing line. */
const ASIDE = 40;
/** The empty cells between a text and the dividing line. */
export const GAP = 1;

/** Returns the room for the course. Text is in a column, because long lines are hard to read. */
export function courseRoom(state: CourseState, room: ScreenRoom): ScreenRoom {
  const whole = columnOf(room, widestOf(state, room));
  const width = hasAside(state, room) ? Math.min(whole.width - ASIDE - GAP, COLUMN) : whole.width;
  return { ...room, size: { ...whole, width } };
}

/** Returns whether the steps of the lesson are listed beside it. */
const hasAside = (state: CourseState, { size, layout }: ScreenRoom): boolean =>
  isAtLesson(state) && state.help === null && layout === 'usual' && size.width >= WIDE;

/** Returns the cells of the column beside a lesson; 0 if there is none. */
export const asideWidth = (state: CourseState, room: ScreenRoom): number =>
  hasAside(state, room)
    ? columnOf(room, widestOf(state, room)).width - courseRoom(state, room).size.width - GAP - 1
    : 0;

/** Returns the most cells of all columns. What has a column beside it takes the whole window. */
export const widestOf = (state: CourseState, room: ScreenRoom): number =>
  isAtLesson(state) && !hasAside(state, room) ? COLUMN : Number.POSITIVE_INFINITY;

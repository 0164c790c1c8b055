/**
 * Manages the learner's place on the screen of a step: the scroll position, the item under the cursor, and the open
 * field. All keys in a lesson use these functions.
 */
import { beginningOf, isOnlyRead, isReadBefore } from '../../app/course/at-step.ts';
import type { AtStep, Turn } from '../../app/course/turn.ts';
import { stepView, taskOf } from '../../views/lessons/step-view.ts';
import { scrolledRows } from '../components/scrolled-rows.ts';
import { fieldOf } from '../components/text-field.ts';
import type { ScreenRoom } from '../session-description.ts';
import { type AtLesson, type CourseState, isAtLesson, listAt, type Spot } from './course-state.ts';
import { type LessonRoom, lessonRoom } from './lesson-rows.ts';

const FIRST_SPOT: Spot = { index: 0, scroll: 0, phase: 'task', field: null, hands: null };

/** Shows what a deed of the learner has led to. */
export function turned(state: CourseState, turn: Turn, room: ScreenRoom): CourseState {
  const { play, notice = state.notice, begins = state.busy, asks = null, list } = turn;
  const next = { ...state, notice, busy: begins, asks };
  if (list !== undefined) return { ...next, place: listAt(list) };
  if (isAtLesson(next)) return turnedIn(play ? withPlay(next, play) : next, turn, room);
  if (!play) return next;
  return turnedIn({ ...next, place: { kind: 'lesson', play, spot: FIRST_SPOT }, help: null }, turn, room);
}

function turnedIn(state: AtLesson, { lookAt, index, typed }: Turn, room: ScreenRoom): AtLesson {
  const at = moved(state, { ...(index !== undefined && { index }), ...fieldFor(typed) });
  switch (lookAt) {
    case undefined:
      return at;
    case 'beginning':
      return atBeginning(at, room);
    case 'question':
      return moved(atBeginning(at, room), { phase: 'task', ...fieldFor(beginningOf(at.place.play).typed) });
    case 'end':
      return scrolledToEnd(at, room);
    default:
      return scrolledTo(at, lookAt, room);
  }
}

const fieldFor = (typed: Turn['typed']): Partial<Spot> =>
  typed === undefined ? {} : { field: typed === null ? null : fieldOf(typed) };

export const moved = (state: AtLesson, spot: Partial<Spot>): AtLesson => ({
  ...state,
  place: { ...state.place, spot: { ...state.place.spot, ...spot } },
});

const withPlay = (state: AtLesson, play: AtStep['play']): AtLesson => ({
  ...state,
  place: { ...state.place, play },
});

/** Goes to the beginning of a step. A text that does not fit above its question is read first. */
function atBeginning(state: AtLesson, room: ScreenRoom): AtLesson {
  const { play } = state.place;
  const { index, typed } = beginningOf(play);
  const open = moved(state, { index, scroll: 0, phase: 'task', hands: null, ...fieldFor(typed) });
  if (isReadBefore(play)) return scrolledToEnd(open, room);
  // A screen reader has already read all of the text.
  const isRead = room.layout === 'heard' || !isQuestion(open) || !canScroll(open, room);
  return isRead ? open : moved(open, { phase: 'reading', field: null });
}

/**
 * Returns whether a step needs more than the Enter key. If not, its task takes up one row, and the text can be read above
 * the task.
 */
function isQuestion({ place: { play } }: AtLesson): boolean {
  const task = taskOf(play);
  return task !== null && (task.items.length > 0 || task.prompt !== null);
}

/** Goes from a text that fills the screen to its question. */
export const toTask = (state: AtLesson, room: ScreenRoom): AtLesson =>
  scrolledToEnd(moved(state, fieldFor(beginningOf(state.place.play).typed)), room);

const roomOf = ({ place: { play, spot } }: AtLesson, room: ScreenRoom): LessonRoom =>
  lessonRoom(stepView(play), spot, room);

/** Returns the number of rows of text by which a page is scrolled: one less than are visible at once. */
export const pageOf = (state: AtLesson, room: ScreenRoom): number => roomOf(state, room).height - 1;

function lastScroll(state: AtLesson, room: ScreenRoom): number {
  const { rows, height } = roomOf(state, room);
  return Math.max(rows.length - height, 0);
}

/** Returns whether a part of the text is not visible. */
export const canScroll = (state: AtLesson, room: ScreenRoom): boolean => lastScroll(state, room) > 0;

export function scrolledBy(state: AtLesson, rows: number, room: ScreenRoom): AtLesson {
  const scroll = Math.max(state.place.spot.scroll + rows, 0);
  return moved(state, { scroll: Math.min(scroll, lastScroll(state, room)) });
}

const scrolledToEnd = (state: AtLesson, room: ScreenRoom): AtLesson =>
  scrolledBy(moved(state, { phase: 'task' }), Number.MAX_SAFE_INTEGER, room);

/** Scrolls to the beginning of the hint or of the reply, or as close to it as the end of the text allows. */
function scrolledTo(state: AtLesson, what: 'hint' | 'reply', room: ScreenRoom): AtLesson {
  const { text, before } = stepView(state.place.play);
  const rows = scrolledRows(text.slice(0, before[what]), room.size.width);
  // The empty row before it can be scrolled out of view.
  return scrolledBy(moved(state, { phase: 'task', scroll: 0 }), rows.length + 1, room);
}

/**
 * Returns whether enter scrolls instead of leaving the step: it asks nothing, or its request has been sent, and text
 * remains below. The response as a whole is not part of it; space scrolls there. A screen reader has read all of the text.
 */
export function isUnread(state: AtLesson, room: ScreenRoom): boolean {
  const { play, spot } = state.place;
  const isToRead = !isQuestion(state) && isOnlyRead(play);
  const { text, before } = stepView(play);
  const toRead = scrolledRows(text.slice(0, before.response), room.size.width).length;
  return isToRead && room.layout !== 'heard' && spot.scroll + roomOf(state, room).height < toRead;
}

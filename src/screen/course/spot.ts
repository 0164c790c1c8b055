/**
 * Manages the learner's place on the screen of a step: the scroll position, the item under the cursor, and the open
 * field. All keys in a lesson use these functions.
 */

import { type Given, kindOf } from '../../lessons/kinds/table.ts';
import { advance, type PlayEvent } from '../../lessons/playing/advance.ts';
import { askedIn, may, type Play } from '../../lessons/playing/play.ts';
import { questionOf } from '../../lessons/playing/records.ts';
import { stepView, taskOf } from '../../views/lessons/step-view.ts';
import { scrolledRows } from '../components/scrolled-rows.ts';
import type { ScreenRoom } from '../session-description.ts';
import { fieldOf, type TextField } from '../walk/fields/text-field.ts';
import type { AtLesson, Spot } from './course-state.ts';
import { type LessonRoom, lessonRoom } from './lesson-rows.ts';

export const moved = (state: AtLesson, spot: Partial<Spot>): AtLesson => ({
  ...state,
  place: { ...state.place, spot: { ...state.place.spot, ...spot } },
});

export const withPlay = (state: AtLesson, play: Play): AtLesson => ({ ...state, place: { ...state.place, play } });

export const withAnswer = (state: AtLesson, given: Given): AtLesson =>
  withPlay(state, advance(state.place.play, { kind: 'give', given }));

/** Plays an event. If the event leads to another step, the place on the screen is reset. */
export function played(state: AtLesson, event: PlayEvent, room: ScreenRoom): AtLesson {
  const { play } = state.place;
  const next = advance(play, event);
  const shown = { ...withPlay(state, next), notice: next.notice };
  return next.at === play.at && event.kind !== 'reset' ? shown : atBeginning(shown, room);
}

/** Goes to the beginning of a step. A text that does not fit above its question is read first. */
export function atBeginning(state: AtLesson, room: ScreenRoom): AtLesson {
  const { play } = state.place;
  const asked = askedIn(play);
  const index = (asked && kindOf(asked).cursor?.(asked)) ?? 0;
  const open = moved(state, { index, scroll: 0, phase: 'task', field: firstField(play) });
  if (isReadBefore(play)) return scrolledToEnd(open, room);
  // A screen reader has already read all of the text.
  const isRead = room.layout === 'heard' || !isQuestion(play) || !canScroll(open, room);
  return isRead ? open : moved(open, { phase: 'reading', field: null });
}

/**
 * Returns whether a step needs more than the Enter key. If not, its task takes up one row, and the text can be read above
 * the task.
 */
function isQuestion(play: Play): boolean {
  const task = taskOf(play);
  return task !== null && (task.items.length > 0 || task.prompt !== null);
}

/**
 * Returns whether the learner has already read the text, because the previous step had the same text, and this step
 * shows nothing else.
 */
function isReadBefore({ steps, at }: Play): boolean {
  const [before, now] = [steps[at - 1], steps[at]];
  if (!before || !now || before.kind === 'introduction' || before.beat !== now.beat) return false;
  return (questionOf(now)?.exhibits ?? []).length === 0;
}

/** Returns the field that is open when the step begins; `null` if the question is not answered by typing. */
export const firstField = (play: Play): TextField | null => (may(play, 'answer') ? fieldIn(play) : null);

/** Returns a field with the current answer; `null` if the question is not answered by typing. */
export function fieldIn(play: Play): TextField | null {
  const asked = askedIn(play);
  const field = asked && kindOf(asked).field;
  return field ? fieldOf(field.text(asked.given)) : null;
}

const roomOf = ({ place: { play, spot } }: AtLesson, { size }: ScreenRoom): LessonRoom =>
  lessonRoom(stepView(play), spot, size);

/** Returns the number of rows of text that are visible at once. */
export const pageOf = (state: AtLesson, room: ScreenRoom): number => roomOf(state, room).height;

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

export const scrolledToEnd = (state: AtLesson, room: ScreenRoom): AtLesson =>
  scrolledBy(moved(state, { phase: 'task' }), Number.MAX_SAFE_INTEGER, room);

/** Scrolls to the beginning of the hint or of the reply, or as close to it as the end of the text allows. */
export function scrolledTo(state: AtLesson, what: 'hint' | 'reply', room: ScreenRoom): AtLesson {
  const { text, before } = stepView(state.place.play);
  const rows = scrolledRows(text.slice(0, before[what]), room.size.width);
  // The empty row before it can be scrolled out of view.
  return scrolledBy(moved(state, { phase: 'task', scroll: 0 }), rows.length + 1, room);
}

/**
 * Returns whether enter scrolls instead of leaving the step: it asks nothing, or its request has been sent, and text
 * remains below. A screen reader has read all of the text.
 */
export function isUnread(state: AtLesson, room: ScreenRoom): boolean {
  const { play, spot } = state.place;
  const isToRead = !isQuestion(play) && !may(play, 'send') && !may(play, 'answer');
  return isToRead && room.layout !== 'heard' && spot.scroll < lastScroll(state, room);
}

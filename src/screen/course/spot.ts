/**
 * Manages the learner's place on the screen of a step: the scroll position, the item under the cursor, and the open
 * field. All keys in a lesson use these functions.
 */
import type { KeyAction } from '../../app/keys/key-binding.ts';
import { type Given, kindOf } from '../../lessons/kinds/table.ts';
import { advance, type PlayEvent } from '../../lessons/playing/advance.ts';
import { askedIn, may, type Play } from '../../lessons/playing/play.ts';
import { questionOf } from '../../lessons/playing/records.ts';
import { stepView, type Task, taskOf } from '../../views/lessons/step-view.ts';
import { widthIn } from '../components/regions.ts';
import type { ScreenRoom } from '../session-description.ts';
import { fieldOf, fieldRuns, type TextField } from '../walk/fields/text-field.ts';
import type { CourseState, Place, Spot } from './course-state.ts';
import { fitsAbove, type LessonRoom, lessonRoom, textRows } from './lesson-rows.ts';

export function spotAt(play: Play, room: ScreenRoom): Spot {
  const field = firstField(play);
  const content = { ...stepView(play), index: 0, field: drawField(play, field) };
  // A screen reader has already read all of the text.
  const isRead =
    room.layout === 'heard' || !isQuestion(content.task) || isReadBefore(play) || fitsAbove(content, room.size);
  const spot: Spot = {
    index: firstIndex(play),
    scroll: 0,
    phase: isRead ? 'task' : 'reading',
    field: isRead ? field : null,
  };
  return isReadBefore(play) ? scrollToEnd(play, spot, room) : spot;
}

/**
 * Returns whether a task needs more than the Enter key. If not, the task takes up one row, and the text can be read
 * above the task.
 */
const isQuestion = (task: Task | null): boolean => task !== null && (task.items.length > 0 || task.prompt !== null);

/**
 * Returns whether the learner has already read the text, because the previous step had the same text, and this step
 * shows nothing else.
 */
function isReadBefore({ steps, at }: Play): boolean {
  const [before, now] = [steps[at - 1], steps[at]];
  return (
    before?.kind !== 'introduction' &&
    before?.beat === now?.beat &&
    now !== undefined &&
    (questionOf(now)?.exhibits ?? []).length === 0
  );
}

function firstIndex(play: Play): number {
  const asked = askedIn(play);
  return (asked && kindOf(asked).cursor?.(asked)) ?? 0;
}

/** Returns the field that is open when the step begins; `null` if the question is not answered by typing. */
export function firstField(play: Play): TextField | null {
  return may(play, 'answer') ? fieldIn(play) : null;
}

/** Returns a field with the current answer; `null` if the question is not answered by typing. */
export function fieldIn(play: Play): TextField | null {
  const asked = askedIn(play);
  const field = asked && kindOf(asked).field;
  return field ? fieldOf(field.text(asked.given)) : null;
}

/** Returns a function that draws a field and its prompt at a given width; `null` if there is no field or no prompt. */
export function drawField(
  play: Play,
  field: TextField | null,
): ((width: number) => ReturnType<typeof fieldRuns>) | null {
  const { task } = stepView(play);
  const prompt = task?.prompt ?? null;
  if (!field || prompt === null) return null;
  return (width) => fieldRuns(prompt, field, width);
}

function roomOf(play: Play, spot: Spot, { size }: ScreenRoom): LessonRoom {
  return lessonRoom({ ...stepView(play), ...spot, field: drawField(play, spot.field) }, size);
}

function lastScroll(play: Play, spot: Spot, room: ScreenRoom): number {
  const { rows, height } = roomOf(play, spot, room);
  return Math.max(rows.length - height, 0);
}

/** Returns whether a part of the text is not visible. */
export const canScroll = (play: Play, spot: Spot, room: ScreenRoom): boolean => lastScroll(play, spot, room) > 0;

export function scrollBy(play: Play, spot: Spot, rows: number, room: ScreenRoom): Spot {
  const last = lastScroll(play, spot, room);
  return { ...spot, scroll: Math.min(Math.max(spot.scroll + rows, 0), last) };
}

/**
 * Returns whether enter scrolls instead of leaving the step: it asks nothing, or its request has been sent, and text
 * remains below. A screen reader has read all of the text.
 */
export function isUnread(play: Play, spot: Spot, room: ScreenRoom): boolean {
  const isToRead = !isQuestion(taskOf(play)) && !may(play, 'send') && !may(play, 'answer');
  return isToRead && room.layout !== 'heard' && spot.scroll < lastScroll(play, spot, room);
}

/** Scrolls to the beginning of the hint or of the reply, or as close to it as the end of the text allows. */
export function scrollToNewest(play: Play, spot: Spot, what: 'hint' | 'reply', room: ScreenRoom): Spot {
  const { text, before } = stepView(play);
  const end = scrollToEnd(play, spot, room);
  // The empty row before it can be scrolled out of view.
  const start = textRows(text.slice(0, before[what]), widthIn(room.size)).length + 1;
  return { ...end, scroll: Math.min(start, end.scroll) };
}

export function scrollToEnd(play: Play, spot: Spot, room: ScreenRoom): Spot {
  const asked: Spot = { ...spot, phase: 'task' };
  return { ...asked, scroll: lastScroll(play, asked, room) };
}

export const pageOf = (play: Play, spot: Spot, room: ScreenRoom): number => roomOf(play, spot, room).height;

export type InLesson = Extract<Place, { readonly kind: 'lesson' }>;

/** A pressed key, and its action; the action is `null` if the key has no action or is typed into a field. */
export interface Pressed {
  readonly key: string;
  readonly action: KeyAction | null;
  /** Whether a notice asked for this key to be pressed again. */
  readonly isConfirmed: boolean;
}

export const showPlay = (state: CourseState, play: Play, spot: Spot): CourseState => ({
  ...state,
  place: { kind: 'lesson', play, spot },
});

export const give = (play: Play, given: Given): Play => advance(play, { kind: 'give', given });

/** Plays an event. If the event leads to another step, the place on the screen is reset. */
export function playEvent(
  state: CourseState,
  { play, spot }: InLesson,
  event: PlayEvent,
  room: ScreenRoom,
): CourseState {
  const next = advance(play, event);
  const isSameStep = next.at === play.at && event.kind !== 'reset';
  return showPlay({ ...state, notice: next.notice }, next, isSameStep ? spot : spotAt(next, room));
}

/**
 * Where the learner is on the screen of a step: what is in sight, what the cursor is on, what is typed; and small steps
 * that all keys in a lesson take.
 */
import type { KeyAction } from '../../app/keys/key-binding.ts';
import { type Given, kindOf } from '../../lessons/kinds/table.ts';
import { askedIn, may, type Play } from '../../lessons/playing/play.ts';
import { type PlayEvent, advance } from '../../lessons/playing/advance.ts';
import { questionOf } from '../../lessons/playing/records.ts';
import { lessonPage, type Task } from '../../pages/lessons/lesson-page.ts';
import {
  fitsAbove,
  type LessonRoom,
  lessonRoom,
  lessonWidth,
  textRows,
} from '../../render/screen/lessons/lesson-rows.ts';
import type { ScreenRoom } from '../session-description.ts';
import { fieldRuns } from '../state/fields/field-runs.ts';
import { fieldOf, type TextField } from '../state/fields/text-field.ts';
import type { CourseState, Place, Spot } from './course-state.ts';

/** At a step that somebody has just come to. */
export function spotAt(play: Play, room: ScreenRoom): Spot {
  const field = firstField(play);
  const content = { ...lessonPage(play), index: 0, field: drawnField(play, field) };
  // Who listens has heard all of it.
  const isRead =
    room.layout === 'heard' ||
    !isQuestion(content.task) ||
    isReadBefore(play) ||
    fitsAbove(content, room.size, room.layout);
  const spot: Spot = {
    index: firstIndex(play),
    scroll: 0,
    phase: isRead ? 'task' : 'reading',
    field: isRead ? field : null,
  };
  return isReadBefore(play) ? atEnd(play, spot, room) : spot;
}

/** What enter does alone takes one row, above which the text can be read. */
const isQuestion = (task: Task | null): boolean => task !== null && (task.items.length > 0 || task.prompt !== null);

/** On the step before there was the same text, and nothing else is to be read first. */
function isReadBefore({ steps, at }: Play): boolean {
  const [before, now] = [steps[at - 1], steps[at]];
  return (
    before?.kind !== 'introduction' &&
    before?.beat === now?.beat &&
    now !== undefined &&
    (questionOf(now)?.exhibits ?? []).length === 0
  );
}

/** On what was taken, where something was. */
function firstIndex(play: Play): number {
  const asked = askedIn(play);
  return (asked && kindOf(asked).cursor?.(asked)) ?? 0;
}

/** What is asked to be typed can be typed at once. */
export function firstField(play: Play): TextField | null {
  return may(play, 'answer') ? fieldIn(play) : null;
}

/** A field with what is given; `null` where nothing is to be typed. */
export function fieldIn(play: Play): TextField | null {
  const asked = askedIn(play);
  const field = asked && kindOf(asked).field;
  return field ? fieldOf(field.text(asked.given)) : null;
}

/** The field with its prompt, for any width; `null` where there is none. */
export function drawnField(
  play: Play,
  field: TextField | null,
): ((width: number) => ReturnType<typeof fieldRuns>) | null {
  const { task } = lessonPage(play);
  const prompt = task?.prompt ?? null;
  if (!field || prompt === null) return null;
  return (width) => fieldRuns(prompt, field, width);
}

function roomOf(play: Play, spot: Spot, { size, layout }: ScreenRoom): LessonRoom {
  return lessonRoom({ ...lessonPage(play), ...spot, field: drawnField(play, spot.field) }, size, layout);
}

/** As many rows as can be scrolled. */
function lastScroll(play: Play, spot: Spot, room: ScreenRoom): number {
  const { rows, height } = roomOf(play, spot, room);
  return Math.max(rows.length - height, 0);
}

/** So many rows further, or back, as far as there are any. */
export function scrolledBy(play: Play, spot: Spot, rows: number, room: ScreenRoom): Spot {
  const last = lastScroll(play, spot, room);
  return { ...spot, scroll: Math.min(Math.max(spot.scroll + rows, 0), last) };
}

/** With this in sight from its beginning on, as far as there is room. */
export function atNewest(play: Play, spot: Spot, what: 'hint' | 'reply', room: ScreenRoom): Spot {
  const { text, beforeHint, beforeReply } = lessonPage(play);
  const before = text.slice(0, what === 'hint' ? beforeHint : beforeReply);
  const end = atEnd(play, spot, room);
  // The empty row in front of it needs not be seen.
  const start = textRows(before, lessonWidth(room.size, room.layout)).length + 1;
  return { ...end, scroll: Math.min(start, end.scroll) };
}

/** With what was said last in sight. */
export function atEnd(play: Play, spot: Spot, room: ScreenRoom): Spot {
  const asked: Spot = { ...spot, phase: 'task' };
  return { ...asked, scroll: lastScroll(play, asked, room) };
}

/** How many rows of text are in sight. */
export const pageOf = (play: Play, spot: Spot, room: ScreenRoom): number => roomOf(play, spot, room).height;

export type InLesson = Extract<Place, { readonly kind: 'lesson' }>;

/** A key, and what it does where keys are keys. */
export interface Pressed {
  readonly key: string;
  readonly action: KeyAction | null;
  /** Whether it was asked, after the same key, to press it again. */
  readonly isConfirmed: boolean;
}

/** The lesson like this on the screen. */
export const at = (state: CourseState, play: Play, spot: Spot): CourseState => ({
  ...state,
  place: { kind: 'lesson', play, spot },
});

export const give = (play: Play, given: Given): Play => advance(play, { kind: 'give', given });

/** The play after an event; at another step the screen begins anew. */
export function after(state: CourseState, { play, spot }: InLesson, event: PlayEvent, room: ScreenRoom): CourseState {
  const next = advance(play, event);
  const isSameStep = next.at === play.at && event.kind !== 'reset';
  return at({ ...state, notice: next.notice }, next, isSameStep ? spot : spotAt(next, room));
}

/** Contains the reducer of the course, which determines how each event changes its state, and the keys of the list of lessons. */
import { nameOfStep } from '../../app/course/at-step.ts';
import {
  FORGOTTEN,
  openLesson,
  openNext,
  openTest,
  withoutProgressIn,
  withProgressOf,
} from '../../app/course/lessons.ts';
import type { Arrival, Errand } from '../../app/course/turn.ts';
import { actionOfKey } from '../../app/keys/keys.ts';
import { INTERRUPTED } from '../../app/options/command.ts';
import { labelOf } from '../../views/lessons/course-page.ts';
import { isTooSmall } from '../components/fitted-rows.ts';
import { fieldAfterKey, fieldOf, withText } from '../components/text-field.ts';
import { afterKeyInHelp } from '../help.ts';
import { moveIndex } from '../reducing.ts';
import type { ScreenRoom, ShellEvent, UserEvent } from '../session-description.ts';
import {
  type AtList,
  askToReset,
  type CourseState,
  courseKeyMode,
  courseModes,
  isAtLesson,
  isAtList,
  listAt,
  listedLessons,
  type Pressed,
  playIn,
} from './course-state.ts';
import { afterKeyInLesson, pasteInLesson } from './in-lesson.ts';
import { SMALLEST_LESSON } from './lesson-rows.ts';
import { turned } from './spot.ts';

/** The end of an errand. */
export interface Arrived {
  readonly kind: 'arrived';
  readonly errand: Errand;
  readonly arrival: Arrival;
}

/** Returns the state after an event, with what the event asks for. The result of a canceled errand changes nothing. */
export function nextCourse(
  before: CourseState,
  event: UserEvent | ShellEvent | Arrived,
  room: ScreenRoom,
): CourseState {
  const state = afterEvent(before, event, room);
  // Leaving the place cancels the errand.
  const isLeft = state.busy !== null && state.busy === before.busy && whereIs(before) !== whereIs(state);
  return keepProgress(before, isLeft ? { ...state, busy: null } : state);
}

/** Names the list, or the lesson and its step. */
export function whereIs(state: CourseState): string {
  const play = playIn(state);
  return play ? nameOfStep(play) : 'list';
}

function keepProgress(before: CourseState, state: CourseState): CourseState {
  const play = playIn(state);
  const progress = play ? withProgressOf(state.progress, playIn(before), play) : state.progress;
  return progress === state.progress ? state : { ...state, progress };
}

function afterEvent(state: CourseState, event: UserEvent | ShellEvent | Arrived, room: ScreenRoom): CourseState {
  switch (event.kind) {
    case 'notice':
      return say(state, event.text);
    case 'arrived':
      return event.errand === state.busy ? arrived(state, event.arrival, room) : state;
    case 'resized':
    case 'reopened':
      return state;
    // Leaving a walk leads back to the course. Interrupting a walk also ends the course.
    case 'returned':
      return typeof event.ending === 'number' && event.ending > 0 ? { ...state, exitCode: event.ending } : state;
    case 'paste':
      return isTooSmall(room.size, SMALLEST_LESSON) ? state : takePaste(say(state, null), event.text, room);
    case 'key':
      return afterKey(say(state, null), event.key, room, state.toConfirm === 'reset');
  }
}

function arrived(before: CourseState, arrival: Arrival, room: ScreenRoom): CourseState {
  const state = { ...before, busy: null, toConfirm: null };
  return turned(state, arrival({ ...state, play: playIn(state) }), room);
}

/** Shows a notice. A confirmation requested by an earlier notice is no longer expected. */
const say = (state: CourseState, notice: string | null): CourseState => ({ ...state, notice, toConfirm: null });

function afterKey(state: CourseState, key: string, room: ScreenRoom, isConfirmed = false): CourseState {
  const action = actionOfKey(key, courseKeyMode(state));
  if (action === 'interrupt') return { ...state, exitCode: INTERRUPTED };
  if (isTooSmall(room.size, SMALLEST_LESSON)) return action === 'leave' ? { ...state, exitCode: 0 } : state;
  if (state.busy?.stopped !== undefined && key === 'escape')
    return { ...state, busy: null, notice: state.busy.stopped };
  if (state.help !== null) return afterKeyInHelp(state, key, courseModes(state), room);
  if (action === 'leave') return { ...state, exitCode: 0 };
  if (action === 'help') return { ...state, help: 0 };
  const pressed = { key, action, isConfirmed };
  if (isAtList(state)) return afterKeyInList(state, pressed, room);
  return isAtLesson(state) ? afterKeyInLesson(state, pressed, room) : state;
}

function takePaste(state: CourseState, text: string, room: ScreenRoom): CourseState {
  if (state.help !== null) return state;
  if (isAtLesson(state)) return pasteInLesson(state, text, room);
  const { place } = state;
  return place.kind === 'list' && place.field
    ? { ...state, place: { ...place, field: withText(place.field, text) } }
    : state;
}

function afterKeyInList(before: AtList, pressed: Pressed, room: ScreenRoom): CourseState {
  if (before.place.field) return search(before, pressed);
  if (pressed.action === 'to-lesson') return toLesson(before, pressed.key);
  const state: AtList = { ...before, place: { ...before.place, typed: '' } };
  const { place } = state;
  const lessons = listedLessons(state);
  const lesson = lessons[place.index];
  const index = moveIndex(place.index, pressed.action, lessons.length, Math.floor(room.size.height / 2));
  if (index !== place.index) return { ...state, place: { ...place, index } };
  switch (pressed.action) {
    case 'whole-list':
      return { ...state, place: listAt(0) };
    case 'search':
      return { ...state, place: { ...place, field: fieldOf('') } };
    case 'test':
      return turned(state, openTest(state), room);
    case 'next-lesson':
      return turned(state, openNext(state), room);
    case 'do':
    case 'challenge': {
      const form = pressed.action === 'do' ? 'guided' : 'challenge';
      return lesson ? turned(state, openLesson(lesson, form), room) : state;
    }
    case 'reset':
      if (!pressed.isConfirmed) return askToReset(state);
      return lesson ? { ...state, progress: withoutProgressIn(state.progress, lesson), notice: FORGOTTEN } : state;
    default:
      return state;
  }
}

/**
 * Goes to the lesson whose label is what was typed, or begins with it, such as `14` or `f3`. Where there is none, the key
 * begins another label.
 */
function toLesson(state: AtList, key: string): AtList {
  const { place } = state;
  const labels = listedLessons(state).map((lesson) => labelOf(lesson).toLowerCase());
  const indexOf = (typed: string) => {
    const exact = labels.indexOf(typed);
    return exact < 0 ? labels.findIndex((label) => label.startsWith(typed)) : exact;
  };
  const found = [place.typed + key, key].find((typed) => indexOf(typed) >= 0);
  return found === undefined ? state : { ...state, place: { ...place, index: indexOf(found), typed: found } };
}

function search(state: AtList, { key, action }: Pressed): CourseState {
  const { place } = state;
  if (!place.field) return state;
  if (action === 'close') return { ...state, place: listAt(0) };
  if (action === 'choose') return { ...state, place: { ...place, field: null, searched: place.field.text } };
  return { ...state, place: { ...place, index: 0, field: fieldAfterKey(place.field, key) } };
}

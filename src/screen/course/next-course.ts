/**
 * Contains the reducer of the course, which determines how each event changes the state of the course, and which
 * effects follow.
 */

import { actionOfKey } from '../../app/keys/keys.ts';
import { INTERRUPTED } from '../../app/options/command.ts';
import type { Problem } from '../../bytes/problem.ts';
import { withLesson, withoutLesson } from '../../lessons/course/progress.ts';
import type { Graded } from '../../lessons/kinds/kind.ts';
import type { PreparedLesson } from '../../lessons/lesson.ts';
import type { LessonForm } from '../../lessons/playing/records.ts';
import type { ShotOutcome } from '../../lessons/prepared.ts';
import { isTooSmall } from '../components/fitted-rows.ts';
import { afterKeyInHelp } from '../help.ts';
import type { ScreenRoom, ShellEvent, UserEvent } from '../session-description.ts';
import { keysOfWheel } from '../wheel.ts';
import { pasteInLesson, takeGrade, takeOutcome } from './answering.ts';
import { type CourseState, courseKeyMode, type Errand } from './course-state.ts';
import { afterKeyInLesson } from './in-lesson.ts';
import { afterKeyInList, pasteInList } from './in-list.ts';
import { SMALLEST_LESSON } from './lesson-rows.ts';
import { type CourseNext, courseModes, showLesson, stateOnly } from './opening-lessons.ts';

export type CourseNews = { readonly errand: Errand } & (
  | { readonly kind: 'prepared'; readonly lesson: PreparedLesson; readonly form: LessonForm }
  | { readonly kind: 'outcome'; readonly shot: string; readonly outcome: ShotOutcome | Problem }
  | { readonly kind: 'graded'; readonly result: Graded }
  | { readonly kind: 'failed'; readonly says: string }
);

export type CourseEvent = UserEvent | ShellEvent | CourseNews;

/** Returns the state after an event, and the effects. The result of a canceled errand changes nothing. */
export function nextCourse(before: CourseState, event: CourseEvent, room: ScreenRoom): CourseNext {
  // The errand was canceled.
  if ('errand' in event && event.errand !== before.busy) return stateOnly(before);
  const next = afterEvent('errand' in event ? { ...before, busy: null, toConfirm: null } : before, event, room);
  return { ...next, state: keepProgress(before, dropErrand(before, next.state)) };
}

function dropErrand(before: CourseState, state: CourseState): CourseState {
  return state.busy !== null && state.busy === before.busy && whereIs(before) !== whereIs(state)
    ? { ...state, busy: null }
    : state;
}

const whereIs = ({ place }: CourseState): string =>
  place.kind === 'list' ? 'list' : `${place.play.lesson.name} ${place.play.at}`;

function keepProgress(before: CourseState, state: CourseState): CourseState {
  if (state.place.kind !== 'lesson') return state;
  const { lesson, records } = state.place.play;
  const known =
    before.place.kind === 'lesson' && before.place.play.lesson === lesson ? before.place.play.records : null;
  // A lesson that was only opened does not count as begun.
  const isSame =
    known === null ? records.size === 0 || records === state.progress.records.get(lesson.name) : known === records;
  if (isSame) return state;
  const { progress } = state;
  // A lesson whose progress was deleted does not count as begun.
  return {
    ...state,
    progress: records.size === 0 ? withoutLesson(progress, lesson.name) : withLesson(progress, lesson.name, records),
  };
}

function afterEvent(state: CourseState, event: CourseEvent, room: ScreenRoom): CourseNext {
  switch (event.kind) {
    case 'notice':
      return stateOnly(say(state, event.text));
    case 'prepared':
      return stateOnly(showLesson(state, event.lesson, event.form, room));
    case 'outcome':
      return stateOnly(takeOutcome(state, event.shot, event.outcome, room));
    case 'graded':
      return stateOnly(takeGrade(state, event.result, room));
    case 'resized':
    case 'reopened':
      return stateOnly(state);
    // Leaving a walk leads back to the course. Interrupting a walk also ends the course.
    case 'returned':
      return stateOnly(
        typeof event.ending === 'number' && event.ending > 0 ? { ...state, exitCode: event.ending } : state,
      );
    case 'failed':
      return stateOnly(say(state, event.says));
    case 'paste':
      return isTooSmall(room.size, SMALLEST_LESSON) ? stateOnly(state) : takePaste(say(state, null), event.text, room);
    case 'mouse':
      return keysOfWheel(event).reduce(
        (next, key) => (next.effect ? next : afterKey(next.state, key, room)),
        stateOnly(state),
      );
    case 'key':
      return afterKey(say(state, null), event.key, room, state.toConfirm === 'reset');
  }
}

/** Shows a notice. A confirmation requested by an earlier notice is no longer expected. */
const say = (state: CourseState, notice: string | null): CourseState => ({ ...state, notice, toConfirm: null });

function afterKey(state: CourseState, key: string, room: ScreenRoom, isConfirmed = false): CourseNext {
  const action = actionOfKey(key, courseKeyMode(state));
  if (action === 'interrupt') return stateOnly({ ...state, exitCode: INTERRUPTED });
  if (action === 'suspend') return { state, effect: { kind: 'suspend' } };
  if (isTooSmall(room.size, SMALLEST_LESSON)) return stateOnly(action === 'leave' ? { ...state, exitCode: 0 } : state);
  if (state.busy?.kind === 'grading' && key === 'escape')
    return stateOnly({ ...state, busy: null, notice: 'Grading was stopped.' });
  if (state.help !== null) return stateOnly(afterKeyInHelp(state, key, courseModes(state), room));
  if (action === 'leave') return stateOnly({ ...state, exitCode: 0 });
  if (action === 'help') return stateOnly({ ...state, help: 0 });
  const { place } = state;
  return place.kind === 'list'
    ? afterKeyInList(state, place, { key, action, isConfirmed }, room)
    : afterKeyInLesson(state, place, { key, action, isConfirmed }, room);
}

function takePaste(state: CourseState, text: string, room: ScreenRoom): CourseNext {
  if (state.help !== null) return stateOnly(state);
  const { place } = state;
  return place.kind === 'list' ? stateOnly(pasteInList(state, place, text)) : pasteInLesson(state, place, text, room);
}

/** How each event changes the state of the course on the screen, and what has to be done outside for it. */

import { actionOfKey } from '../../app/keys/keys.ts';
import { INTERRUPTED } from '../../app/options/command.ts';
import type { Problem } from '../../bytes/problem.ts';
import { withLesson, withoutLesson } from '../../lessons/course/progress.ts';
import type { Graded } from '../../lessons/kinds/kind.ts';
import type { PreparedLesson } from '../../lessons/lesson.ts';
import type { LessonForm } from '../../lessons/playing/records.ts';
import type { ShotOutcome } from '../../lessons/prepared.ts';
import { isTooSmall } from '../../render/screen/too-small.ts';
import { helpItems } from '../help.ts';
import { movedIndex } from '../moved-index.ts';
import type { PersonEvent, ScreenRoom, ShellEvent } from '../session-description.ts';
import { keysOfWheel } from '../state/mouse.ts';
import { graded, pastedInLesson, shotAnswered } from './answering.ts';
import { type CourseState, courseKeyMode, type Errand } from './course-state.ts';
import { afterKeyInLesson } from './in-lesson.ts';
import { afterKeyInList, pastedInList } from './in-list.ts';
import { type CourseNext, courseModes, only, opened } from './opening-lessons.ts';

/** What came of an errand. */
export type CourseNews = { readonly errand: Errand } & (
  | { readonly kind: 'prepared'; readonly lesson: PreparedLesson; readonly form: LessonForm }
  | { readonly kind: 'outcome'; readonly shot: string; readonly outcome: ShotOutcome | Problem }
  | { readonly kind: 'graded'; readonly result: Graded }
  | { readonly kind: 'failed'; readonly says: string }
);

export type CourseEvent = PersonEvent | ShellEvent | CourseNews;

/** The state after an event, and what is to be done outside for it. News of an errand that is given up changes nothing. */
export function nextCourse(before: CourseState, event: CourseEvent, room: ScreenRoom): CourseNext {
  // What comes late is of something that nobody waits for any more.
  if ('errand' in event && event.errand !== before.busy) return only(before);
  const next = afterEvent('errand' in event ? { ...before, busy: null, toConfirm: null } : before, event, room);
  return { ...next, state: withProgress(before, unbusied(before, next.state)) };
}

/** Going elsewhere gives up what was begun there. */
function unbusied(before: CourseState, state: CourseState): CourseState {
  return state.busy !== null && state.busy === before.busy && whereIs(before) !== whereIs(state)
    ? { ...state, busy: null }
    : state;
}

const whereIs = ({ place }: CourseState): string =>
  place.kind === 'list' ? 'list' : `${place.play.lesson.name} ${place.play.at}`;

/** What was done in the lesson goes into the progress with each step. */
function withProgress(before: CourseState, state: CourseState): CourseState {
  if (state.place.kind !== 'lesson') return state;
  const { lesson, records } = state.place.play;
  const known =
    before.place.kind === 'lesson' && before.place.play.lesson === lesson ? before.place.play.records : null;
  // A lesson that is only opened is not begun either.
  const isSame =
    known === null ? records.size === 0 || records === state.progress.records.get(lesson.name) : known === records;
  if (isSame) return state;
  const { progress } = state;
  // A lesson that is forgotten is not begun.
  return {
    ...state,
    progress: records.size === 0 ? withoutLesson(progress, lesson.name) : withLesson(progress, lesson.name, records),
  };
}

function afterEvent(state: CourseState, event: CourseEvent, room: ScreenRoom): CourseNext {
  switch (event.kind) {
    case 'said':
      return only(saying(state, event.text));
    case 'prepared':
      return only(opened(state, event.lesson, event.form, room));
    case 'outcome':
      return only(shotAnswered(state, event.shot, event.outcome, room));
    case 'graded':
      return only(graded(state, event.result, room));
    case 'resized':
      return only(state);
    // Leaving a walk leads back; interrupting it means all of it.
    case 'returned':
      return only(event.exitCode === 0 ? state : { ...state, exitCode: event.exitCode });
    case 'failed':
      return only(saying(state, event.says));
    case 'paste':
      return isTooSmall(room.size) ? only(state) : pasted(saying(state, null), event.text, room);
    case 'mouse':
      return keysOfWheel(event).reduce(
        (next, key) => (next.effect ? next : afterKey(next.state, key, room)),
        only(state),
      );
    case 'key':
      return afterKey(saying(state, null), event.key, room, state.toConfirm === 'reset');
  }
}

/** What is said is all that is said: what was asked before is not to be confirmed any more. */
const saying = (state: CourseState, notice: string | null): CourseState => ({ ...state, notice, toConfirm: null });

function afterKey(state: CourseState, key: string, room: ScreenRoom, isConfirmed = false): CourseNext {
  const action = actionOfKey(key, courseKeyMode(state));
  if (action === 'interrupt') return only({ ...state, exitCode: INTERRUPTED });
  if (action === 'suspend') return { state, effect: { kind: 'suspend' } };
  if (isTooSmall(room.size)) return only(action === 'leave' ? { ...state, exitCode: 0 } : state);
  if (state.busy?.kind === 'grading' && key === 'escape')
    return only({ ...state, busy: null, notice: 'Grading was stopped.' });
  if (state.help !== null) return only(afterKeyInHelp(state, state.help, key));
  if (action === 'leave') return only({ ...state, exitCode: 0 });
  if (action === 'help') return only({ ...state, help: 0 });
  const { place } = state;
  return place.kind === 'list'
    ? afterKeyInList(state, place, { key, action, isConfirmed }, room)
    : afterKeyInLesson(state, place, { key, action, isConfirmed }, room);
}

function afterKeyInHelp(state: CourseState, index: number, key: string): CourseState {
  const action = actionOfKey(key, 'list');
  if (action === 'close' || action === 'choose' || action === 'help') return { ...state, help: null };
  return { ...state, help: movedIndex(index, action, helpItems(courseModes(state)).length, HELP_PAGE) };
}

const HELP_PAGE = 10;

function pasted(state: CourseState, text: string, room: ScreenRoom): CourseNext {
  if (state.help !== null) return only(state);
  const { place } = state;
  return place.kind === 'list' ? only(pastedInList(state, place, text)) : pastedInLesson(state, place, text, room);
}

/** Keys in a lesson. */
import { nextLesson } from '../../lessons/course/course.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import { askedIn, may, type Play, stepOf } from '../../lessons/playing/play.ts';
import { taskOf } from '../../pages/lessons/lesson-page.ts';
import { requestOf } from '../../pages/lessons/shot-blocks.ts';
import type { ScreenRoom } from '../session-description.ts';
import { afterKeyInField, entered, keyTaken, sending, writtenIn } from './answering.ts';
import { type CourseState, listAt, type Spot } from './course-state.ts';
import { ALL_DONE, askingToReset, FORGOTTEN } from './in-list.ts';
import { type CourseNext, only, opening } from './opening-lessons.ts';
import {
  after,
  at,
  atEnd,
  atNewest,
  firstField,
  give,
  type InLesson,
  type Pressed,
  pageOf,
  scrolledBy,
  spotAt,
} from './spot.ts';

/** Letters are keys here; those that do nothing at this step leave all as it is. */
export function afterKeyInLesson(state: CourseState, place: InLesson, pressed: Pressed, room: ScreenRoom): CourseNext {
  if (place.spot.field) return afterKeyInField(state, place, pressed, room);
  const { play, spot } = place;
  switch (pressed.action) {
    case 'do':
      return doing(state, place, room);
    case 'walk':
      return walking(state, play);
    case 'copy':
      return copying(state, play);
    case 'again':
      return again(state, place, room);
    case 'next-stage':
      return only(after(state, place, { kind: 'go', to: 'next' }, room));
    case 'previous-stage':
      return only(after(state, place, { kind: 'go', to: 'back' }, room));
    case 'skip':
      return only(after(state, place, { kind: 'skip' }, room));
    case 'hint':
    case 'solution':
      return only(helped(state, place, pressed.action, room));
    case 'reset':
      return only(
        pressed.isConfirmed
          ? { ...after(state, place, { kind: 'reset' }, room), notice: FORGOTTEN }
          : askingToReset(state),
      );
    case 'next-lesson':
      return may(play, 'next-lesson')
        ? goingOn(state, play)
        : only({ ...state, notice: 'n goes on from the end of a lesson; esc leads to the list.' });
    case 'to-course':
      return only({ ...state, place: listAt(state.lessons, play.lesson) });
    case 'page-down':
      return only(readOn(state, place, room));
    case 'page-up':
      return only(at(state, play, scrolledBy(play, spot, 1 - pageOf(play, spot, room), room)));
    case 'line-down':
      return only(moved(state, place, 1, room));
    case 'line-up':
      return only(moved(state, place, -1, room));
    case 'first-line':
      return only(moved(state, place, -Number.MAX_SAFE_INTEGER, room));
    case 'last-line':
      return only(moved(state, place, Number.MAX_SAFE_INTEGER, room));
    case 'option':
    case 'category':
    case 'take-back':
      return keyTaken(state, place, pressed.action, pressed.key, room);
    default:
      return only(state);
  }
}

/** Enter: what the step asks for; what is done already leads on. */
function doing(state: CourseState, place: InLesson, room: ScreenRoom): CourseNext {
  const { play, spot } = place;
  const step = stepOf(play);
  if (spot.phase === 'reading') return only(toTask(state, place, room));
  switch (step.kind) {
    case 'introduction':
    case 'look':
      return only(after(state, place, { kind: 'go', to: 'next' }, room));
    case 'take-away':
      return goingOn(state, play);
    case 'shot':
      return may(play, 'send')
        ? sending(state, play, step.shot)
        : only(after(state, place, { kind: 'go', to: 'next' }, room));
    default:
      return may(play, 'answer')
        ? entered(state, place, room)
        : only(after(state, place, { kind: 'go', to: 'next' }, room));
  }
}

/** The whole walk of the request that is looked at. */
function walking(state: CourseState, play: Play): CourseNext {
  const { lesson } = play;
  const { look } = lesson;
  const request = requestOf(lesson, look?.request === undefined ? {} : { request: look.request });
  return may(play, 'walk') && look && request.trace
    ? { state, effect: { kind: 'walk', lesson, request, stage: look.stage } }
    : only(state);
}

/** The lines that prove what the lesson says, one below the other. */
function copying(state: CourseState, play: Play): CourseNext {
  const text = play.lesson.proof.map(({ command }) => `${command.trim()}\n`).join('');
  return may(play, 'copy') ? { state, effect: { kind: 'copy', text } } : only(state);
}

/** The arrows move the cursor where there are items, otherwise the text. */
function moved(state: CourseState, { play, spot }: InLesson, by: number, room: ScreenRoom): CourseState {
  const items = taskOf(play)?.items.length ?? 0;
  if (items === 0 || spot.phase === 'reading') return at(state, play, scrolledBy(play, spot, by, room));
  return at(state, play, { ...spot, index: Math.min(Math.max(spot.index + by, 0), items - 1) });
}

/** The shot once more, or the whole answer anew. */
function again(state: CourseState, place: InLesson, room: ScreenRoom): CourseNext {
  const { play } = place;
  const step = stepOf(play);
  if (step.kind === 'shot') return sending(state, play, step.shot);
  const asked = askedIn(play);
  const start = asked && kindOf(asked).keys.again?.(asked.answer);
  if (!start || !may(play, 'start-over')) return only(state);
  const emptied = give(play, start);
  return only(at(state, emptied, { ...spotAt(emptied, room), phase: 'task', field: firstField(emptied) }));
}

/** From the text, that had the screen alone, to what is asked. */
function toTask(state: CourseState, { play, spot }: InLesson, room: ScreenRoom): CourseState {
  const asked: Spot = { ...spot, phase: 'task', field: firstField(play) };
  return at(state, play, { ...asked, scroll: scrolledBy(play, asked, Number.MAX_SAFE_INTEGER, room).scroll });
}

/** A screen further; from the end of the text on to what is asked. */
function readOn(state: CourseState, place: InLesson, room: ScreenRoom): CourseState {
  const { play, spot } = place;
  const further = scrolledBy(play, spot, pageOf(play, spot, room) - 1, room);
  return spot.phase === 'reading' && further.scroll === spot.scroll
    ? toTask(state, place, room)
    : at(state, play, further);
}

/** A hint is to be seen; a solution is written in. */
function helped(state: CourseState, place: InLesson, kind: 'hint' | 'solution', room: ScreenRoom): CourseState {
  const told = after(state, place, { kind }, room);
  if (told.place.kind !== 'lesson') return told;
  const { play, spot } = told.place;
  if (!may(play, 'help')) return told;
  const written = kind === 'solution' ? writtenIn(play, spot) : { play, spot };
  return at(
    told,
    written.play,
    kind === 'hint' ? atNewest(written.play, written.spot, 'hint', room) : atEnd(written.play, written.spot, room),
  );
}

function goingOn(state: CourseState, { lesson }: Play): CourseNext {
  const next = lesson.kind === 'test' ? null : nextLesson(state.lessons, state.progress.records, lesson);
  if (next) return opening(state, { lesson: next, form: 'guided' });
  const place = listAt(state.lessons, nextLesson(state.lessons, state.progress.records, null));
  return only({ ...state, place, notice: lesson.kind === 'test' ? null : ALL_DONE });
}

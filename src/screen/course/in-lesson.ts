/** Handles the keys in a lesson. A key that has no use at this step changes nothing. */
import type { KeyAction } from '../../app/keys/keys.ts';
import { isProblem } from '../../bytes/problem.ts';
import { nextLesson } from '../../lessons/course/course.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import { askedIn, may, stepOf } from '../../lessons/playing/play.ts';
import { requestNamed } from '../../lessons/shots/shots.ts';
import { taskOf } from '../../views/lessons/step-view.ts';
import type { ScreenRoom } from '../session-description.ts';
import { afterKeyInField, answerKey, enter, sendShot, writeIn } from './answering.ts';
import { type AtLesson, type CourseState, listAt, type Pressed } from './course-state.ts';
import { ALL_DONE, askToReset, FORGOTTEN, openLesson } from './in-list.ts';
import {
  atBeginning,
  firstField,
  isUnread,
  moved,
  pageOf,
  played,
  scrolledBy,
  scrolledTo,
  scrolledToEnd,
  withAnswer,
} from './spot.ts';

type Handler = (state: AtLesson, room: ScreenRoom, pressed: Pressed) => CourseState;

const goNext: Handler = (state, room) => played(state, { kind: 'go', to: 'next' }, room);

/** Moves the cursor among the items. If there are no items, scrolls the text. */
const moveBy =
  (by: number): Handler =>
  (state, room) => {
    const { play, spot } = state.place;
    const items = taskOf(play)?.items.length ?? 0;
    if (items === 0 || spot.phase === 'reading') return scrolledBy(state, by, room);
    return moved(state, { index: Math.min(Math.max(spot.index + by, 0), items - 1) });
  };

const HANDLERS: Partial<Readonly<Record<KeyAction, Handler>>> = {
  do: doStep,
  walk: openWalk,
  copy: copyProof,
  again: startAgain,
  'next-stage': goNext,
  'previous-stage': (state, room) => played(state, { kind: 'go', to: 'back' }, room),
  skip: (state, room) => played(state, { kind: 'skip' }, room),
  'whole-answer': (state, room) => (may(state.place.play, 'unfold') ? played(state, { kind: 'unfold' }, room) : state),
  hint: (state, room) => {
    const next = played(state, { kind: 'hint' }, room);
    return may(next.place.play, 'help') ? scrolledTo(next, 'hint', room) : next;
  },
  solution: (state, room) => {
    const next = played(state, { kind: 'solution' }, room);
    return may(next.place.play, 'help') ? scrolledToEnd(writeIn(next), room) : next;
  },
  reset: (state, room, { isConfirmed }) =>
    isConfirmed ? { ...played(state, { kind: 'reset' }, room), notice: FORGOTTEN } : askToReset(state),
  'next-lesson': (state) =>
    may(state.place.play, 'next-lesson')
      ? goOn(state)
      : { ...state, notice: 'n continues from the end of a lesson; esc goes to the list.' },
  'to-course': (state) => ({ ...state, place: listAt(state.lessons, state.place.play.lesson) }),
  'page-down': readOnOrGoOn,
  'page-up': (state, room) => scrolledBy(state, 1 - pageOf(state, room), room),
  'line-down': moveBy(1),
  'line-up': moveBy(-1),
  'first-line': moveBy(-Number.MAX_SAFE_INTEGER),
  'last-line': moveBy(Number.MAX_SAFE_INTEGER),
  option: answerKey('option'),
  category: answerKey('category'),
  'take-back': answerKey('take-back'),
};

export function afterKeyInLesson(state: AtLesson, pressed: Pressed, room: ScreenRoom): CourseState {
  if (state.place.spot.field) return afterKeyInField(state, pressed, room);
  return (pressed.action && HANDLERS[pressed.action]?.(state, room, pressed)) ?? state;
}

/**
 * Handles the Enter key: first shows text that has not been read yet, then does what the step asks for, or continues if
 * that has been done.
 */
function doStep(state: AtLesson, room: ScreenRoom, pressed: Pressed): CourseState {
  const { play, spot } = state.place;
  const step = stepOf(play);
  if (spot.phase === 'reading') return toTask(state, room);
  if (isUnread(state, room)) return readOn(state, room);
  if (step.kind === 'take-away') return goOn(state);
  if (step.kind === 'shot' && may(play, 'send')) return sendShot(state, step.shot);
  return may(play, 'answer') ? enter(state, room) : goNext(state, room, pressed);
}

function openWalk(state: AtLesson): CourseState {
  const { lesson } = state.place.play;
  const request = requestNamed(lesson, lesson.look?.request);
  if (!may(state.place.play, 'walk') || !lesson.look || isProblem(request) || !request.trace) return state;
  return { ...state, asks: { kind: 'walk', lesson, request, stage: lesson.look.stage } };
}

function copyProof(state: AtLesson): CourseState {
  const { play } = state.place;
  const text = play.lesson.proof.map(({ command }) => `${command.trim()}\n`).join('');
  return may(play, 'copy') ? { ...state, asks: { kind: 'copy', text } } : state;
}

/** Sends the shot again, or starts the answer over. */
function startAgain(state: AtLesson, room: ScreenRoom): CourseState {
  const { play } = state.place;
  const step = stepOf(play);
  if (step.kind === 'shot') return sendShot(state, step.shot);
  const asked = askedIn(play);
  const start = asked && kindOf(asked).keys.again?.(asked.answer);
  if (!start || !may(play, 'start-over')) return state;
  const emptied = atBeginning(withAnswer(state, start), room);
  return moved(emptied, { phase: 'task', field: firstField(emptied.place.play) });
}

/** Goes from a text that fills the screen to its question. */
const toTask = (state: AtLesson, room: ScreenRoom): AtLesson =>
  scrolledToEnd(moved(state, { field: firstField(state.place.play) }), room);

/** Scrolls down by one screen. At the end of the text, goes to its question. */
function readOn(state: AtLesson, room: ScreenRoom): AtLesson {
  const { spot } = state.place;
  const further = scrolledBy(state, pageOf(state, room) - 1, room);
  return spot.phase === 'reading' && further.place.spot.scroll === spot.scroll ? toTask(state, room) : further;
}

/**
 * Scrolls down. On a projector, goes on at the end of the text, as in a walk, where Space is the only key that a lecturer
 * needs. It does not answer a question, and it does not open another lesson.
 */
function readOnOrGoOn(state: AtLesson, room: ScreenRoom, pressed: Pressed): CourseState {
  const { play, spot } = state.place;
  const next = readOn(state, room);
  const isAtEnd = next.place.spot.scroll === spot.scroll && next.place.spot.phase === spot.phase;
  if (room.layout !== 'projector' || !isAtEnd || stepOf(play).kind === 'take-away') return next;
  return may(play, 'answer') ? goNext(state, room, pressed) : doStep(state, room, pressed);
}

function goOn(state: AtLesson): CourseState {
  const { lessons, progress, place } = state;
  const { lesson } = place.play;
  const isTest = lesson.kind === 'test';
  const next = isTest ? null : nextLesson(lessons, progress.records, lesson);
  if (next) return openLesson(state, next);
  const list = listAt(lessons, nextLesson(lessons, progress.records, null));
  return { ...state, place: list, notice: isTest ? null : ALL_DONE };
}

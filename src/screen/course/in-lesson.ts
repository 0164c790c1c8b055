import { isProblem } from '../../bytes/problem.ts';
import { nextLesson } from '../../lessons/course/course.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import { askedIn, may, type Play, stepOf } from '../../lessons/playing/play.ts';
import { requestNamed } from '../../lessons/shots/shots.ts';
import { taskOf } from '../../views/lessons/step-view.ts';
import type { ScreenRoom } from '../session-description.ts';
import { afterKeyInField, enter, sendShot, takeKey, writeIn } from './answering.ts';
import { type CourseState, listAt, type Spot } from './course-state.ts';
import { ALL_DONE, askToReset, FORGOTTEN } from './in-list.ts';
import { type CourseNext, openLesson, stateOnly } from './opening-lessons.ts';
import {
  firstField,
  give,
  type InLesson,
  isUnread,
  type Pressed,
  pageOf,
  playEvent,
  scrollBy,
  scrollToEnd,
  scrollToNewest,
  showPlay,
  spotAt,
} from './spot.ts';

/** Handles a key in a lesson. A key that has no use at this step changes nothing. */
export function afterKeyInLesson(state: CourseState, place: InLesson, pressed: Pressed, room: ScreenRoom): CourseNext {
  if (place.spot.field) return afterKeyInField(state, place, pressed, room);
  const { play, spot } = place;
  switch (pressed.action) {
    case 'do':
      return doStep(state, place, room);
    case 'walk':
      return openWalk(state, play);
    case 'copy':
      return copyProof(state, play);
    case 'again':
      return startAgain(state, place, room);
    case 'next-stage':
      return stateOnly(playEvent(state, place, { kind: 'go', to: 'next' }, room));
    case 'previous-stage':
      return stateOnly(playEvent(state, place, { kind: 'go', to: 'back' }, room));
    case 'skip':
      return stateOnly(playEvent(state, place, { kind: 'skip' }, room));
    case 'hint':
    case 'solution':
      return stateOnly(help(state, place, pressed.action, room));
    case 'reset':
      return stateOnly(
        pressed.isConfirmed
          ? { ...playEvent(state, place, { kind: 'reset' }, room), notice: FORGOTTEN }
          : askToReset(state),
      );
    case 'next-lesson':
      return may(play, 'next-lesson')
        ? goOn(state, play)
        : stateOnly({ ...state, notice: 'n continues from the end of a lesson; esc goes to the list.' });
    case 'to-course':
      return stateOnly({ ...state, place: listAt(state.lessons, play.lesson) });
    case 'page-down':
      return readOnOrGoOn(state, place, room);
    case 'page-up':
      return stateOnly(showPlay(state, play, scrollBy(play, spot, 1 - pageOf(play, spot, room), room)));
    case 'line-down':
      return stateOnly(moveBy(state, place, 1, room));
    case 'line-up':
      return stateOnly(moveBy(state, place, -1, room));
    case 'first-line':
      return stateOnly(moveBy(state, place, -Number.MAX_SAFE_INTEGER, room));
    case 'last-line':
      return stateOnly(moveBy(state, place, Number.MAX_SAFE_INTEGER, room));
    case 'option':
    case 'category':
    case 'take-back':
      return takeKey(state, place, pressed.action, pressed.key, room);
    default:
      return stateOnly(state);
  }
}

/**
 * Handles the Enter key: first shows text that has not been read yet, then does what the step asks for, or continues if
 * that has been done.
 */
function doStep(state: CourseState, place: InLesson, room: ScreenRoom): CourseNext {
  const { play, spot } = place;
  const step = stepOf(play);
  if (spot.phase === 'reading') return stateOnly(toTask(state, place, room));
  if (isUnread(play, spot, room)) return stateOnly(readOn(state, place, room));
  switch (step.kind) {
    case 'introduction':
    case 'look':
      return stateOnly(playEvent(state, place, { kind: 'go', to: 'next' }, room));
    case 'take-away':
      return goOn(state, play);
    case 'shot':
      return may(play, 'send')
        ? sendShot(state, play, step.shot)
        : stateOnly(playEvent(state, place, { kind: 'go', to: 'next' }, room));
    default:
      return may(play, 'answer')
        ? enter(state, place, room)
        : stateOnly(playEvent(state, place, { kind: 'go', to: 'next' }, room));
  }
}

function openWalk(state: CourseState, play: Play): CourseNext {
  const { lesson } = play;
  const { look } = lesson;
  const request = requestNamed(lesson, look?.request);
  return may(play, 'walk') && look && !isProblem(request) && request.trace
    ? { state, effect: { kind: 'walk', lesson, request, stage: look.stage } }
    : stateOnly(state);
}

function copyProof(state: CourseState, play: Play): CourseNext {
  const text = play.lesson.proof.map(({ command }) => `${command.trim()}\n`).join('');
  return may(play, 'copy') ? { state, effect: { kind: 'copy', text } } : stateOnly(state);
}

/** Moves the cursor among the items. If there are no items, scrolls the text. */
function moveBy(state: CourseState, { play, spot }: InLesson, by: number, room: ScreenRoom): CourseState {
  const items = taskOf(play)?.items.length ?? 0;
  if (items === 0 || spot.phase === 'reading') return showPlay(state, play, scrollBy(play, spot, by, room));
  return showPlay(state, play, { ...spot, index: Math.min(Math.max(spot.index + by, 0), items - 1) });
}

/** Sends the shot again, or starts the answer over. */
function startAgain(state: CourseState, place: InLesson, room: ScreenRoom): CourseNext {
  const { play } = place;
  const step = stepOf(play);
  if (step.kind === 'shot') return sendShot(state, play, step.shot);
  const asked = askedIn(play);
  const start = asked && kindOf(asked).keys.again?.(asked.answer);
  if (!start || !may(play, 'start-over')) return stateOnly(state);
  const emptied = give(play, start);
  return stateOnly(showPlay(state, emptied, { ...spotAt(emptied, room), phase: 'task', field: firstField(emptied) }));
}

/** Goes from a text that fills the screen to its question. */
function toTask(state: CourseState, { play, spot }: InLesson, room: ScreenRoom): CourseState {
  const asked: Spot = { ...spot, phase: 'task', field: firstField(play) };
  return showPlay(state, play, { ...asked, scroll: scrollBy(play, asked, Number.MAX_SAFE_INTEGER, room).scroll });
}

/** Scrolls down by one screen. At the end of the text, goes to its question. */
function readOn(state: CourseState, place: InLesson, room: ScreenRoom): CourseState {
  const { play, spot } = place;
  const further = scrollBy(play, spot, pageOf(play, spot, room) - 1, room);
  return spot.phase === 'reading' && further.scroll === spot.scroll
    ? toTask(state, place, room)
    : showPlay(state, play, further);
}

/**
 * Scrolls down. On a projector, goes on at the end of the text, as in a walk, where Space is the only key that a lecturer
 * needs. It does not answer a question, and it does not open another lesson.
 */
function readOnOrGoOn(state: CourseState, place: InLesson, room: ScreenRoom): CourseNext {
  const { play, spot } = place;
  const next = readOn(state, place, room);
  const there = next.place.kind === 'lesson' ? next.place.spot : spot;
  const isAtEnd = there.scroll === spot.scroll && there.phase === spot.phase;
  if (room.layout !== 'projector' || !isAtEnd || stepOf(play).kind === 'take-away') return stateOnly(next);
  return may(play, 'answer')
    ? stateOnly(playEvent(state, place, { kind: 'go', to: 'next' }, room))
    : doStep(state, place, room);
}

function help(state: CourseState, place: InLesson, kind: 'hint' | 'solution', room: ScreenRoom): CourseState {
  const next = playEvent(state, place, { kind }, room);
  if (next.place.kind !== 'lesson') return next;
  const { play, spot } = next.place;
  if (!may(play, 'help')) return next;
  const written = kind === 'solution' ? writeIn(play, spot) : { play, spot };
  return showPlay(
    next,
    written.play,
    kind === 'hint'
      ? scrollToNewest(written.play, written.spot, 'hint', room)
      : scrollToEnd(written.play, written.spot, room),
  );
}

function goOn(state: CourseState, { lesson }: Play): CourseNext {
  const next = lesson.kind === 'test' ? null : nextLesson(state.lessons, state.progress.records, lesson);
  if (next) return openLesson(state, { lesson: next, form: 'guided' });
  const place = listAt(state.lessons, nextLesson(state.lessons, state.progress.records, null));
  return stateOnly({ ...state, place, notice: lesson.kind === 'test' ? null : ALL_DONE });
}

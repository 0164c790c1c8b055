/**
 * Handles answers to questions on the screen. The kind of question determines what a key, a paste, or a result does.
 */
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { Shot } from '../../lessons/format-parts.ts';
import type { Graded } from '../../lessons/kinds/kind.ts';
import { type Asked, kindOf, type Move } from '../../lessons/kinds/table.ts';
import { advance } from '../../lessons/playing/advance.ts';
import { askedIn, lockOf, may, type Play } from '../../lessons/playing/play.ts';
import type { ShotOutcome } from '../../lessons/prepared.ts';
import type { ScreenRoom } from '../session-description.ts';
import { fieldAfterKey, type TextField, withText } from '../walk/fields/text-field.ts';
import type { CourseState, Errand, Spot } from './course-state.ts';
import { type CourseNext, stateOnly } from './opening-lessons.ts';
import {
  fieldIn,
  firstField,
  give,
  type InLesson,
  type Pressed,
  pageOf,
  playEvent,
  scrollBy,
  scrollToEnd,
  scrollToNewest,
  showPlay,
} from './spot.ts';

/** Handles the Enter key: opens the field, or chooses the item under the cursor. */
export function enter(state: CourseState, place: InLesson, room: ScreenRoom): CourseNext {
  const { play, spot } = place;
  const field = firstField(play);
  if (field) return stateOnly(showPlay(state, play, { ...spot, field }));
  const asked = askedIn(play);
  return makeMove(state, place, asked && kindOf(asked).enter.press?.(asked, spot.index), room);
}

/** Handles a key that only some kinds of questions use. */
export function takeKey(
  state: CourseState,
  place: InLesson,
  action: 'option' | 'category' | 'take-back',
  key: string,
  room: ScreenRoom,
): CourseNext {
  const asked = askedIn(place.play);
  return makeMove(state, place, asked && kindOf(asked).keys[action]?.(asked, place.spot.index, key), room);
}

/** Carries out the move that a kind of question returned. `null` and `undefined` do nothing. */
function makeMove(state: CourseState, place: InLesson, move: Move | null | undefined, room: ScreenRoom): CourseNext {
  const { play, spot } = place;
  if (!move) return stateOnly(state);
  switch (move.do) {
    case 'say':
      return stateOnly({ ...state, notice: move.notice });
    case 'point':
      return stateOnly(spot.phase === 'task' ? showPlay(state, play, { ...spot, index: move.index }) : state);
    case 'give':
      return stateOnly(may(play, 'answer') ? giveAnswer(state, place, move, room) : state);
    case 'hand-in':
      return stateOnly(handIn(state, give(play, move.given), spot, room));
    case 'send':
      return sendShot(state, play, move.shots[0]);
    case 'grade': {
      const errand: Errand = { kind: 'grading' };
      const { command } = move;
      return state.busy
        ? stateOnly(state)
        : { state: { ...state, busy: errand }, effect: { kind: 'grade', errand, command } };
    }
  }
}

/** Sends a shot, unless an errand is already under way. */
export function sendShot(state: CourseState, play: Play, shot: Shot): CourseNext {
  if (state.busy) return stateOnly(state);
  const errand: Errand = { kind: 'sending' };
  return { state: { ...state, busy: errand }, effect: { kind: 'send', errand, lesson: play.lesson, shot } };
}

function giveAnswer(
  state: CourseState,
  { play, spot }: InLesson,
  { given, index = spot.index, notice = null, scroll }: Extract<Move, { readonly do: 'give' }>,
  room: ScreenRoom,
): CourseState {
  const next = give(play, given);
  const moved: Spot = { ...spot, index, field: fieldIn(next) };
  return showPlay({ ...state, notice }, next, scroll === 'to-end' ? scrollToEnd(next, moved, room) : moved);
}

function handIn(state: CourseState, play: Play, spot: Spot, room: ScreenRoom): CourseState {
  const next = advance(play, { kind: 'hand-in' });
  // The test gives no feedback until it ends.
  if (next.lesson.kind === 'test' && lockOf(next) === null)
    return playEvent(state, { kind: 'lesson', play: next, spot }, { kind: 'go', to: 'next' }, room);
  const asked = askedIn(next);
  if (asked && kindOf(asked).field?.reopened) return reopen(state, next, spot, room);
  return showPlay(
    state,
    next,
    scrollToNewest(next, { ...spot, field: may(next, 'answer') ? spot.field : null }, 'reply', room),
  );
}

/** Reopens an answer that did not pass. The problems with the answer stay visible. */
function reopen(state: CourseState, play: Play, spot: Spot, room: ScreenRoom): CourseState {
  const asked = askedIn(play);
  const again = asked?.given && asked.judgement && kindOf(asked).field?.reopened?.(asked.given, asked.judgement);
  if (!again || !may(play, 'answer')) return showPlay(state, play, scrollToEnd(play, { ...spot, field: null }, room));
  const next = { ...give(play, again.given), judgements: play.judgements };
  return showPlay({ ...state, notice: again.notice }, next, scrollToEnd(next, { ...spot, field: fieldIn(next) }, room));
}

export function afterKeyInField(
  state: CourseState,
  place: InLesson,
  { key, action }: Pressed,
  room: ScreenRoom,
): CourseNext {
  const { play, spot } = place;
  const asked = askedIn(play);
  if (!spot.field || !asked) return stateOnly(state);
  const { field, keys } = kindOf(asked);
  if (!field) return stateOnly(state);
  if (action === 'close') return stateOnly(showPlay(state, play, { ...spot, field: null }));
  if (key === 'pagedown' || key === 'pageup') {
    const page = pageOf(play, spot, room) - 1;
    return stateOnly(showPlay(state, play, scrollBy(play, spot, key === 'pagedown' ? page : -page, room)));
  }
  if (action === 'choose') {
    return isUntouched(asked, spot.field)
      ? stateOnly({ ...state, notice: 'Type your answer first; esc leaves the field.' })
      : makeMove(state, place, field.ended(asked, [spot.field.text]), room);
  }
  if (key === 'backspace' && spot.field.text === '' && keys['take-back'])
    return takeKey(state, place, 'take-back', key, room);
  return stateOnly(typeAnswer(state, place, fieldAfterKey(spot.field, key)));
}

/** Returns whether nothing has been typed yet. After that, an empty line can be an answer. */
function isUntouched(asked: Asked, { text }: TextField): boolean {
  if (text !== '') return false;
  const shown = asked.given === null ? null : (kindOf(asked).shown?.(asked, asked.given) ?? null);
  return shown === null || (shown.kind === 'lines' && shown.lines.length === 0);
}

/** Uses the typed text as the answer, and immediately shows any problem with the text. */
function typeAnswer(state: CourseState, { play, spot }: InLesson, field: TextField): CourseState {
  const asked = askedIn(play);
  const reader = asked && kindOf(asked).field;
  if (!reader) return state;
  const next = give(play, reader.typed(asked.given, field.text));
  const fault = reader.fault?.({ ...asked, given: askedIn(next)?.given ?? null }) ?? null;
  return showPlay({ ...state, notice: fault }, next, { ...spot, field });
}

/**
 * Makes the current answer editable by putting the cursor on the option or by opening the last line, like the Backspace
 * key.
 */
export function writeIn(play: Play, spot: Spot): { readonly play: Play; readonly spot: Spot } {
  const asked = askedIn(play);
  if (!asked?.given) return { play, spot };
  const { field, keys, cursor } = kindOf(asked);
  if (!field) return { play, spot: { ...spot, index: cursor?.(asked) ?? spot.index } };
  const back = keys['take-back']?.(asked, spot.index, 'backspace');
  if (back === null) return { play, spot };
  const opened = back?.do === 'give' ? give(play, back.given) : play;
  return { play: opened, spot: { ...spot, field: fieldIn(opened) } };
}

/** Shows the response to a shot at the end of the text. */
export function takeOutcome(
  state: CourseState,
  shot: string,
  outcome: ShotOutcome | Problem,
  room: ScreenRoom,
): CourseState {
  if (state.place.kind !== 'lesson') return state;
  if (isProblem(outcome)) return { ...state, notice: `${outcome.says} ${outcome.fix}` };
  const { play, spot } = state.place;
  const next = advance(play, { kind: 'answered', shot, outcome });
  // A response is read from its beginning, even if the learner has scrolled through a text.
  return showPlay(state, next, scrollToNewest(next, { ...spot, phase: 'task' }, 'reply', room));
}

/** Passes the grade of a program to the step that asked for it. */
export function takeGrade(state: CourseState, result: Graded, room: ScreenRoom): CourseState {
  if (state.place.kind !== 'lesson') return state;
  const { play, spot } = state.place;
  const asked = askedIn(play);
  const given = asked && kindOf(asked).graded?.(result);
  return given ? handIn(state, give(play, given), spot, room) : state;
}

/** Handles a paste. The pasted text goes into the open field or, if no field is open, becomes the whole answer. */
export function pasteInLesson(state: CourseState, place: InLesson, text: string, room: ScreenRoom): CourseNext {
  const { play, spot } = place;
  const asked = askedIn(play);
  if (!asked) return stateOnly(state);
  const { field, pasted } = kindOf(asked);
  if (!spot.field || !field)
    return stateOnly(pasted && may(play, 'answer') ? handIn(state, give(play, pasted(text)), spot, room) : state);
  const [first = '', ...rest] = linesOfPaste(text);
  if (rest.length === 0 || field.paste === 'one-line')
    return stateOnly(typeAnswer(state, place, withText(spot.field, text)));
  return makeMove(state, place, field.ended(asked, [withText(spot.field, first).text, ...rest]), room);
}

/** Splits a paste into lines. A line ending at the very end does not begin another line. */
function linesOfPaste(text: string): readonly string[] {
  const lines = text.split(/\r\n?|\n/);
  return lines.length > 1 && lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

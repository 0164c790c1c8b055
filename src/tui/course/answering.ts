/** Answers a question on the screen: does what its kind says that a key, a paste or news from outside comes to. */
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { Shot } from '../../lessons/format-parts.ts';
import type { Graded } from '../../lessons/kinds/kind.ts';
import { kindOf, type Move } from '../../lessons/kinds/table.ts';
import { askedIn, lockOf, may, type Play } from '../../lessons/playing/play.ts';
import { advance } from '../../lessons/playing/advance.ts';
import type { ShotOutcome } from '../../lessons/prepared.ts';
import type { ScreenRoom } from '../session-description.ts';
import { fieldAfterKey, type TextField, withText } from '../state/fields/text-field.ts';
import type { CourseState, Errand, Spot } from './course-state.ts';
import { type CourseNext, only } from './opening-lessons.ts';
import {
  after,
  at,
  atEnd,
  atNewest,
  fieldIn,
  firstField,
  give,
  type InLesson,
  type Pressed,
  pageOf,
  scrolledBy,
} from './spot.ts';

/** Enter: the field is opened, or what the cursor is on is taken. */
export function entered(state: CourseState, place: InLesson, room: ScreenRoom): CourseNext {
  const { play, spot } = place;
  const field = firstField(play);
  if (field) return only(at(state, play, { ...spot, field }));
  const asked = askedIn(play);
  return done(state, place, asked && kindOf(asked).enter.press?.(asked, spot.index), room);
}

/** A key that some kinds of questions take; for all others it does nothing. */
export function keyTaken(
  state: CourseState,
  place: InLesson,
  action: 'option' | 'category' | 'take-back',
  key: string,
  room: ScreenRoom,
): CourseNext {
  const asked = askedIn(place.play);
  return done(state, place, asked && kindOf(asked).keys[action]?.(asked, place.spot.index, key), room);
}

/** Does what a kind of question asks for; `null` and `undefined` where a key does nothing. */
export function done(state: CourseState, place: InLesson, move: Move | null | undefined, room: ScreenRoom): CourseNext {
  const { play, spot } = place;
  if (!move) return only(state);
  switch (move.do) {
    case 'point':
      return only(spot.phase === 'task' ? at(state, play, { ...spot, index: move.index }) : state);
    case 'give':
      return only(may(play, 'answer') ? given(state, place, move, room) : state);
    case 'hand-in':
      return only(handedIn(state, give(play, move.given), spot, room));
    case 'send':
      return sending(state, play, move.shots[0]);
    case 'grade': {
      const errand: Errand = { kind: 'grading' };
      const { command } = move;
      return state.busy
        ? only(state)
        : { state: { ...state, busy: errand }, effect: { kind: 'grade', errand, command } };
    }
  }
}

/** Sends a shot, where nothing else is waited for. */
export function sending(state: CourseState, play: Play, shot: Shot): CourseNext {
  if (state.busy) return only(state);
  const errand: Errand = { kind: 'sending' };
  return { state: { ...state, busy: errand }, effect: { kind: 'send', errand, lesson: play.lesson, shot } };
}

function given(
  state: CourseState,
  { play, spot }: InLesson,
  { given, index = spot.index, notice = null, scroll }: Extract<Move, { readonly do: 'give' }>,
  room: ScreenRoom,
): CourseState {
  const next = give(play, given);
  const moved: Spot = { ...spot, index, field: fieldIn(next) };
  return at({ ...state, notice }, next, scroll === 'to-end' ? atEnd(next, moved, room) : moved);
}

/** What is given is handed in, and what is said of it comes into sight. */
export function handedIn(state: CourseState, play: Play, spot: Spot, room: ScreenRoom): CourseState {
  const next = advance(play, { kind: 'hand-in' });
  // The test says nothing before its end.
  if (next.lesson.kind === 'test' && lockOf(next) === null)
    return after(state, { kind: 'lesson', play: next, spot }, { kind: 'go', to: 'next' }, room);
  const asked = askedIn(next);
  if (asked && kindOf(asked).field?.reopened) return reopened(state, next, spot, room);
  return at(state, next, atNewest(next, { ...spot, field: may(next, 'answer') ? spot.field : null }, 'reply', room));
}

/** What did not pass is open again, and what is wrong stays said. */
function reopened(state: CourseState, play: Play, spot: Spot, room: ScreenRoom): CourseState {
  const asked = askedIn(play);
  const again = asked?.given && asked.judgement && kindOf(asked).field?.reopened?.(asked.given, asked.judgement);
  if (!again || !may(play, 'answer')) return at(state, play, atEnd(play, { ...spot, field: null }, room));
  const next = { ...give(play, again.given), judgements: play.judgements };
  return at({ ...state, notice: again.notice }, next, atEnd(next, { ...spot, field: fieldIn(next) }, room));
}

/** A key while a field is open. */
export function afterKeyInField(
  state: CourseState,
  place: InLesson,
  { key, action }: Pressed,
  room: ScreenRoom,
): CourseNext {
  const { play, spot } = place;
  const asked = askedIn(play);
  if (!spot.field || !asked) return only(state);
  const { field, keys } = kindOf(asked);
  if (!field) return only(state);
  if (action === 'close') return only(at(state, play, { ...spot, field: null }));
  if (key === 'pagedown' || key === 'pageup') {
    const page = pageOf(play, spot, room) - 1;
    return only(at(state, play, scrolledBy(play, spot, key === 'pagedown' ? page : -page, room)));
  }
  if (action === 'choose') return done(state, place, field.ended(asked, [spot.field.text]), room);
  if (key === 'backspace' && spot.field.text === '' && keys['take-back'])
    return keyTaken(state, place, 'take-back', key, room);
  return only(typed(state, place, fieldAfterKey(spot.field, key)));
}

/** What is wrong with what is typed is said at once. */
export function typed(state: CourseState, { play, spot }: InLesson, field: TextField): CourseState {
  const asked = askedIn(play);
  const reader = asked && kindOf(asked).field;
  if (!reader) return state;
  const next = give(play, reader.typed(asked.given, field.text));
  const fault = reader.fault?.({ ...asked, given: askedIn(next)?.given ?? null }) ?? null;
  return at({ ...state, notice: fault }, next, { ...spot, field });
}

/**
 * The play and the spot once a solution was written in: the cursor is on the option, or the last line is open, as after
 * backspace.
 */
export function writtenIn(play: Play, spot: Spot): { readonly play: Play; readonly spot: Spot } {
  const asked = askedIn(play);
  if (!asked?.given) return { play, spot };
  const { field, keys, cursor } = kindOf(asked);
  if (!field) return { play, spot: { ...spot, index: cursor?.(asked) ?? spot.index } };
  const back = keys['take-back']?.(asked, spot.index, 'backspace');
  if (back === null) return { play, spot };
  const opened = back?.do === 'give' ? give(play, back.given) : play;
  return { play: opened, spot: { ...spot, field: fieldIn(opened) } };
}

/** What came back is shown, at the end of the text. */
export function shotAnswered(
  state: CourseState,
  shot: string,
  outcome: ShotOutcome | Problem,
  room: ScreenRoom,
): CourseState {
  if (state.place.kind !== 'lesson') return state;
  if (isProblem(outcome)) return { ...state, notice: `${outcome.says} ${outcome.fix}` };
  const { play, spot } = state.place;
  const next = advance(play, { kind: 'answered', shot, outcome });
  // An answer is read from its beginning on, where it is behind a text too.
  const shown: Spot = { ...spot, phase: 'task', scroll: 0 };
  return at(state, next, askedIn(next) ? atNewest(next, shown, 'reply', room) : shown);
}

/** What a program was graded, on the step that asked for it. */
export function graded(state: CourseState, result: Graded, room: ScreenRoom): CourseState {
  if (state.place.kind !== 'lesson') return state;
  const { play, spot } = state.place;
  const asked = askedIn(play);
  const given = asked && kindOf(asked).graded?.(result);
  return given ? handedIn(state, give(play, given), spot, room) : state;
}

/** A paste: into the field that is open; where none is, the whole answer. */
export function pastedInLesson(state: CourseState, place: InLesson, text: string, room: ScreenRoom): CourseNext {
  const { play, spot } = place;
  const asked = askedIn(play);
  if (!asked) return only(state);
  const { field, pasted } = kindOf(asked);
  if (!spot.field || !field)
    return only(pasted && may(play, 'answer') ? handedIn(state, give(play, pasted(text)), spot, room) : state);
  const [first = '', ...rest] = linesOfPaste(text);
  if (rest.length === 0 || field.paste === 'one-line') return only(typed(state, place, withText(spot.field, text)));
  return done(state, place, field.ended(asked, [withText(spot.field, first).text, ...rest]), room);
}

/** The line end after the last line is none of its own. */
function linesOfPaste(text: string): readonly string[] {
  const lines = text.split(/\r\n?|\n/);
  return lines.length > 1 && lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

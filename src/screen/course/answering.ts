/**
 * Handles answers to questions on the screen. The kind of question determines what a key, a paste, or a result does.
 */
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { Shot } from '../../lessons/format-parts.ts';
import { type Asked, kindOf, type Move } from '../../lessons/kinds/table.ts';
import { advance } from '../../lessons/playing/advance.ts';
import { askedIn, lockOf, may } from '../../lessons/playing/play.ts';
import type { ShotOutcome } from '../../lessons/prepared.ts';
import type { ScreenRoom } from '../session-description.ts';
import { fieldAfterKey, type TextField, withText } from '../walk/fields/text-field.ts';
import { type Arrival, type AtLesson, type CourseState, isAtLesson, type Pressed } from './course-state.ts';
import {
  fieldIn,
  firstField,
  moved,
  pageOf,
  played,
  scrolledBy,
  scrolledTo,
  scrolledToEnd,
  withAnswer,
  withPlay,
} from './spot.ts';

/** Handles the Enter key: opens the field, or chooses the item under the cursor. */
export function enter(state: AtLesson, room: ScreenRoom): CourseState {
  const { play, spot } = state.place;
  const field = firstField(play);
  if (field) return moved(state, { field });
  const asked = askedIn(play);
  return makeMove(state, asked && kindOf(asked).enter.press?.(asked, spot.index), room);
}

/** Returns what a key does that only some kinds of questions use. */
export const answerKey =
  (action: 'option' | 'category' | 'take-back') =>
  (state: AtLesson, room: ScreenRoom, { key }: Pick<Pressed, 'key'>): CourseState => {
    const { play, spot } = state.place;
    const asked = askedIn(play);
    return makeMove(state, asked && kindOf(asked).keys[action]?.(asked, spot.index, key), room);
  };

/** Carries out the move that a kind of question returned. `null` and `undefined` do nothing. */
function makeMove(state: AtLesson, move: Move | null | undefined, room: ScreenRoom): CourseState {
  const { play, spot } = state.place;
  switch (move?.do) {
    case undefined:
      return state;
    case 'say':
      return { ...state, notice: move.notice };
    case 'point':
      return spot.phase === 'task' ? moved(state, { index: move.index }) : state;
    case 'give': {
      if (!may(play, 'answer')) return state;
      const { given, index = spot.index, notice = null, scroll } = move;
      const next = withAnswer({ ...state, notice }, given);
      const there = moved(next, { index, field: fieldIn(next.place.play) });
      return scroll === 'to-end' ? scrolledToEnd(there, room) : there;
    }
    case 'hand-in':
      return handIn(withAnswer(state, move.given), room);
    case 'send':
      return sendShot(state, move.shots[0]);
    case 'grade':
      return grade(state, move.command);
  }
}

/** Sends a shot, unless an errand is already under way. */
export function sendShot(state: AtLesson, shot: Shot): CourseState {
  const { lesson } = state.place.play;
  if (state.busy) return state;
  return {
    ...state,
    busy: { says: 'Sending…', run: async (course) => takeOutcome(shot.id, await course.send(lesson, shot)) },
  };
}

/** Shows the response to a shot. It is read from its beginning, even if the learner has scrolled through a text. */
const takeOutcome =
  (shot: string, outcome: ShotOutcome | Problem): Arrival =>
  (state, room) => {
    if (isProblem(outcome)) return { ...state, notice: `${outcome.says} ${outcome.fix}` };
    if (!isAtLesson(state)) return state;
    const next = advance(state.place.play, { kind: 'answered', shot, outcome });
    return scrolledTo(withPlay(state, next), 'reply', room);
  };

/** Grades a program, unless an errand is already under way, and hands in the grade. */
function grade(state: AtLesson, command: string): CourseState {
  if (state.busy) return state;
  return {
    ...state,
    busy: {
      says: 'Grading: each answer has up to five seconds; esc stops it…',
      stopped: 'Grading was stopped.',
      run: async (course, signal) => {
        const { passed, says } = await course.grade(command, signal);
        return (now, room) => {
          const asked = isAtLesson(now) ? askedIn(now.place.play) : null;
          const given = asked && kindOf(asked).graded?.({ command, passed, report: says });
          return given && isAtLesson(now) ? handIn(withAnswer(now, given), room) : now;
        };
      },
    },
  };
}

function handIn(state: AtLesson, room: ScreenRoom): AtLesson {
  const next = withPlay(state, advance(state.place.play, { kind: 'hand-in' }));
  const { play } = next.place;
  // The test gives no feedback until it ends.
  if (play.lesson.kind === 'test' && lockOf(play) === null) return played(next, { kind: 'go', to: 'next' }, room);
  const asked = askedIn(play);
  const field = asked && kindOf(asked).field;
  const mayAnswer = may(play, 'answer');
  if (!field?.reopened) return scrolledTo(mayAnswer ? next : moved(next, { field: null }), 'reply', room);
  const again = mayAnswer && asked?.given && asked.judgement && field.reopened(asked.given, asked.judgement);
  if (!again) return scrolledToEnd(moved(next, { field: null }), room);
  const reopened = withAnswer({ ...next, notice: again.notice }, again.given).place.play;
  // The problems with the answer stay visible.
  const judged = withPlay({ ...next, notice: again.notice }, { ...reopened, judgements: play.judgements });
  return scrolledToEnd(moved(judged, { field: fieldIn(reopened) }), room);
}

export function afterKeyInField(state: AtLesson, { key, action }: Pressed, room: ScreenRoom): CourseState {
  const { play, spot } = state.place;
  const asked = askedIn(play);
  if (!spot.field || !asked) return state;
  const { field, keys } = kindOf(asked);
  if (!field) return state;
  if (action === 'close') return moved(state, { field: null });
  if (key === 'pagedown' || key === 'pageup') {
    const page = pageOf(state, room) - 1;
    return scrolledBy(state, key === 'pagedown' ? page : -page, room);
  }
  if (action === 'choose') {
    return isUntouched(asked, spot.field)
      ? { ...state, notice: 'Type your answer first; esc leaves the field.' }
      : makeMove(state, field.ended(asked, [spot.field.text]), room);
  }
  if (key === 'backspace' && spot.field.text === '' && keys['take-back'])
    return answerKey('take-back')(state, room, { key });
  return typeAnswer(state, fieldAfterKey(spot.field, key));
}

/** Returns whether nothing has been typed yet. After that, an empty line can be an answer. */
function isUntouched(asked: Asked, { text }: TextField): boolean {
  if (text !== '') return false;
  const shown = (asked.given && kindOf(asked).shown?.(asked, asked.given)) ?? null;
  return shown === null || (shown.kind === 'lines' && shown.lines.length === 0);
}

/** Uses the typed text as the answer, and immediately shows any problem with the text. */
function typeAnswer(state: AtLesson, field: TextField): CourseState {
  const asked = askedIn(state.place.play);
  const reader = asked && kindOf(asked).field;
  if (!reader) return state;
  const next = moved(withAnswer(state, reader.typed(asked.given, field.text)), { field });
  const given = askedIn(next.place.play)?.given ?? null;
  return { ...next, notice: reader.fault?.({ ...asked, given }) ?? null };
}

/**
 * Makes the current answer editable by putting the cursor on the option or by opening the last line, like the Backspace
 * key.
 */
export function writeIn(state: AtLesson): AtLesson {
  const { play, spot } = state.place;
  const asked = askedIn(play);
  if (!asked?.given) return state;
  const { field, keys, cursor } = kindOf(asked);
  if (!field) return moved(state, { index: cursor?.(asked) ?? spot.index });
  const back = keys['take-back']?.(asked, spot.index, 'backspace');
  if (back === null) return state;
  const opened = back?.do === 'give' ? withAnswer(state, back.given) : state;
  return moved(opened, { field: fieldIn(opened.place.play) });
}

/** Handles a paste. The pasted text goes into the open field or, if no field is open, becomes the whole answer. */
export function pasteInLesson(state: AtLesson, text: string, room: ScreenRoom): CourseState {
  const { play, spot } = state.place;
  const asked = askedIn(play);
  if (!asked) return state;
  const { field, pasted } = kindOf(asked);
  if (!spot.field || !field)
    return pasted && may(play, 'answer') ? handIn(withAnswer(state, pasted(text)), room) : state;
  // A line ending at the very end does not begin another line.
  const [first = '', ...rest] = text.replace(/(?:\r\n?|\n)$/, '').split(/\r\n?|\n/);
  if (rest.length === 0 || field.paste === 'one-line') return typeAnswer(state, withText(spot.field, text));
  return makeMove(state, field.ended(asked, [withText(spot.field, first).text, ...rest]), room);
}

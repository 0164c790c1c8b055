/** What comes into a lesson that is no key: the answer to a shot, a grade, a paste. */
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { Graded } from '../../lessons/kinds/kind.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import { may } from '../../lessons/playing/may.ts';
import { askedIn } from '../../lessons/playing/play.ts';
import { played } from '../../lessons/playing/played.ts';
import type { ShotOutcome } from '../../lessons/prepared.ts';
import { withText } from '../state/fields/text-field.ts';
import { done, handedIn, typed } from './answering.ts';
import type { CourseRoom, CourseState, Spot } from './course-state.ts';
import { at, give, type InLesson } from './in-place.ts';
import { type CourseNext, only } from './opening-lessons.ts';
import { atNewest } from './spot.ts';

/** What came back is shown, at the end of the text. */
export function shotAnswered(
  state: CourseState,
  shot: string,
  outcome: ShotOutcome | Problem,
  room: CourseRoom,
): CourseState {
  if (state.place.kind !== 'lesson') return state;
  if (isProblem(outcome)) return { ...state, notice: `${outcome.says} ${outcome.mend}` };
  const { play, spot } = state.place;
  const next = played(play, { kind: 'answered', shot, outcome });
  // An answer is read from its beginning on, where it is behind a text too.
  const shown: Spot = { ...spot, phase: 'task', scroll: 0 };
  return at(state, next, askedIn(next) ? atNewest(next, shown, 'reply', room) : shown);
}

/** What a program was graded, on the step that asked for it. */
export function graded(state: CourseState, result: Graded, room: CourseRoom): CourseState {
  if (state.place.kind !== 'lesson') return state;
  const { play, spot } = state.place;
  const asked = askedIn(play);
  const given = asked && kindOf(asked).graded?.(result);
  return given ? handedIn(state, give(play, given), spot, room) : state;
}

/** A paste: into the field that is open; where none is, the whole answer. */
export function pastedInLesson(state: CourseState, place: InLesson, text: string, room: CourseRoom): CourseNext {
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

/** What comes into a lesson that is no key: the answer to a shot, a grade, a paste. */
import { octetsFromText } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { may } from '../../lessons/playing/may.ts';
import { askedIn } from '../../lessons/playing/play.ts';
import { played } from '../../lessons/playing/played.ts';
import type { ShotOutcome } from '../../lessons/prepared.ts';
import type { CourseRoom, CourseState, Spot } from './course-state.ts';
import { at, type InLesson } from './in-place.ts';
import { type CourseNext, only } from './opening-lessons.ts';
import { atNewest } from './spot.ts';
import { pastedInField } from './typing.ts';

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
  const isTry = askedIn(next)?.answer.kind === 'try';
  return at(state, next, isTry ? atNewest(next, shown, 'reply', room) : shown);
}

/** What a program was graded, on the step that asked for it. */
export function graded(
  state: CourseState,
  {
    command,
    passed,
    says,
  }: { readonly command: string; readonly passed: 'yes' | 'no'; readonly says: readonly string[] },
  room: CourseRoom,
): CourseState {
  if (state.place.kind !== 'lesson') return state;
  const { play, spot } = state.place;
  const given = played(play, { kind: 'give', given: { kind: 'grade', command, passed, report: says } });
  const next = played(given, { kind: 'hand-in' });
  return at(state, next, atNewest(next, { ...spot, field: !may(next, 'answer') ? null : spot.field }, 'reply', room));
}

/** Into the field that is open; a request where one is asked for. */
export function pastedInLesson(state: CourseState, place: InLesson, text: string, room: CourseRoom): CourseNext {
  if (place.spot.field) return pastedInField(state, place, text, room);
  const { play, spot } = place;
  if (askedIn(play)?.answer.kind !== 'accept' || !may(play, 'answer')) return only(state);
  // A terminal sends each line end of a paste as CR.
  const request = text.replace(/\r\n?|\n/g, '\r\n');
  const given = played(play, { kind: 'give', given: { kind: 'accept', request: octetsFromText(request) } });
  const next = played(given, { kind: 'hand-in' });
  return only(at(state, next, atNewest(next, spot, 'reply', room)));
}

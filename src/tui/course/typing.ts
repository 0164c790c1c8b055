/** Typing an answer: line by line, right or wrong while one types. */
import type { KeyAction } from '../../app/keys/key-binding.ts';
import type { FirstWrong, Given } from '../../lessons/given.ts';
import { judge } from '../../lessons/judging/judge.ts';
import { may } from '../../lessons/playing/may.ts';
import { askedIn, type Play, stepOf } from '../../lessons/playing/play.ts';
import { played } from '../../lessons/playing/played.ts';
import { firstLine } from '../../lessons/values.ts';
import { lineCount } from '../../pages/lessons/lesson-task.ts';
import { fieldAfterKey, fieldOf, type TextField, withText } from '../state/fields/text-field.ts';
import type { CourseRoom, CourseState, Errand, Spot } from './course-state.ts';
import { at, draftIn, give, type InLesson, type Pressed } from './in-place.ts';
import { type CourseNext, only } from './opening-lessons.ts';
import { atEnd, pageOf, scrolledBy } from './spot.ts';

type Typed = Extract<Given, { readonly kind: 'type' }>;

/** The lines around the one that is typed. */
function linesOf(play: Play): Pick<Typed, 'lines' | 'behind'> {
  const draft = draftIn(play);
  return draft?.kind === 'type' ? draft : { lines: [], behind: [] };
}

/** What a key does to what is typed. */
export function afterKeyInField(
  state: CourseState,
  { play, spot }: InLesson,
  { key, action }: Pressed,
  room: CourseRoom,
): CourseNext {
  const { field } = spot;
  if (!field) return only(state);
  if (action === 'close') return only(at(state, play, { ...spot, field: null }));
  if (key === 'pagedown' || key === 'pageup') {
    const page = pageOf(play, spot, room) - 1;
    return only(at(state, play, scrolledBy(play, spot, key === 'pagedown' ? page : -page, room)));
  }
  if (askedIn(play)?.answer.kind === 'grade') return commandTyped(state, { play, spot, field }, key, action);
  if (action === 'choose') return only(lineEnded(state, play, spot, field, room));
  if (key === 'backspace' && field.text === '') return only(lineBefore(state, play, spot));
  return only(typing(state, play, spot, fieldAfterKey(field, key)));
}

function commandTyped(
  state: CourseState,
  { play, spot, field }: { readonly play: Play; readonly spot: Spot; readonly field: TextField },
  key: string,
  action: KeyAction | null,
): CourseNext {
  if (action !== 'choose') return only(typing(state, play, spot, fieldAfterKey(field, key)));
  const command = field.text.trim();
  if (state.busy || command === '') return only(state);
  const errand: Errand = { kind: 'grading' };
  return { state: { ...state, busy: errand }, effect: { kind: 'grade', errand, command } };
}

/** What is wrong with the line is said at once. */
function typing(state: CourseState, play: Play, spot: Spot, field: TextField): CourseState {
  const draft = draftOf(play, field.text);
  const next = give(play, draft);
  return at({ ...state, notice: draft.kind === 'type' ? faultOf(next, draft) : null }, next, { ...spot, field });
}

/** A line of several, or a command line that nobody has run. */
function draftOf(play: Play, text: string): Typed | Extract<Given, { readonly kind: 'grade' }> {
  return askedIn(play)?.answer.kind === 'grade'
    ? { kind: 'grade', command: text, passed: 'no', report: [] }
    : { ...linesOf(play), kind: 'type', typing: text };
}

/** Of the line that is typed; `null` as long as it may become right. */
function faultOf(play: Play, draft: Typed): string | null {
  const question = askedIn(play);
  if (!question || draft.typing === null || draft.typing === '') return null;
  const judgement = judge(play.lesson, question, draft);
  if (judgement.lines.at(-1) !== 'wrong') return null;
  const { firstWrong } = judgement;
  // What belongs there is said of a line that was ended: before, the answer would be typed for the learner.
  return firstWrong?.line === draft.lines.length + 1
    ? `It differs from column ${firstWrong.column} on.`
    : 'It differs.';
}

/** Enter: the next line, or those that stood behind it; the last one hands all of it in. */
function lineEnded(state: CourseState, play: Play, spot: Spot, field: TextField, room: CourseRoom): CourseState {
  return linesGiven(state, play, spot, [field.text], room);
}

/** In the place of the line that is typed. More than were asked for are handed in as they are: what is too much is said. */
function linesGiven(
  state: CourseState,
  play: Play,
  spot: Spot,
  given: readonly string[],
  room: CourseRoom,
): CourseState {
  const question = askedIn(play);
  if (question?.answer.kind !== 'type') return state;
  const around = linesOf(play);
  const lines = [...around.lines, ...given, ...around.behind];
  const ended: Typed = { kind: 'type', lines, typing: null, behind: [] };
  if (lines.length < lineCount(play.lesson, question.answer.expected)) {
    const next = give(play, { ...ended, typing: '' });
    const { firstWrong } = judge(play.lesson, question, ended);
    const notice = firstWrong && whereItDiffers(firstWrong, firstLine(question.answer));
    return at({ ...state, notice }, next, atEnd(next, { ...spot, field: fieldOf('') }, room));
  }
  const next = played(give(play, ended), { kind: 'hand-in' });
  if (!may(next, 'answer')) return at(state, next, atEnd(next, { ...spot, field: null }, room));
  return toMend(state, next, spot, lines, room);
}

const whereItDiffers = ({ line, column }: FirstWrong, first: number): string =>
  `Line ${first + line - 1} differs from column ${column} on. Backspace in an empty line leads back.`;

/** The first line that is wrong is open again; those behind it stay, and what is wrong stays said. */
function toMend(state: CourseState, play: Play, spot: Spot, lines: readonly string[], room: CourseRoom): CourseState {
  const { judgements } = play;
  const wrong = judgements.get(stepOf(play).id)?.firstWrong?.line ?? 1;
  const first = Math.min(wrong, lines.length) - 1;
  const field = fieldOf(lines[first] ?? '');
  const behind = lines.slice(first + 1);
  const opened: Typed = { kind: 'type', lines: lines.slice(0, first), typing: field.text, behind };
  const mending = { ...give(play, opened), judgements };
  const notice = behind.length === 0 ? null : 'The lines behind it are kept.';
  return at({ ...state, notice }, mending, atEnd(mending, { ...spot, field }, room));
}

/** Backspace where nothing is typed: the line before is open again. */
function lineBefore(state: CourseState, play: Play, spot: Spot): CourseState {
  const opened = lastLineOpened(play);
  return opened ? at(state, opened.play, { ...spot, field: opened.field }) : state;
}

/** The last line that was ended, to be typed again; `null` where there is none. */
export function lastLineOpened(play: Play): { readonly play: Play; readonly field: TextField } | null {
  const { lines, behind } = linesOf(play);
  const field = fieldOf(lines.at(-1) ?? '');
  const opened: Typed = { kind: 'type', lines: lines.slice(0, -1), typing: field.text, behind };
  return lines.length === 0 ? null : { play: give(play, opened), field };
}

/** Each line of a paste is one. */
export function pastedInField(
  state: CourseState,
  { play, spot }: InLesson,
  text: string,
  room: CourseRoom,
): CourseNext {
  const { field } = spot;
  if (!field) return only(state);
  const lines = text.split(/\r\n?|\n/);
  // The line end behind the last line is none of its own.
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  if (lines.length === 1 || askedIn(play)?.answer.kind !== 'type')
    return only(typing(state, play, spot, withText(field, text)));
  const [first = '', ...rest] = lines;
  return only(linesGiven(state, play, spot, [withText(field, first).text, ...rest], room));
}

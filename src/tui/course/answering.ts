/** Choosing, sorting, putting in order: what keys do to an answer that is not typed. */
import type { Question } from '../../lessons/format.ts';
import type { Given } from '../../lessons/given.ts';
import { lockOf, may } from '../../lessons/playing/may.ts';
import { askedIn, type Play, stepOf } from '../../lessons/playing/play.ts';
import { played } from '../../lessons/playing/played.ts';
import { lineCount, taskOf } from '../../pages/lessons/lesson-task.ts';
import { fieldOf } from '../state/fields/text-field.ts';
import type { CourseRoom, CourseState, Spot } from './course-state.ts';
import { after, at, draftIn, give, type InLesson, type Pressed } from './in-place.ts';
import { atEnd, atNewest, scrolledBy } from './spot.ts';
import { lastLineOpened } from './typing.ts';

/** Enter on an item: it is taken; what is complete with it is handed in. */
export function takenIn(
  state: CourseState,
  { play, spot }: InLesson,
  { answer }: Question,
  room: CourseRoom,
): CourseState {
  const draft = draftIn(play);
  switch (answer.kind) {
    case 'choose':
      return handedIn(state, give(play, { kind: 'choose', option: spot.index }), spot, room);
    case 'order':
      return ordered(state, play, spot, draft, room);
    // What is missing is said.
    case 'sort':
      return handedIn(state, draft ? play : give(play, unsorted(answer.items.length)), spot, room);
    // A request that was judged is judged already.
    default:
      return draft && !play.judgements.has(stepOf(play).id) ? handedIn(state, play, spot, room) : state;
  }
}

function handedIn(state: CourseState, play: Play, spot: Spot, room: CourseRoom): CourseState {
  const next = played(play, { kind: 'hand-in' });
  const { lesson } = next;
  // The test says nothing before its end.
  if (lesson.kind === 'test' && lockOf(next) === null)
    return after(state, { kind: 'lesson', play: next, spot }, { kind: 'go', to: 'next' }, room);
  return at({ ...state, notice: next.notice }, next, atNewest(next, spot, 'reply', room));
}

function ordered(state: CourseState, play: Play, spot: Spot, draft: Given | null, room: CourseRoom): CourseState {
  const taken = draft?.kind === 'order' ? draft.taken : [];
  if (taken.length === partCount(play)) return handedIn(state, play, spot, room);
  const isTaken = taken.includes(spot.index);
  const next = give(play, { kind: 'order', taken: isTaken ? taken : [...taken, spot.index] });
  const isWhole = !isTaken && taken.length + 1 === partCount(play);
  return isWhole ? handedIn(state, next, spot, room) : at(state, next, atEnd(next, spot, room));
}

/** How many parts belong into the text. */
function partCount(play: Play): number {
  const question = askedIn(play);
  return question?.answer.kind === 'order' ? lineCount(play.lesson, question.answer.expected) : 0;
}

/** The arrows move the cursor where there are items, otherwise the text; digits sort; backspace gives a part back. */
export function movedIn(
  state: CourseState,
  { play, spot }: InLesson,
  { key, action }: Pressed,
  room: CourseRoom,
): CourseState {
  switch (action) {
    case 'line-down':
      return moved(state, play, spot, 1, room);
    case 'line-up':
      return moved(state, play, spot, -1, room);
    case 'first-line':
      return moved(state, play, spot, -Number.MAX_SAFE_INTEGER, room);
    case 'last-line':
      return moved(state, play, spot, Number.MAX_SAFE_INTEGER, room);
    case 'option':
      return toOption(state, play, spot, key);
    case 'category':
      return sorted(state, play, spot, Number(key) - 1);
    case 'take-back':
      return takenBack(state, play, spot, room);
    default:
      return state;
  }
}

function moved(state: CourseState, play: Play, spot: Spot, by: number, room: CourseRoom): CourseState {
  const items = taskOf(play)?.items.length ?? 0;
  if (items === 0 || spot.phase === 'reading') return at(state, play, scrolledBy(play, spot, by, room));
  return at(state, play, { ...spot, index: Math.min(Math.max(spot.index + by, 0), items - 1) });
}

/** The option of this letter, which enter takes. */
function toOption(state: CourseState, play: Play, spot: Spot, letter: string): CourseState {
  const { answer } = askedIn(play) ?? { answer: null };
  const index = letter.charCodeAt(0) - 'a'.charCodeAt(0);
  return answer?.kind === 'choose' && index < answer.options.length && spot.phase === 'task'
    ? at(state, play, { ...spot, index })
    : state;
}

function sorted(state: CourseState, play: Play, spot: Spot, category: number): CourseState {
  const { answer } = askedIn(play) ?? { answer: null };
  if (answer?.kind !== 'sort' || category >= answer.categories.length || !may(play, 'answer')) return state;
  const draft = draftIn(play);
  const before = draft?.kind === 'sort' ? draft.categories : unsorted(answer.items.length).categories;
  const categories = before.map((old, index) => (index === spot.index ? category : old));
  const index = Math.min(spot.index + 1, answer.items.length - 1);
  return at(state, give(play, { kind: 'sort', categories }), { ...spot, index });
}

const unsorted = (items: number): Extract<Given, { readonly kind: 'sort' }> => ({
  kind: 'sort',
  categories: Array.from({ length: items }, () => null),
});

function takenBack(state: CourseState, play: Play, spot: Spot, room: CourseRoom): CourseState {
  const draft = draftIn(play);
  if (!may(play, 'answer')) return state;
  if (draft?.kind === 'order') {
    const next = give(play, { kind: 'order', taken: draft.taken.slice(0, -1) });
    return at(state, next, atEnd(next, spot, room));
  }
  const opened = lastLineOpened(play);
  return opened ? at(state, opened.play, { ...spot, field: opened.field }) : state;
}

/** A solution that is typed stands in the field, its last line open; of one to choose, the cursor stands on it. */
export function doneWithAnswer(play: Play, spot: Spot): { readonly play: Play; readonly spot: Spot } {
  const draft = draftIn(play);
  switch (draft?.kind) {
    case 'choose':
      return { play, spot: { ...spot, index: draft.option } };
    case 'type': {
      const opened = lastLineOpened(play);
      return opened ? { play: opened.play, spot: { ...spot, field: opened.field } } : { play, spot };
    }
    case 'grade':
      return { play, spot: { ...spot, field: fieldOf(draft.command) } };
    default:
      return { play, spot };
  }
}

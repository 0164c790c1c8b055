/** Handles the keys in the list of lessons. */
import { FORGOTTEN, openLesson, openNext, openTest, withoutProgressIn } from '../../app/course/lessons.ts';
import { labelOf } from '../../views/lessons/course-page.ts';
import { moveIndex } from '../move-index.ts';
import type { ScreenRoom } from '../session-description.ts';
import { fieldAfterKey, fieldOf } from '../walk/fields/text-field.ts';
import { type AtList, askToReset, type CourseState, listedLessons, type Pressed } from './course-state.ts';
import { turned } from './spot.ts';

export function afterKeyInList(before: AtList, pressed: Pressed, room: ScreenRoom): CourseState {
  if (before.place.field) return search(before, pressed);
  if (pressed.action === 'to-lesson') return toLesson(before, pressed.key);
  const state: AtList = { ...before, place: { ...before.place, typed: '' } };
  const { place } = state;
  const lessons = listedLessons(state);
  const lesson = lessons[place.index];
  const index = moveIndex(place.index, pressed.action, lessons.length, Math.floor(room.size.height / 2));
  if (index !== place.index) return { ...state, place: { ...place, index } };
  switch (pressed.action) {
    case 'search':
      return { ...state, place: { ...place, field: fieldOf('') } };
    case 'test':
      return turned(state, openTest(state), room);
    case 'next-lesson':
      return turned(state, openNext(state), room);
    case 'do':
    case 'challenge': {
      const form = pressed.action === 'do' ? 'guided' : 'challenge';
      return lesson ? turned(state, openLesson(lesson, form), room) : state;
    }
    case 'reset':
      if (!pressed.isConfirmed) return askToReset(state);
      return lesson ? { ...state, progress: withoutProgressIn(state.progress, lesson), notice: FORGOTTEN } : state;
    default:
      return state;
  }
}

/**
 * Goes to the lesson whose label is what was typed, or begins with it, such as `14` or `f3`. Where there is none, the key
 * begins another label.
 */
function toLesson(state: AtList, key: string): AtList {
  const { place } = state;
  const labels = listedLessons(state).map((lesson) => labelOf(lesson).toLowerCase());
  const indexOf = (typed: string) => {
    const exact = labels.indexOf(typed);
    return exact < 0 ? labels.findIndex((label) => label.startsWith(typed)) : exact;
  };
  const found = [place.typed + key, key].find((typed) => indexOf(typed) >= 0);
  return found === undefined ? state : { ...state, place: { ...place, index: indexOf(found), typed: found } };
}

function search(state: AtList, { key, action }: Pressed): CourseState {
  const { place } = state;
  if (!place.field) return state;
  if (action === 'close') return { ...state, place: { ...place, field: null, searched: '', index: 0 } };
  if (action === 'choose') return { ...state, place: { ...place, field: null, searched: place.field.text } };
  return { ...state, place: { ...place, index: 0, field: fieldAfterKey(place.field, key) } };
}

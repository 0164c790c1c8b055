/** Keys in the list of lessons. */
import { nextLesson } from '../../lessons/course/course.ts';
import { withoutLesson } from '../../lessons/course/progress.ts';
import { fieldAfterKey, fieldOf, withText } from '../state/fields/text-field.ts';
import { type CourseRoom, type CourseState, listed, type Place } from './course-state.ts';
import { type CourseNext, only, opening, openingTest } from './opening-lessons.ts';
import type { Pressed } from './spot.ts';

type List = Extract<Place, { readonly kind: 'list' }>;

/** Moving, searching, opening. */
export function afterKeyInList(state: CourseState, list: List, pressed: Pressed, room: CourseRoom): CourseNext {
  if (list.field) return only(searching(state, list, pressed));
  const lessons = listed(state);
  const lesson = lessons[list.index];
  const at = (index: number) =>
    only({ ...state, place: { ...list, index: Math.min(Math.max(index, 0), Math.max(lessons.length - 1, 0)) } });
  switch (pressed.action) {
    case 'line-down':
      return at(list.index + 1);
    case 'line-up':
      return at(list.index - 1);
    case 'page-down':
      return at(list.index + Math.floor(room.size.height / 2));
    case 'page-up':
      return at(list.index - Math.floor(room.size.height / 2));
    case 'first-line':
      return at(0);
    case 'last-line':
      return at(lessons.length - 1);
    case 'search':
      return only({ ...state, place: { ...list, field: fieldOf('') } });
    case 'test':
      return openingTest(state);
    case 'next-lesson': {
      const next = nextLesson(state.lessons, state.progress.records, null);
      return next ? opening(state, { lesson: next, form: 'guided' }) : only({ ...state, notice: ALL_DONE });
    }
    case 'do':
    case 'challenge':
      return lesson ? opening(state, { lesson, form: pressed.action === 'do' ? 'guided' : 'challenge' }) : only(state);
    case 'reset':
      if (!pressed.isAgain) return only({ ...state, notice: { asks: 'reset' } });
      return only(
        lesson
          ? {
              ...state,
              progress: withoutLesson(state.progress, lesson.name),
              notice: FORGOTTEN,
            }
          : state,
      );
    default:
      return only(state);
  }
}

export const FORGOTTEN = 'What was done in this lesson is forgotten.';
export const ALL_DONE = 'Every lesson is done.';

function searching(state: CourseState, list: List, { key, action }: Pressed): CourseState {
  const { field } = list;
  if (!field) return state;
  if (action === 'close') return { ...state, place: { ...list, field: null, searched: '', index: 0 } };
  if (action === 'choose') return { ...state, place: { ...list, field: null, searched: field.text } };
  return { ...state, place: { ...list, index: 0, field: fieldAfterKey(field, key) } };
}

/** Into what is searched; elsewhere a paste is nothing. */
export function pastedInList(state: CourseState, list: List, text: string): CourseState {
  return list.field ? { ...state, place: { ...list, field: withText(list.field, text) } } : state;
}

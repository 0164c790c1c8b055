import { nextLesson } from '../../lessons/course/course.ts';
import { withoutLesson } from '../../lessons/course/progress.ts';
import { moveIndex } from '../move-index.ts';
import type { ScreenRoom } from '../session-description.ts';
import { fieldAfterKey, fieldOf, withText } from '../walk/fields/text-field.ts';
import { type CourseState, listedLessons, type Place } from './course-state.ts';
import { type CourseNext, openLesson, openTest, stateOnly } from './opening-lessons.ts';
import type { Pressed } from './spot.ts';

type List = Extract<Place, { readonly kind: 'list' }>;

export function afterKeyInList(state: CourseState, list: List, pressed: Pressed, room: ScreenRoom): CourseNext {
  if (list.field) return stateOnly(search(state, list, pressed));
  const lessons = listedLessons(state);
  const lesson = lessons[list.index];
  const index = moveIndex(list.index, pressed.action, lessons.length, Math.floor(room.size.height / 2));
  if (index !== list.index) return stateOnly({ ...state, place: { ...list, index } });
  switch (pressed.action) {
    case 'search':
      return stateOnly({ ...state, place: { ...list, field: fieldOf('') } });
    case 'test':
      return openTest(state);
    case 'next-lesson': {
      const next = nextLesson(state.lessons, state.progress.records, null);
      return next ? openLesson(state, { lesson: next, form: 'guided' }) : stateOnly({ ...state, notice: ALL_DONE });
    }
    case 'do':
    case 'challenge':
      return lesson
        ? openLesson(state, { lesson, form: pressed.action === 'do' ? 'guided' : 'challenge' })
        : stateOnly(state);
    case 'reset':
      if (!pressed.isConfirmed) return stateOnly(askToReset(state));
      return stateOnly(
        lesson ? { ...state, progress: withoutLesson(state.progress, lesson.name), notice: FORGOTTEN } : state,
      );
    default:
      return stateOnly(state);
  }
}

/** Asks the user to press the key again before the progress of a lesson is deleted. */
export const askToReset = (state: CourseState): CourseState => ({
  ...state,
  notice: 'Press R again to forget your progress in this lesson.',
  toConfirm: 'reset',
});
export const FORGOTTEN = 'Your progress in this lesson is forgotten.';
export const ALL_DONE = 'Every lesson is done.';

function search(state: CourseState, list: List, { key, action }: Pressed): CourseState {
  const { field } = list;
  if (!field) return state;
  if (action === 'close') return { ...state, place: { ...list, field: null, searched: '', index: 0 } };
  if (action === 'choose') return { ...state, place: { ...list, field: null, searched: field.text } };
  return { ...state, place: { ...list, index: 0, field: fieldAfterKey(field, key) } };
}

/** Puts a paste into the search field. If the field is not open, does nothing. */
export function pasteInList(state: CourseState, list: List, text: string): CourseState {
  return list.field ? { ...state, place: { ...list, field: withText(list.field, text) } } : state;
}

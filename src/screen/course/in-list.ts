/** Handles the keys in the list of lessons, and opens lessons after signing their requests. */
import { nextToLearn, testLesson } from '../../lessons/course/course.ts';
import { withoutLesson } from '../../lessons/course/progress.ts';
import { type Lesson, lessonLabel } from '../../lessons/lesson.ts';
import { beginPlay } from '../../lessons/playing/play.ts';
import { type LessonForm, recordsOf } from '../../lessons/playing/records.ts';
import { moveIndex } from '../move-index.ts';
import type { ScreenRoom } from '../session-description.ts';
import { fieldAfterKey, fieldOf } from '../walk/fields/text-field.ts';
import { type AtList, type CourseState, listedLessons, type Pressed } from './course-state.ts';
import { atBeginning } from './spot.ts';

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
      return openLesson(state, testLesson(state.lessons));
    case 'next-lesson': {
      const next = nextToLearn(state.lessons, state.progress);
      return next ? openLesson(state, next) : { ...state, notice: ALL_DONE };
    }
    case 'do':
    case 'challenge':
      return lesson ? openLesson(state, lesson, pressed.action === 'do' ? 'guided' : 'challenge') : state;
    case 'reset':
      if (!pressed.isConfirmed) return askToReset(state);
      return lesson ? { ...state, progress: withoutLesson(state.progress, lesson.name), notice: FORGOTTEN } : state;
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
  const labels = listedLessons(state).map(lessonLabel);
  const indexOf = (typed: string) => {
    const exact = labels.indexOf(typed);
    return exact < 0 ? labels.findIndex((label) => label.startsWith(typed)) : exact;
  };
  const found = [place.typed + key, key].find((typed) => indexOf(typed) >= 0);
  return found === undefined ? state : { ...state, place: { ...place, index: indexOf(found), typed: found } };
}

/**
 * Opens a lesson at the point where the learner left it or, for an audience, at its beginning. Its requests are signed
 * first.
 */
export const openLesson = (state: CourseState, lesson: Lesson, form: LessonForm = 'guided'): CourseState => ({
  ...state,
  busy: {
    says: 'Signing the requests of this lesson…',
    run: async (course) => {
      const prepared = await course.prepare(lesson);
      return (now, room) => {
        const from = room.layout === 'projector' ? 'first' : 'open';
        const play = beginPlay(prepared, form, recordsOf(now.progress.records, prepared), from);
        const spot = { index: 0, scroll: 0, phase: 'task', field: null } as const;
        return atBeginning({ ...now, place: { kind: 'lesson', play, spot }, help: null }, room);
      };
    },
  },
});

/** Asks the user to press the key again before the progress of a lesson is deleted. */
export const askToReset = (state: CourseState): CourseState => ({
  ...state,
  notice: 'Press R again to forget your progress in this lesson.',
  toConfirm: 'reset',
});
export const FORGOTTEN = 'Your progress in this lesson is forgotten.';
export const ALL_DONE = 'Every lesson is done.';

function search(state: AtList, { key, action }: Pressed): CourseState {
  const { place } = state;
  if (!place.field) return state;
  if (action === 'close') return { ...state, place: { ...place, field: null, searched: '', index: 0 } };
  if (action === 'choose') return { ...state, place: { ...place, field: null, searched: place.field.text } };
  return { ...state, place: { ...place, index: 0, field: fieldAfterKey(place.field, key) } };
}

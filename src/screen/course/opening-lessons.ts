/** Defines the effects of the course and opens lessons after signing their requests. */
import type { KeyMode } from '../../app/keys/key-binding.ts';
import { testLesson } from '../../lessons/course/course.ts';
import type { Shot } from '../../lessons/format-parts.ts';
import type { Lesson, PreparedLesson } from '../../lessons/lesson.ts';
import { beginPlay } from '../../lessons/playing/play.ts';
import type { LessonForm } from '../../lessons/playing/records.ts';
import { recordsOf } from '../../lessons/playing/records.ts';
import type { PreparedRequest } from '../../lessons/prepared.ts';
import type { ScreenRoom } from '../session-description.ts';
import type { CourseState, Errand, Opening } from './course-state.ts';
import { spotAt } from './spot.ts';

/** Effects that take time, and whose results arrive as events. */
export type CourseErrand = { readonly errand: Errand } & (
  | { readonly kind: 'prepare'; readonly lesson: Lesson; readonly form: LessonForm }
  | { readonly kind: 'send'; readonly lesson: PreparedLesson; readonly shot: Shot }
  | { readonly kind: 'grade'; readonly command: string }
);

export type CourseEffect =
  | CourseErrand
  | {
      readonly kind: 'walk';
      readonly lesson: PreparedLesson;
      readonly request: PreparedRequest;
      readonly stage: string;
    }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'suspend' };

export interface CourseNext {
  readonly state: CourseState;
  readonly effect: CourseEffect | null;
}

export const stateOnly = (state: CourseState): CourseNext => ({ state, effect: null });

/** Opens a prepared lesson at the point where the learner left it or, for an audience, at its beginning. */
export function showLesson(
  state: CourseState,
  lesson: PreparedLesson,
  form: LessonForm,
  room: ScreenRoom,
): CourseState {
  const from = room.layout === 'projector' ? 'first' : 'open';
  const play = beginPlay(lesson, form, recordsOf(state.progress.records, lesson), from);
  return { ...state, place: { kind: 'lesson', play, spot: spotAt(play, room) }, help: null };
}

/** Starts opening a lesson, whose requests must be signed first. */
export function openLesson(state: CourseState, { lesson, form }: Opening): CourseNext {
  const errand: Errand = { kind: 'preparing' };
  return { state: { ...state, busy: errand }, effect: { kind: 'prepare', errand, lesson, form } };
}

export const openTest = (state: CourseState): CourseNext =>
  openLesson(state, { lesson: testLesson(state.lessons), form: 'guided' });

/** Lists the modes whose keys the help explains, beginning with the current one. */
export function courseModes({ place }: CourseState): readonly KeyMode[] {
  return place.kind === 'list' ? ['course', 'lesson', 'field'] : ['lesson', 'field', 'course'];
}

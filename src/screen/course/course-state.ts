/** Defines the state of the course on the screen: the list of lessons, or a lesson that is being played. */

import type { ShownCourse } from '../../app/course/shown-course.ts';
import type { KeyMode } from '../../app/keys/key-binding.ts';
import { nextLesson } from '../../lessons/course/course.ts';
import type { Progress } from '../../lessons/course/progress.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import type { Play } from '../../lessons/playing/play.ts';
import type { LessonForm } from '../../lessons/playing/records.ts';
import { lessonsFound } from '../../views/lessons/course-page.ts';
import type { CoveredByHelp } from '../help.ts';
import type { TextField } from '../walk/fields/text-field.ts';

/** The learner's place on the screen of a step. The play itself is kept separately. */
export interface Spot {
  readonly index: number;
  readonly scroll: number;
  readonly phase: 'reading' | 'task';
  /** The open field; `null` if no field is open. */
  readonly field: TextField | null;
}

export type Place =
  | { readonly kind: 'list'; readonly index: number; readonly searched: string; readonly field: TextField | null }
  | { readonly kind: 'lesson'; readonly play: Play; readonly spot: Spot };

/** A task that is under way. The identity of this object connects the task with its result. */
export interface Errand {
  readonly kind: 'preparing' | 'sending' | 'grading';
}

export interface CourseState extends CoveredByHelp {
  readonly lessons: ShownCourse['lessons'];
  readonly progress: Progress;
  readonly place: Place;
  /** The errand under way, if any. Leaving the place cancels the errand. */
  readonly busy: Errand | null;
  /** The action that pressing the same key again confirms; `null` if there is no such action. */
  readonly toConfirm: 'reset' | null;
  readonly exitCode: number | null;
}

export type Opening = { readonly lesson: Lesson; readonly form: LessonForm };

/** Shows the list, with the cursor on the lesson to continue with. */
export function firstCourseState({ lessons, progress }: Pick<ShownCourse, 'lessons' | 'progress'>): CourseState {
  return {
    lessons,
    progress,
    place: listAt(lessons, nextLesson(lessons, progress.records, null)),
    help: null,
    busy: null,
    notice: null,
    toConfirm: null,
    exitCode: null,
  };
}

export function listAt(lessons: readonly Lesson[], on: Lesson | null): Place {
  const index = lessonsFound(lessons, '').findIndex(({ name }) => name === on?.name);
  return { kind: 'list', index: Math.max(index, 0), searched: '', field: null };
}

export function listedLessons({ lessons, place }: CourseState): readonly Lesson[] {
  return lessonsFound(lessons, place.kind === 'list' ? (place.field?.text ?? place.searched) : '');
}

export function courseKeyMode({ place, help }: CourseState): KeyMode {
  if (help !== null) return 'list';
  if (place.kind === 'list') return place.field ? 'field' : 'course';
  return place.spot.field ? 'field' : 'lesson';
}

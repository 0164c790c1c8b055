/** Where somebody goes on who comes back. */

import type { Lesson } from '../lesson.ts';
import { lessonStanding, recordsOf } from '../playing/records.ts';
import { nextLesson } from './course.ts';
import type { Progress } from './progress.ts';

/** The lesson that was played last; `null` before the first one, and for the test at the door. */
function lastLesson(lessons: readonly Lesson[], { last }: Progress): Lesson | null {
  return lessons.find(({ name }) => name === last) ?? null;
}

/** The lesson that was played last, where it is not done; else the next one; `null` where all is done. */
export function lessonToGoOnWith(lessons: readonly Lesson[], progress: Progress): Lesson | null {
  const last = lastLesson(lessons, progress);
  const isDone = last && lessonStanding(last, recordsOf(progress.records, last)) === 'done';
  return last && !isDone ? last : nextLesson(lessons, progress.records, last);
}

/** The one behind the lesson that was played last, whether that is done or not. */
export function nextToLearn(lessons: readonly Lesson[], progress: Progress): Lesson | null {
  return nextLesson(lessons, progress.records, lastLesson(lessons, progress));
}

/** A course that somebody learns from, and how it was asked for. */

import { ANSWER_IS_NO, DONE, problemText } from '../../app/options/command.ts';
import type { OptionValues } from '../../app/options/option-values.ts';
import type { ScreenChoice } from '../../app/options/screen-options.ts';
import type { World } from '../../app/world/world.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { findLesson, lessonToGoOnWith, TEST, testLesson } from '../../lessons/course/course.ts';
import { withLesson } from '../../lessons/course/progress.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import type { LessonRecords } from '../../lessons/playing/records.ts';
import type { Course } from './course.ts';

export interface Learning {
  readonly world: World;
  readonly options: OptionValues;
  readonly screen: ScreenChoice;
  readonly course: Course;
}

/** The lesson that a word says; without one the one that was played last, or else the first that is open. */
export function lessonMeant(
  { lessons, progress }: Pick<Course, 'lessons' | 'progress'>,
  word: string | null,
): Lesson | Problem {
  if (word === 'test' || word === TEST) return testLesson(lessons);
  if (word !== null) return findLesson(lessons, word);
  return lessonToGoOnWith(lessons, progress) ?? allDone();
}

/** For who asks for a lesson to go on with. */
export const allDone = (): Problem =>
  problem('all-done', 'All lessons are done.', 'Name one to play it again: sigv4 learn NAME.');

/** Resolves with an exit code: where it cannot be kept, that is said, and nothing else is the worse for it. */
export async function keepRecords(
  { world, course }: Learning,
  { name }: Lesson,
  records: LessonRecords,
): Promise<number> {
  const problem = await course.keep(withLesson(course.progress, name, records));
  if (problem) world.errors(problemText(problem));
  return problem === null && course.place === 'found' ? DONE : ANSWER_IS_NO;
}

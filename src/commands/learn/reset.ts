/** `sigv4 learn reset NAME`: a lesson as if nobody had played it. Asks nothing, and says what it forgot. */

import { ANSWER_IS_NO, complain, DONE, problemText } from '../../app/options/command.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { TEST, testLesson } from '../../lessons/course/course.ts';
import { type Progress, withoutLesson } from '../../lessons/course/progress.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { standingInWords } from '../../pages/lessons/course-page.ts';
import { type Learning, lessonMeant } from './learning.ts';

const ALL = 'all';

/** `word`: a lesson, or `all`. Without one nothing is forgotten: nobody gets it back. */
export async function resetLessons({ world, course }: Learning, word: string | null): Promise<number> {
  const { lessons, progress } = course;
  if (word === null) return complain(world, noName(progress.last));
  const meant = word === ALL ? [...lessons, testLesson(lessons)] : lessonMeant(course, word);
  if (isProblem(meant)) return complain(world, meant);
  const forgotten = [meant].flat().filter(({ name }) => progress.records.has(name));
  if (forgotten.length === 0) {
    world.output('There was nothing to forget.\n');
    return DONE;
  }
  const kept = await course.keep(
    forgotten.reduce((before: Progress, { name }) => withoutLesson(before, name), progress),
  );
  if (kept) {
    world.errors(problemText(kept));
    return ANSWER_IS_NO;
  }
  world.output(forgotten.map((lesson) => `Forgot ${whatOf(lesson, progress)}.\n`).join(''));
  return DONE;
}

/** `ten-lines, which was begun, 4 of 9`. */
function whatOf(lesson: Lesson, { records }: Progress): string {
  if (lesson.name === TEST) return 'the answers to the test';
  return `${lesson.name}, which was ${standingInWords(lesson, records)}`;
}

/** `last`: the lesson that was played last, as an example. */
function noName(last: string | null): Problem {
  return problem(
    'no-lesson',
    'No lesson is named that is to be forgotten.',
    `Name one: sigv4 learn reset ${last ?? 'NAME'}; or all of them: sigv4 learn reset all.`,
  );
}

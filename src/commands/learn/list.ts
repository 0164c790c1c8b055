/** `sigv4 learn list`: the course as text, also to look something up. */

import { ANSWER_IS_NO, DONE, problemText } from '../../app/options/command.ts';
import { problem } from '../../bytes/problem.ts';
import { lessonToGoOnWith } from '../../lessons/course/course.ts';
import { wordSaid } from '../../lessons/kinds/reading.ts';
import { courseList, foundLessons, lessonsFound } from '../../pages/lessons/course-page.ts';
import { plainBlocks } from '../../render/plain.ts';
import type { Learning } from './learning.ts';

/** All lessons, or those in which all of the words stand. */
export function listCourse({ world, course }: Learning, words: readonly string[]): number {
  const { lessons, progress } = course;
  if (words.length === 0) {
    const blocks = courseList(lessons, progress.records, lessonToGoOnWith(lessons, progress));
    world.output(plainBlocks(blocks, world.outputWidth));
    return DONE;
  }
  const found = lessonsFound(lessons, words.join(' '));
  if (found.length === 0) {
    const says = `No lesson speaks of ${words.map((word) => wordSaid(word, 'something else')).join(' and ')}.`;
    world.errors(problemText(problem('no-lesson', says, 'Take other words, or list all: sigv4 learn list.')));
    return ANSWER_IS_NO;
  }
  world.output(plainBlocks(foundLessons(found, lessons, progress.records), world.outputWidth));
  return DONE;
}

/** Defines the command `sigv4 learn`, which shows the course on the screen or as text. */

import type { CourseSession } from '../../app/course/shown-course.ts';
import { command, type LessonValues } from '../../app/options/command.ts';
import type { World } from '../../app/world/world.ts';
import { lessonPlaces } from '../../lessons/files/file-names.ts';
import { LEARN_OPTIONS, LEARN_WORDS } from './learn-options.ts';

/** Returns the names of the lessons without reading their files. */
const lessonNames: LessonValues = (lessons) => lessonPlaces(lessons).map(({ name }) => name);

export const learn = command({
  operands: [
    [
      '[what]',
      'a lesson, by its name, number, or rung; next; test, which tells what you can skip; puzzles; list, hint, reset, or answer; the default is the list',
      (files) => [...LEARN_WORDS, ...lessonNames(files)],
    ],
    [
      '[word...]',
      'after hint and answer, a lesson; after reset, a lesson or all; after list, words to search for',
      lessonNames,
    ],
  ],
  options: LEARN_OPTIONS,
  examples: {
    'sigv4 learn': 'the lessons, and where to continue',
    'sigv4 learn next': 'the next lesson; sigv4 learn 3 opens one by its number',
    'sigv4 learn test': 'five minutes: which lessons you can skip',
    'sigv4 learn puzzles': 'a captured request, no key, and something to reach with it',
    'sigv4 learn list encode': 'lessons that mention the word',
    './my-script | sigv4 learn answer ten-lines': 'answer the first open check, with ✓ or ✗ for each line',
    'sigv4 learn hint': 'first where to look, then the rule, then the value',
    'sigv4 learn reset ten-lines': 'forget your progress in the lesson; sigv4 learn reset all forgets everything',
    'sigv4 learn 3 --fresh': 'for a class: no answers from your rehearsal',
    'sigv4 learn 3 --plain --notes': 'a handout with the answers and the notes for the teacher',
  },
  // The course and its code are loaded only when the command runs.
  run: async (world: World<CourseSession>, options, operands) =>
    (await import('./run.ts')).runLearn(world, options, operands),
});

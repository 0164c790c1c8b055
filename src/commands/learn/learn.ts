/** `sigv4 learn`: the course, on the screen and as text. */

import type { Command, LessonValues } from '../../app/options/command.ts';
import { SCREEN_OPTIONS } from '../../app/options/screen-options.ts';
import { lessonPlaces } from '../../lessons/files/file-names.ts';
import { LEARN_WORDS } from '../output-forms.ts';

/** By the names of the files alone: nothing is read of them. */
const lessonNames: LessonValues = (lessons) => lessonPlaces(lessons).map(({ name }) => name);

export const learn: Command = {
  name: 'learn',
  says: 'Learn how S3 requests are signed: a course with a sandbox, a few minutes a lesson. What was done is kept.',
  operands: [
    [
      '[what]',
      'a lesson, by its name, number or rung; next; test: what can be left out; list, hint, reset, answer, check; the list, if nothing is given',
      (files) => [...Object.keys(LEARN_WORDS), ...lessonNames(files)],
    ],
    [
      '[word...]',
      'behind hint and answer a lesson; behind reset a lesson or all, which has to be named; behind list what to look for; behind check a folder of lessons',
      lessonNames,
    ],
  ],
  options: [
    { flags: '--challenge', says: 'the checks of the lesson alone' },
    { flags: '--step <id>', says: 'with answer: this step of the lesson; the first check that is open, if not given' },
    { flags: '--plain', says: 'plain text, also on a terminal: a lesson as a handout, without answers' },
    { flags: '--notes', says: 'in plain text: also the notes for whoever teaches' },
    { flags: '--state <file>', says: 'where what was done is kept' },
    ...SCREEN_OPTIONS,
  ],
  examples: [
    ['sigv4 learn', 'the lessons, and where to go on'],
    ['sigv4 learn next', 'the next lesson; also by its name or number: sigv4 learn 3'],
    ['sigv4 learn test', 'five minutes: which lessons can be left out'],
    ['sigv4 learn list encode', 'what the course says of it'],
    ['./my-script | sigv4 learn answer ten-lines', 'the answer to the first check that is open; ✓ or ✗ at each line'],
    ['sigv4 learn hint', 'where to look; then the rule; then the value'],
    ['sigv4 learn reset ten-lines', 'as if nobody had played it; sigv4 learn reset all for the whole course'],
    ['sigv4 learn check', 'for authors: what is wrong with the lessons'],
  ],
  // The course is read, and what reads it loaded, only here.
  run: async (world, options, operands) => (await import('./run.ts')).runLearn(world, options, operands),
};

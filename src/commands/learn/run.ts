/** What `sigv4 learn` is asked for, and who answers it. */

import { complain } from '../../app/options/command.ts';
import type { OptionValues } from '../../app/options/option-values.ts';
import { readScreenChoice } from '../../app/options/screen-options.ts';
import type { World } from '../../app/world/world.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { nextToLearn } from '../../lessons/course/course.ts';
import { answerLesson } from './answer.ts';
import { checkLessons } from './check.ts';
import { openCourse } from './course.ts';
import { hintFor } from './hint.ts';
import { allDone, type Learning, lessonMeant } from './learning.ts';
import { listCourse } from './list.ts';
import { resetLessons } from './reset.ts';
import { showLesson } from './show.ts';
import { LEARN_WORDS } from './words.ts';

/** Resolves with the exit code. */
export async function runLearn(world: World, options: OptionValues, operands: readonly string[]): Promise<number> {
  const [what, ...words] = operands;
  const screen = readScreenChoice(options);
  if (isProblem(screen)) return complain(world, screen);
  const misused = misuse(options, what);
  if (misused) return complain(world, misused);
  if (what === 'check') return checkLessons(world, words);
  const course = await openCourse(world, options);
  if (isProblem(course)) return complain(world, course);
  const learning: Learning = { world, options, screen, course };
  if (what === 'list') return listCourse(learning, words);
  if (what === 'reset') return words.length > 1 ? complain(world, tooMany()) : resetLessons(learning, words[0] ?? null);
  if (what !== 'hint' && what !== 'answer') return words.length > 0 ? complain(world, tooMany()) : show(learning, what);
  const lesson = words.length > 1 ? tooMany() : lessonMeant(course, words[0] ?? null);
  if (isProblem(lesson)) return complain(world, lesson);
  return what === 'hint' ? hintFor(learning, lesson) : answerLesson(learning, lesson);
}

async function show(learning: Learning, what: string | undefined): Promise<number> {
  const { world, course } = learning;
  if (what === undefined) return showLesson(learning, null);
  const lesson = what === 'next' ? nextToLearn(course.lessons, course.progress) : lessonMeant(course, what);
  if (lesson === null) return complain(world, allDone());
  return isProblem(lesson) ? complain(world, lesson) : showLesson(learning, lesson);
}

function misuse({ step, challenge }: OptionValues, what: string | undefined): Problem | null {
  if (step !== undefined && what !== 'answer')
    return problem('options', '--step is for an answer.', 'Write sigv4 learn answer NAME --step ID.');
  if (challenge && (what === undefined || (what !== 'next' && LEARN_WORDS.includes(what))))
    return problem('options', '--challenge is for one lesson.', 'Write sigv4 learn NAME --challenge.');
  return null;
}

const tooMany = () => problem('words', 'Too many words are given.', 'Give one lesson; see "sigv4 learn --help".');

/** Runs `sigv4 learn`: reads the command line and carries it out. */

import type { CourseSession } from '../../app/course/shown-course.ts';
import { ANSWER_IS_NO, complain, DONE, type Exit } from '../../app/options/command.ts';
import { insteadOf } from '../../app/options/gone.ts';
import { readScreenChoice } from '../../app/options/screen-options.ts';
import type { World } from '../../app/world/world.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { nextToLearn, TEST, testLesson } from '../../lessons/course/course.ts';
import { type Progress, withoutLesson } from '../../lessons/course/progress.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { advance } from '../../lessons/playing/advance.ts';
import { openCheck, playAt } from '../../lessons/playing/play.ts';
import { recordOf, recordsOf } from '../../lessons/playing/records.ts';
import { prepareLesson } from '../../lessons/shots/prepare.ts';
import { plainBlocks } from '../../outputs/plain/plain-text.ts';
import { IN_WORDS, stateInWords } from '../../views/lessons/course-page.ts';
import { hintBlocks } from '../../views/lessons/step-text.ts';
import { prose, words } from '../../views/page.ts';
import { answerLesson } from './answer.ts';
import { ALL_DONE, keepRecords, type Learning, lessonMeant, openCourse } from './course.ts';
import { LEARN_WORDS, type LearnValues, PRINTED_BY_LEARN } from './learn-options.ts';
import { listCourse, showLesson } from './show.ts';

export async function runLearn(
  world: World<CourseSession>,
  options: LearnValues,
  operands: readonly string[],
): Promise<Exit> {
  const [what, ...words] = operands;
  const instead = insteadOf(`learn ${what}`);
  if (instead !== null) return problem('words', `learn ${what} is gone.`, instead);
  const misused = misuse(options, what);
  if (misused) return misused;
  const course = await openCourse(world, options);
  if (isProblem(course)) return course;
  const learning: Learning = { world, options, screen: readScreenChoice(options), course };
  if (what === 'list') return listCourse(learning, words);
  if (what === 'reset') return words.length > 1 ? TOO_MANY : resetLessons(learning, words[0] ?? null);
  if (what !== 'hint' && what !== 'answer') return words.length > 0 ? TOO_MANY : show(learning, what);
  const lesson = words.length > 1 ? TOO_MANY : lessonMeant(course, words[0] ?? null);
  if (isProblem(lesson)) return lesson;
  return what === 'hint' ? hintFor(learning, lesson) : answerLesson(learning, lesson);
}

async function show(learning: Learning, what: string | undefined): Promise<Exit> {
  if (what === undefined) return showLesson(learning, null);
  const { lessons, progress } = learning.course;
  const found = what === 'next' ? nextToLearn(lessons, progress) : lessonMeant(learning.course, what);
  const lesson = found ?? ALL_DONE;
  return isProblem(lesson) ? lesson : showLesson(learning, lesson);
}

function misuse({ step, challenge, fresh }: LearnValues, what: string | undefined): Problem | null {
  if (step !== undefined && what !== 'answer')
    return problem('options', '--step is only for answer.', 'Write sigv4 learn answer NAME --step ID.');
  if (challenge && (what === undefined || (what !== 'next' && what !== 'puzzles' && LEARN_WORDS.includes(what))))
    return problem('options', '--challenge is only for a lesson.', 'Write sigv4 learn NAME --challenge.');
  if (fresh && what !== undefined && PRINTED_BY_LEARN.includes(what))
    return problem(
      'options',
      '--fresh is only for the screen.',
      'Write sigv4 learn --fresh, or sigv4 learn NAME --fresh.',
    );
  return null;
}

const TOO_MANY = problem('words', 'Too many words are given.', 'Give only one lesson. See "sigv4 learn --help".');

/**
 * Prints the next hint, or the last hint again if there are no more hints. Resolves with 1 if no check is open or the
 * progress cannot be saved.
 */
async function hintFor(learning: Learning, lesson: Lesson): Promise<number> {
  const { world, course } = learning;
  const before = recordsOf(course.progress.records, lesson);
  const check = openCheck(lesson, before);
  if (check === null) {
    const found = problem('no-check', `No check of ${lesson.name} is open.`, 'Continue with sigv4 learn next.');
    return complain(world, found, ANSWER_IS_NO);
  }
  const { records } = advance(playAt(await prepareLesson(lesson), before, check.id), { kind: 'hint' });
  const number = recordOf(records, check.id).hints;
  const blocks = [
    prose(words(check.ask)),
    ...hintBlocks(check.hints, number - 1),
    ...(number === check.hints.length ? [prose(words('This is the last hint.'))] : []),
  ];
  world.output(plainBlocks(blocks, world.outputWidth));
  return keepRecords(learning, lesson, records);
}

const ALL = 'all';

/**
 * Deletes the progress in one lesson, or in all lessons if the word is `all`. There is no default, because the deletion
 * cannot be undone.
 */
async function resetLessons({ world, course }: Learning, word: string | null): Promise<Exit> {
  const { lessons, progress } = course;
  if (word === null) return noName(progress.last);
  const meant = word === ALL ? [...lessons, testLesson(lessons)] : lessonMeant(course, word);
  if (isProblem(meant)) return meant;
  const forgotten = [meant].flat().filter(({ name }) => progress.records.has(name));
  if (forgotten.length === 0) {
    world.output('There was nothing to forget.\n');
    return DONE;
  }
  const failed = await course.keep(
    forgotten.reduce((before: Progress, { name }) => withoutLesson(before, name), progress),
  );
  if (failed) return complain(world, failed, ANSWER_IS_NO);
  world.output(forgotten.map((lesson) => `Deleted the progress in ${whatOf(lesson, progress)}.\n`).join(''));
  return DONE;
}

/** Describes the deleted progress, as in `ten-lines (started, 4 of 9)`. */
function whatOf(lesson: Lesson, { records }: Progress): string {
  if (lesson.name === TEST) return 'the answers to the test';
  return `${lesson.name} (${stateInWords(lesson, records, IN_WORDS)})`;
}

/**
 * Returns the problem for a missing name. `last` is the lesson that was played last, which serves as the example, or
 * `null`.
 */
function noName(last: string | null): Problem {
  return problem(
    'no-lesson',
    'No lesson was named.',
    `Name one, as in sigv4 learn reset ${last ?? 'NAME'}, or all: sigv4 learn reset all.`,
  );
}

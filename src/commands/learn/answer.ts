/** Defines the command `sigv4 learn answer`, which reads the answer to a step of a lesson from a pipe. */

import { ANSWER_IS_NO, DONE, type Exit } from '../../app/options/command.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { TEST } from '../../lessons/course/course.ts';
import { withLesson } from '../../lessons/course/progress.ts';
import type { Question } from '../../lessons/format.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { openCheck, openPrediction, questionNamed } from '../../lessons/playing/play.ts';
import { type LessonRecords, questionOf, recordsOf, stepsOf } from '../../lessons/playing/records.ts';
import { prepareLesson } from '../../lessons/shots/prepare.ts';
import { plainBlocks } from '../../outputs/plain/plain-text.ts';
import { answerReport } from '../../views/lessons/answer-report.ts';
import { keepRecords, type Learning } from './course.ts';
import { handIn } from './hand-in.ts';

/**
 * Judges an answer and resolves with the exit code. The exit code is 0 if the answer is right or is a prediction, 1 if
 * the answer is wrong or cannot be saved, 2 if there is nothing to answer, and 130 if the user interrupts.
 */
export async function answerLesson(learning: Learning, lesson: Lesson): Promise<Exit> {
  const { world, options, course } = learning;
  const before = recordsOf(course.progress.records, lesson);
  const question = questionMeant(lesson, before, options.step);
  if (isProblem(question)) return question;
  if (world.isInputTerminal) return howToPipe(lesson, question);
  const octets = await world.readFile('-');
  if (isProblem(octets)) return octets;
  const prepared = await prepareLesson(lesson);
  const answered = await handIn(world, { lesson: prepared, records: before, step: question.id, octets });
  if (isProblem(answered)) return answered;
  const { records } = answered.play;
  const all = withLesson(course.progress, lesson.name, records).records;
  const kept = await keepRecords(learning, lesson, records);
  const report = answerReport(course.lessons, all, { ...answered, before, isKept: kept === DONE });
  world.output(plainBlocks(report, world.outputWidth));
  return isPassed(lesson, question, answered.play.judgements.get(question.id)?.verdict ?? 'right')
    ? kept
    : ANSWER_IS_NO;
}

/** Returns whether the exit code is 0. For this purpose, a prediction is never wrong, but it may be incomplete. */
function isPassed({ check }: Lesson, { id }: Question, verdict: 'right' | 'wrong' | 'incomplete'): boolean {
  return verdict === 'right' || (verdict === 'wrong' && !check.some((one) => one.id === id));
}

/**
 * Finds the step that the user names. If the user names no step, finds the first open question of the test or, in a
 * lesson, the first open check that a program can answer.
 */
function questionMeant(lesson: Lesson, records: LessonRecords, step: unknown): Question | Problem {
  if (typeof step === 'string') return questionNamed(lesson, step);
  if (lesson.kind === 'test') return openPrediction(lesson, records) ?? nothingOpen(lesson);
  return openCheck(lesson, records, (check) => kindOf(check).answeredBy === 'program') ?? nothingOpen(lesson);
}

function nothingOpen(lesson: Lesson): Problem {
  const ids = stepsOf(lesson, 'guided').flatMap((step) => questionOf(step)?.id ?? []);
  const says =
    lesson.kind === 'test'
      ? 'All questions of the test are answered.'
      : `Each check of ${lesson.name} that a program can answer is solved.`;
  return problem('no-check', says, `To answer one again, name it with --step: ${ids.join(', ')}.`);
}

function howToPipe({ name }: Lesson, { id, ask }: Question): Problem {
  const lesson = name === TEST ? 'test' : name;
  return problem(
    'no-pipe',
    `${id} asks: ${ask} There is no answer, because standard input is a terminal.`,
    `Pipe it in: your-command | sigv4 learn answer ${lesson} --step ${id}.`,
  );
}

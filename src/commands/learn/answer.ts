/** `sigv4 learn answer`: what a pipe brings is the answer to a step of a lesson. */

import { ANSWER_IS_NO, complain, INTERRUPTED, USAGE } from '../../app/options/command.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { TEST } from '../../lessons/course/course.ts';
import { withLesson } from '../../lessons/course/progress.ts';
import type { Question } from '../../lessons/format.ts';
import { kindOf } from '../../lessons/kinds/table.ts';
import type { Lesson } from '../../lessons/lesson.ts';
import { openCheck, openPrediction, questionNamed } from '../../lessons/playing/play.ts';
import { type LessonRecords, recordsOf } from '../../lessons/playing/records.ts';
import { questionOf, stepsOf } from '../../lessons/playing/steps.ts';
import { prepareLesson } from '../../lessons/shots/prepare.ts';
import { answerReport } from '../../pages/lessons/answer-report.ts';
import { plainBlocks } from '../../render/plain.ts';
import { keepRecords, type Learning } from './course.ts';
import { handIn } from './hand-in.ts';

/**
 * Resolves with 0 where it is right, or a prediction; 1 where it is not, or cannot be kept; 2 where nothing can be
 * answered; 130 where somebody interrupts.
 */
export async function answerLesson(learning: Learning, lesson: Lesson): Promise<number> {
  const { world, options, course } = learning;
  const before = recordsOf(course.progress.records, lesson);
  const question = questionMeant(lesson, before, options.step);
  if (isProblem(question)) return complain(world, question);
  if (world.isInputTerminal) return complain(world, howToPipe(lesson, question));
  const octets = await world.readFile('-');
  if (isProblem(octets)) return complain(world, octets);
  const prepared = await prepareLesson(lesson);
  const answered = await handIn(world, { lesson: prepared, records: before, step: question.id, octets });
  if (isProblem(answered)) {
    return complain(world, answered, answered.code === 'interrupted' ? INTERRUPTED : USAGE);
  }
  const { records } = answered.play;
  const all = withLesson(course.progress, lesson.name, records).records;
  world.output(plainBlocks(answerReport(course.lessons, all, { ...answered, before }), world.outputWidth));
  const kept = await keepRecords(learning, lesson, records);
  return isGood(lesson, question, answered.judgement?.verdict ?? 'right') ? kept : ANSWER_IS_NO;
}

/** A prediction is never wrong; it may be cut short. */
function isGood({ check }: Lesson, { id }: Question, verdict: 'right' | 'wrong' | 'incomplete'): boolean {
  return verdict === 'right' || (verdict === 'wrong' && !check.some((one) => one.id === id));
}

/** The step that is named; else the first check that a program answers, or the first open question of the test. */
function questionMeant(lesson: Lesson, records: LessonRecords, step: unknown): Question | Problem {
  if (typeof step === 'string') return questionNamed(lesson, step);
  if (lesson.kind === 'test') return openPrediction(lesson, records) ?? nothingOpen(lesson);
  return openCheck(lesson, records, (check) => kindOf(check).answeredBy === 'program') ?? nothingOpen(lesson);
}

function nothingOpen(lesson: Lesson): Problem {
  const ids = stepsOf(lesson, 'guided').flatMap((step) => questionOf(step)?.id ?? []);
  const says =
    lesson.kind === 'test' ? 'The test is answered.' : `No check of ${lesson.name} waits for lines or a request.`;
  return problem('no-check', says, `Name a step with --step: ${ids.join(', ')}.`);
}

function howToPipe({ name }: Lesson, { id, ask }: Question): Problem {
  const lesson = name === TEST ? 'test' : name;
  return problem(
    'no-pipe',
    `${id} asks: ${ask} The answer comes in a pipe.`,
    `Write your-command | sigv4 learn answer ${lesson} --step ${id}.`,
  );
}

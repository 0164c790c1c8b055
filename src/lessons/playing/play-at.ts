/** One step of a lesson, played from outside of the screen. */
import { type Problem, problem } from '../../bytes/problem.ts';
import type { Check, Prediction, Question } from '../format.ts';
import type { Lesson, PreparedLesson } from '../lesson.ts';
import { wordSaid } from '../typed-word.ts';
import { beginPlay, type Play } from './play.ts';
import { type LessonRecords, recordOf, type Standing } from './records.ts';
import { questionOf, stepsOf } from './steps.ts';

/** A play that stands at this step, whatever is open before it. Throws where the lesson has no such step. */
export function playAt(lesson: PreparedLesson, records: LessonRecords, id: string): Play {
  const play = beginPlay(lesson, 'guided', records);
  const at = play.steps.findIndex((step) => step.id === id);
  if (at < 0) throw new Error(`The lesson ${lesson.name} has no step ${id}.`);
  return { ...play, at, records };
}

/** The first check that is open, or else that was skipped; `null` where there is none. */
export function openCheck(
  { check }: Pick<Lesson, 'check'>,
  records: LessonRecords,
  isMeant: (check: Check) => boolean = () => true,
): Check | null {
  const standing = (wanted: Standing) =>
    check.find((one) => recordOf(records, one.id).standing === wanted && isMeant(one)) ?? null;
  return standing('open') ?? standing('skipped');
}

/** The first question of the test at the door that is open; `null` where all are answered. */
export function openPrediction({ predict }: Pick<Lesson, 'predict'>, records: LessonRecords): Prediction | null {
  return predict.find(({ id }) => recordOf(records, id).standing === 'open') ?? null;
}

/** The question with this id, of a prediction or of a check. */
export function questionNamed(lesson: Lesson, id: string): Question | Problem {
  const questions = stepsOf(lesson, 'guided').flatMap((step) => questionOf(step) ?? []);
  const found = questions.find((question) => question.id === id);
  if (found) return found;
  const ids = questions.map((question) => question.id).join(', ');
  return problem(
    'no-step',
    `Nothing is asked in a step ${wordSaid(id, 'of this name')} of ${lesson.name}.`,
    `It asks in ${ids}.`,
  );
}

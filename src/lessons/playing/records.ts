/** What has become of each step of a lesson: what is kept from one day to the next. */
import type { Lesson } from '../lesson.ts';
import { type LessonForm, type Step, stepsOf } from './steps.ts';

/**
 * `open`: nothing yet. `answered`: a prediction was given. `passed`: the check holds. `seen`: it was sent, or looked at.
 * `skipped`: asked for by the learner.
 */
export const STANDINGS = ['open', 'answered', 'passed', 'seen', 'skipped'] as const;
export type Standing = (typeof STANDINGS)[number];

export interface StepRecord {
  readonly standing: Standing;
  /** Of a prediction, as it was given before anything was shown: the letter of the option, or one for each item. */
  readonly answer: string | null;
  /** How often it was judged. */
  readonly attempts: number;
  /** How many hints were asked for. */
  readonly hints: number;
  /** Whether the solution was. */
  readonly solution: 'hidden' | 'shown';
}

export const NO_RECORD: StepRecord = { standing: 'open', answer: null, attempts: 0, hints: 0, solution: 'hidden' };

/** Of one lesson, by the id of the step. */
export type LessonRecords = ReadonlyMap<string, StepRecord>;
/** Of all lessons, by the name of the lesson. */
export type Records = ReadonlyMap<string, LessonRecords>;

export const NOTHING_DONE: LessonRecords = new Map();

/** What was done in a lesson. */
export const recordsOf = (records: Records, { name }: Pick<Lesson, 'name'>): LessonRecords =>
  records.get(name) ?? NOTHING_DONE;

/** What has become of a step. */
export const recordOf = (records: LessonRecords, id: string): StepRecord => records.get(id) ?? NO_RECORD;

/** `done`: every check passed. */
export type LessonStanding = 'new' | 'begun' | 'done';

/** `records`: those of this lesson. One without checks counts as done. */
export function lessonStanding(lesson: Lesson, records: LessonRecords): LessonStanding {
  if (lesson.check.every(({ id }) => recordOf(records, id).standing === 'passed')) return 'done';
  return records.size === 0 ? 'new' : 'begun';
}

/** How many steps are not open any more, and how many there are. */
export function progressOf(lesson: Lesson, form: LessonForm, records: LessonRecords): readonly [number, number] {
  const steps = stepsOf(lesson, form).filter(({ kind }) => kind !== 'introduction');
  return [steps.filter(({ id }) => recordOf(records, id).standing !== 'open').length, steps.length];
}

/** Whether every check passed at the first attempt, without a hint. */
export function isClean(lesson: Lesson, records: LessonRecords): boolean {
  return lesson.check.every(({ id }) => {
    const { standing, attempts, hints, solution } = recordOf(records, id);
    return standing === 'passed' && attempts === 1 && hints === 0 && solution === 'hidden';
  });
}

/** Where to go on, from 0: the first step that is open, the last one where none is; at first the introduction. */
export function firstOpen(steps: readonly Step[], records: LessonRecords): number {
  if (records.size === 0) return 0;
  const isOpen = ({ id, kind }: Step) => kind !== 'introduction' && recordOf(records, id).standing === 'open';
  const index = steps.findIndex(isOpen);
  return index < 0 ? steps.length - 1 : index;
}

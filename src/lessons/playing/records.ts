/** Lists the steps of a lesson and keeps a record of each step. */

import { questionsOf } from '../files/parts-of-lesson.ts';
import type { BreakSwitch, Check, Prediction, Question } from '../format.ts';
import type { Shot } from '../format-parts.ts';
import type { Beat, Lesson } from '../lesson.ts';

/**
 * The state of a step. `answered` means that a prediction was made. `passed` means that the answer to a check is right.
 * `seen` means that the shot was sent or that the step was viewed.
 */
export const STEP_STATES = ['open', 'answered', 'passed', 'seen', 'skipped'] as const;
export type StepState = (typeof STEP_STATES)[number];

export interface StepRecord {
  readonly state: StepState;
  /** The prediction, as the letter of the option or as one letter for each item; `null` if there is no prediction. */
  readonly answer: string | null;
  readonly attempts: number;
  readonly hints: number;
  readonly solution: 'hidden' | 'shown';
}

export const NO_RECORD: StepRecord = { state: 'open', answer: null, attempts: 0, hints: 0, solution: 'hidden' };

/** The records of one lesson, by step ID. */
export type LessonRecords = ReadonlyMap<string, StepRecord>;
/** The records of all lessons, by lesson name. */
export type Records = ReadonlyMap<string, LessonRecords>;

export const NOTHING_DONE: LessonRecords = new Map();

export const recordsOf = (records: Records, { name }: Pick<Lesson, 'name'>): LessonRecords =>
  records.get(name) ?? NOTHING_DONE;

export const recordOf = (records: LessonRecords, id: string): StepRecord => records.get(id) ?? NO_RECORD;

/** The state of a lesson. `done` means that the learner passed every check. */
export type LessonState = 'new' | 'begun' | 'done';

export function lessonState(lesson: Lesson, records: LessonRecords): LessonState {
  if (lesson.check.every(({ id }) => recordOf(records, id).state === 'passed')) return 'done';
  return records.size === 0 ? 'new' : 'begun';
}

/** Returns whether every check was passed on the first attempt, without a hint or the solution. */
export function isClean(lesson: Lesson, records: LessonRecords): boolean {
  return lesson.check.every(({ id }) => {
    const { state, attempts, hints, solution } = recordOf(records, id);
    return state === 'passed' && attempts === 1 && hints === 0 && solution === 'hidden';
  });
}

/**
 * Returns the index of the first open step, or of the last step if none is open. For a new lesson, returns 0, the index
 * of the introduction.
 */
export function firstOpen(steps: readonly Step[], records: LessonRecords): number {
  if (records.size === 0) return 0;
  const isOpen = ({ id, kind }: Step) => kind !== 'introduction' && recordOf(records, id).state === 'open';
  const index = steps.findIndex(isOpen);
  return index < 0 ? steps.length - 1 : index;
}

export type Step =
  | { readonly kind: 'introduction'; readonly id: 'introduction'; readonly beat: 'predict' | 'check' }
  /** A prediction. `before` is the shot that shows the answer, or `null` if no shot does. */
  | {
      readonly kind: 'predict';
      readonly id: string;
      readonly beat: 'predict' | 'break';
      readonly question: Prediction;
      readonly before: Shot | null;
    }
  | { readonly kind: 'shot'; readonly id: string; readonly beat: 'run' | 'break'; readonly shot: Shot }
  | { readonly kind: 'look'; readonly id: 'look'; readonly beat: 'look' }
  | { readonly kind: 'check'; readonly id: string; readonly beat: 'check'; readonly question: Check }
  | { readonly kind: 'take-away'; readonly id: 'take-away'; readonly beat: 'take-away' };

/**
 * The form of a lesson. `guided` is the whole lesson. `challenge` is only its checks, for learners who already know the
 * subject.
 */
export type LessonForm = 'guided' | 'challenge';

/** Lists the steps of a lesson in order. Each step is one action on one screen. */
export function stepsOf(lesson: Lesson, form: LessonForm): readonly Step[] {
  const checks = lesson.check.map((question): Step => ({ kind: 'check', id: question.id, beat: 'check', question }));
  const takeAway: Step = { kind: 'take-away', id: 'take-away', beat: 'take-away' };
  const introduction = (beat: 'predict' | 'check'): Step => ({ kind: 'introduction', id: 'introduction', beat });
  if (form === 'challenge' || lesson.kind === 'rung' || lesson.kind === 'puzzle')
    return [introduction('check'), ...checks, takeAway];
  return [
    introduction('predict'),
    ...lesson.predict.map((question) => predictionStep(question, 'predict', null)),
    ...lesson.run.map((shot): Step => ({ kind: 'shot', id: shot.id, beat: 'run', shot })),
    ...(lesson.look ? [{ kind: 'look', id: 'look', beat: 'look' } as const] : []),
    ...lesson.break.flatMap(switchSteps),
    ...checks,
    takeAway,
  ];
}

function switchSteps(found: BreakSwitch): Step[] {
  const { predict, ...shot } = found;
  const step: Step = { kind: 'shot', id: shot.id, beat: 'break', shot };
  return predict ? [predictionStep(predict, 'break', shot), step] : [step];
}

function predictionStep(question: Prediction, beat: 'predict' | 'break', before: Shot | null): Step {
  return { kind: 'predict', id: question.id, beat, question, before };
}

export function beatsOf(steps: readonly Step[]): readonly Beat[] {
  return [...new Set(steps.map(({ beat }) => beat))];
}

/** Returns the number of a question of the lesson on paper, starting at 1. */
export function questionNumber(lesson: Lesson, { id }: Question): number {
  return questionsOf(lesson).findIndex((question) => question.id === id) + 1;
}

/** Returns the question of a step. Returns `null` if the step asks nothing. */
export function questionOf(step: Step): Question | null {
  return step.kind === 'predict' || step.kind === 'check' ? step.question : null;
}

/** A lesson that is played: where the learner is, what was answered, what is to be said; also one step of it alone. */
import { type Problem, problem } from '../../bytes/problem.ts';
import type { Check, Prediction, Question } from '../format.ts';
import type { Judgement } from '../judging/judgement.ts';
import type { Shown } from '../kinds/kind.ts';
import { type Asked, type Given, kindOf } from '../kinds/table.ts';
import type { Lesson, PreparedLesson } from '../lesson.ts';
import type { ShotOutcome } from '../prepared.ts';
import { wordSaid } from '../typed-word.ts';
import { firstOpen, type LessonRecords, recordOf, type Standing, type StepRecord } from './records.ts';
import { type LessonForm, questionOf, type Step, stepsOf } from './steps.ts';

export interface Play {
  readonly lesson: PreparedLesson;
  readonly form: LessonForm;
  readonly steps: readonly Step[];
  /** Which of them is shown, from 0. */
  readonly at: number;
  /** What is given so far, by the id of the question. Nothing of it counts before it is handed in. */
  readonly drafts: ReadonlyMap<string, Given>;
  readonly records: LessonRecords;
  /** What came of the shots that were sent, by their id. */
  readonly outcomes: ReadonlyMap<string, ShotOutcome>;
  /** Of what was handed in last, by the id of the question; gone when something else is given. */
  readonly judgements: ReadonlyMap<string, Judgement>;
  /** Said once, until the next event. */
  readonly notice: string | null;
}

/** A lesson as it was left: at its first step that is open. `records`: what was done of it. */
export function beginPlay(lesson: PreparedLesson, form: LessonForm, records: LessonRecords): Play {
  const steps = stepsOf(lesson, form);
  const play: Play = {
    lesson,
    form,
    steps,
    at: firstOpen(steps, records),
    drafts: new Map(),
    records,
    outcomes: new Map(),
    judgements: new Map(),
    notice: null,
  };
  return arrived(play);
}

/** The step that is shown. */
export function stepOf({ steps, at }: Pick<Play, 'steps' | 'at'>): Step {
  const step = steps[at];
  if (!step) throw new Error(`A lesson has no step ${at + 1}.`);
  return step;
}

/** What is asked at the moment, with all that was answered so far; `null` where nothing is asked. */
export function askedIn({ lesson, steps, at, drafts, records, outcomes, judgements }: Play): Asked | null {
  const step = stepOf({ steps, at });
  const question = questionOf(step);
  if (!question) return null;
  const { standing, answer } = recordOf(records, step.id);
  const isSettled = lesson.kind !== 'test' && (standing === 'answered' || standing === 'passed');
  return {
    lesson,
    answer: question.answer,
    given: drafts.get(step.id) ?? null,
    kept: step.kind === 'predict' ? answer : null,
    right: isSettled ? 'shown' : 'hidden',
    judgement: judgements.get(step.id) ?? null,
    outcomes,
  };
}

/** What has been given so far, as it is shown; `null` where there is nothing to show. */
export function shownIn(play: Play): Shown | null {
  const asked = askedIn(play);
  return (asked?.given && kindOf(asked).shown?.(asked, asked.given)) ?? null;
}

/** What only has to be looked at has been; an introduction is nothing to have done. */
export function arrived(play: Play): Play {
  const { kind, id } = stepOf(play);
  const isToSee = kind === 'look' || kind === 'take-away';
  return isToSee && recordOf(play.records, id).standing === 'open' ? noted(play, id, { standing: 'seen' }) : play;
}

/** With this in the record of a step. */
export function noted(play: Play, id: string, change: Partial<StepRecord>): Play {
  return { ...play, records: entered(play.records, id, { ...recordOf(play.records, id), ...change }) };
}

/** The map with one entry more, or another. */
export function entered<Value>(map: ReadonlyMap<string, Value>, key: string, value: Value): ReadonlyMap<string, Value> {
  return new Map([...map, [key, value]]);
}

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

/** Defines the state of a lesson in progress: the current step, the answers, and the possible actions. */
import type { Octets } from '../../bytes/octets.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import { questionsOf } from '../files/parts-of-lesson.ts';
import type { Check, Prediction, Question } from '../format.ts';
import type { Judgment } from '../judging/judge-lines.ts';
import type { Shown, Vote } from '../kinds/kind.ts';
import { wordSaid } from '../kinds/reading.ts';
import { type Asked, type Given, kindOf } from '../kinds/table.ts';
import type { Lesson, PreparedLesson } from '../lesson.ts';
import type { ShotOutcome } from '../prepared.ts';
import {
  firstOpen,
  type LessonForm,
  type LessonRecords,
  questionOf,
  recordOf,
  type Step,
  type StepRecord,
  type StepState,
  stepsOf,
} from './records.ts';

export interface Play {
  readonly lesson: PreparedLesson;
  readonly form: LessonForm;
  readonly steps: readonly Step[];
  readonly at: number;
  /** The answers so far, by question ID. An answer does not count until it is submitted. */
  readonly drafts: ReadonlyMap<string, Given>;
  readonly records: LessonRecords;
  /** The outcomes of the shots that were sent, by shot ID. */
  readonly outcomes: ReadonlyMap<string, ShotOutcome>;
  /** The votes of a class, by question ID. They are not kept with the progress. */
  readonly hands: ReadonlyMap<string, readonly Vote[]>;
  /** The shots whose whole answer is shown although it is folded. */
  readonly unfolded: ReadonlySet<string>;
  /** The judgments of the last submissions, by question ID. A judgment is removed when its answer changes. */
  readonly judgements: ReadonlyMap<string, Judgment>;
  /** A sentence that is shown until the next event; `null` if there is no such sentence. */
  readonly notice: string | null;
}

/**
 * Begins a lesson at its first open step, or at its first step. `records` contains the learner's records for this
 * lesson.
 */
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
    hands: new Map(),
    unfolded: new Set(),
    judgements: new Map(),
    notice: null,
  };
  return markSeen(play);
}

export function stepOf({ steps, at }: Pick<Play, 'steps' | 'at'>): Step {
  const step = steps[at];
  if (!step) throw new Error(`A lesson has no step ${at + 1}.`);
  return step;
}

/** Returns the current question with the answer so far. Returns `null` if the current step asks nothing. */
export function askedIn({ lesson, steps, at, drafts, records, outcomes, judgements, hands }: Play): Asked | null {
  const step = stepOf({ steps, at });
  const question = questionOf(step);
  if (!question) return null;
  const { state, answer } = recordOf(records, step.id);
  const isSettled = lesson.kind !== 'test' && (state === 'answered' || state === 'passed');
  return {
    lesson,
    answer: question.answer,
    given: drafts.get(step.id) ?? null,
    kept: step.kind === 'predict' ? answer : null,
    right: isSettled ? 'shown' : 'hidden',
    judgment: judgements.get(step.id) ?? null,
    outcomes,
    hands: hands.get(step.id),
  };
}

/** Returns the answer so far, in the form in which it is shown. Returns `null` if there is nothing to show. */
export function shownIn(play: Play): Shown | null {
  const asked = askedIn(play);
  return (asked?.given && kindOf(asked).shown?.(asked, asked.given)) ?? null;
}

/** Marks the current step as seen if the learner only has to look at it. */
export function markSeen(play: Play): Play {
  const { kind, id } = stepOf(play);
  const isToSee = kind === 'look' || kind === 'take-away';
  return isToSee && recordOf(play.records, id).state === 'open' ? setRecord(play, id, { state: 'seen' }) : play;
}

export function setRecord(play: Play, id: string, change: Partial<StepRecord>): Play {
  return { ...play, records: withEntry(play.records, id, { ...recordOf(play.records, id), ...change }) };
}

export function withEntry<Value>(
  map: ReadonlyMap<string, Value>,
  key: string,
  value: Value,
): ReadonlyMap<string, Value> {
  return new Map([...map, [key, value]]);
}

/** Begins a lesson at the step with this ID. Throws if there is no such step. */
export function playAt(lesson: PreparedLesson, records: LessonRecords, id: string): Play {
  const play = beginPlay(lesson, 'guided', records);
  const at = play.steps.findIndex((step) => step.id === id);
  if (at < 0) throw new Error(`The lesson ${lesson.name} has no step ${id}.`);
  return { ...play, at, records };
}

/**
 * Finds the first open check. If no check is open, finds the first skipped check. Returns `null` if there is neither.
 */
export function openCheck(
  { check }: Pick<Lesson, 'check'>,
  records: LessonRecords,
  isMeant: (check: Check) => boolean = () => true,
): Check | null {
  const firstInState = (wanted: StepState) =>
    check.find((one) => recordOf(records, one.id).state === wanted && isMeant(one)) ?? null;
  return firstInState('open') ?? firstInState('skipped');
}

/** Finds the first open question of the placement test. Returns `null` if all questions are answered. */
export function openPrediction({ predict }: Pick<Lesson, 'predict'>, records: LessonRecords): Prediction | null {
  return predict.find(({ id }) => recordOf(records, id).state === 'open') ?? null;
}

/** Finds a prediction or a check by its ID. Returns a problem if there is no such question. */
export function questionNamed(lesson: Lesson, id: string): Question | Problem {
  const questions = questionsOf(lesson);
  const found = questions.find((question, index) => question.id === id || String(index + 1) === id);
  if (found) return found;
  const ids = questions.map((question) => question.id).join(', ');
  return problem(
    'no-step',
    `${lesson.name} has no question ${wordSaid(id, 'with this name')}.`,
    `Its questions are ${ids}.`,
  );
}

/** The number of documents of refusals that a learner reads whole. Those after them are alike. */
const MOST_WHOLE = 3;

/** Returns whether only the first line of the answer to a shot is shown: it is an error like the ones before it. */
export function isFolded({ steps, outcomes, unfolded }: Play, shot: string): boolean {
  const before = steps.slice(
    0,
    steps.findIndex(({ id }) => id === shot),
  );
  const refused = before.filter(({ id }) => (outcomes.get(id)?.code ?? null) !== null);
  return refused.length >= MOST_WHOLE && !unfolded.has(shot);
}

/**
 * An action of a learner. `unfold` shows the whole answer to a shot. `send` sends a shot for the first time since the lesson was opened. `hint` shows the
 * next hint, and `help` the solution. `start-over` begins the answer again. `walk` opens the complete walk. `copy` copies the shell commands, or the text to begin with.
 */
export type Deed =
  | 'go-on'
  | 'answer'
  | 'send'
  | 'unfold'
  | 'hint'
  | 'help'
  | 'skip'
  | 'start-over'
  | 'walk'
  | 'copy'
  | 'next-lesson';

/**
 * Returns whether an action is possible at the current step. The keys, the footer, and the reducers all use this
 * function.
 */
export function may(play: Play, deed: Deed): boolean {
  const step = stepOf(play);
  switch (deed) {
    case 'go-on':
      return lockOf(play) === null && play.at < play.steps.length - 1;
    case 'answer':
      return mayAnswer(play, step);
    case 'send':
      return step.kind === 'shot' && !play.outcomes.has(step.id);
    case 'unfold':
      return (play.outcomes.get(step.id)?.code ?? null) !== null && isFolded(play, step.id);
    case 'hint':
      return (
        step.kind === 'check' &&
        mayAnswer(play, step) &&
        recordOf(play.records, step.id).hints < step.question.hints.length
      );
    case 'help':
      return step.kind === 'check' && mayAnswer(play, step);
    case 'skip':
      return maySkip(play, step);
    case 'start-over':
      return step.kind === 'check' && kindOf(step.question).keys.again !== undefined && mayAnswer(play, step);
    case 'walk':
      return step.kind === 'look';
    case 'copy':
      return (step.kind === 'take-away' && play.lesson.proof.length > 0) || textToBegin(play) !== null;
    case 'next-lesson':
      return step.kind === 'take-away';
  }
}

/** Returns the text with which an answer begins, such as the request of a puzzle; `null` if there is none. */
export function textToBegin(play: Play): Octets | null {
  const asked = askedIn(play);
  return (asked && kindOf(asked).begunWith?.(play.lesson, asked.answer)) ?? null;
}

const isOpen = ({ records }: Play, { id }: Step): boolean => recordOf(records, id).state === 'open';

/**
 * Returns whether the current step can be answered. A prediction can be answered once, before the answer is shown. In
 * the placement test, a prediction can be changed until the end. A check can be answered until it is passed, even if it
 * was skipped.
 */
function mayAnswer(play: Play, step: Step): boolean {
  if (step.kind === 'predict') return play.lesson.kind === 'test' || isOpen(play, step);
  return step.kind === 'check' && recordOf(play.records, step.id).state !== 'passed';
}

/**
 * Returns whether the current step can be skipped. In the placement test, skipping means "I do not know" and replaces
 * an earlier answer.
 */
function maySkip(play: Play, step: Step): boolean {
  if (step.kind === 'predict' && play.lesson.kind === 'test') return true;
  return (step.kind === 'predict' || step.kind === 'check' || step.kind === 'shot') && isOpen(play, step);
}

/** Says what the learner must do before the next step. Returns `null` if nothing is required. */
export function lockOf(play: Play): string | null {
  const step = stepOf(play);
  return isOpen(play, step) ? LOCKS[step.kind] : null;
}

const LOCKS: Readonly<Record<Step['kind'], string | null>> = {
  introduction: null,
  predict: 'Answer first: a guess costs nothing. Press s to skip the question.',
  shot: 'Press Enter to send it first, or s to skip it.',
  look: null,
  check: 'This is not done yet. Press h for a hint, or s to skip it.',
  'take-away': null,
};

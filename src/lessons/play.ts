/** Playing a lesson: where the learner is, what was answered, what is to be said. Pure: the same events, the same play. */
import { isProblem } from '../bytes/problem.ts';
import type { Check, Question } from './format.ts';
import type { Given, Judgement } from './given.ts';
import { judge } from './judge.ts';
import { letterOf } from './option-letters.ts';
import type { PreparedLesson, ShotOutcome } from './prepared.ts';
import { firstOpen, type LessonRecords, NO_RECORD, recordOf, type StepRecord } from './records.ts';
import { solutionOf } from './solution.ts';
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

export type PlayEvent =
  | { readonly kind: 'go'; readonly to: 'back' | 'next' }
  | { readonly kind: 'give'; readonly given: Given }
  | { readonly kind: 'hand-in' }
  | { readonly kind: 'skip' }
  | { readonly kind: 'hint' }
  /** Gives the solution, without handing it in. */
  | { readonly kind: 'solution' }
  | { readonly kind: 'answered'; readonly shot: string; readonly outcome: ShotOutcome }
  /** As if nobody had played this lesson. */
  | { readonly kind: 'reset' };

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

/** The play after an event. What cannot be done here changes nothing but the notice. */
export function played(before: Play, event: PlayEvent): Play {
  const play = { ...before, notice: null };
  switch (event.kind) {
    case 'go':
      return gone(play, event.to);
    case 'give':
      return given(play, event.given);
    case 'hand-in':
      return handedIn(play);
    case 'skip':
      return skipped(play);
    case 'hint':
      return hinted(play);
    case 'solution':
      return solved(play);
    case 'answered':
      return answered(play, event.shot, event.outcome);
    case 'reset':
      return beginPlay(play.lesson, play.form, new Map());
  }
}

/** What has to be done before the next step can be seen; `null` where nothing has. */
export function lockOf(play: Play): string | null {
  const step = stepOf(play);
  if (recordOf(play.records, step.id).standing !== 'open') return null;
  switch (step.kind) {
    case 'predict':
      return 'Say what you expect first: it costs nothing. s skips the question.';
    case 'check':
      return 'This is not done yet. h gives a hint, s skips it.';
    case 'shot':
      return 'Send it first, with enter. s skips it.';
    default:
      return null;
  }
}

function gone(play: Play, to: 'back' | 'next'): Play {
  if (to === 'back') return arrived({ ...play, at: Math.max(play.at - 1, 0) });
  const lock = lockOf(play);
  if (lock !== null) return { ...play, notice: lock };
  return arrived({ ...play, at: Math.min(play.at + 1, play.steps.length - 1) });
}

/** What only has to be looked at has been; an introduction is nothing to have done. */
function arrived(play: Play): Play {
  const step = stepOf(play);
  const { id } = step;
  if (!isOnlySeen(step) || step.kind === 'introduction') return play;
  return recordOf(play.records, id).standing === 'open' ? noted(play, id, { standing: 'seen' }) : play;
}

const isOnlySeen = ({ kind }: Step): boolean => kind === 'introduction' || kind === 'look' || kind === 'take-away';

/** A prediction that was given stays as it was; nothing of the test has been said before its end. */
function isFinal({ records, lesson }: Play, { kind, id }: Step): boolean {
  return kind === 'predict' && lesson.kind !== 'test' && recordOf(records, id).standing !== 'open';
}

function given(play: Play, draft: Given): Play {
  const step = stepOf(play);
  const question = questionOf(step);
  if (!question || isFinal(play, step)) return play;
  return {
    ...play,
    drafts: entered(play.drafts, step.id, draft),
    judgements: without(play.judgements, step.id),
  };
}

function handedIn(play: Play): Play {
  const step = stepOf(play);
  const question = questionOf(step);
  const draft = play.drafts.get(step.id);
  if (!question || !draft) return play;
  const judgement = judge(play.lesson, question, draft);
  const judged = { ...play, judgements: entered(play.judgements, step.id, judgement) };
  if (judgement.verdict === 'incomplete') return judged;
  const { attempts, standing } = recordOf(play.records, step.id);
  if (step.kind === 'predict')
    return isFinal(play, step) ? play : noted(judged, step.id, { standing: 'answered', answer: letters(draft) });
  if (standing === 'passed') return judged;
  const passed = judgement.verdict === 'right' ? ({ standing: 'passed' } as const) : {};
  return noted(judged, step.id, { attempts: attempts + 1, ...passed });
}

function skipped(play: Play): Play {
  const step = stepOf(play);
  if (isOnlySeen(step)) return play;
  const isOpen = recordOf(play.records, step.id).standing === 'open';
  // In the test it says that one does not know, also of what was answered before.
  const isToSkip = isOpen || play.lesson.kind === 'test';
  return gone(isToSkip ? noted(play, step.id, { standing: 'skipped', answer: null }) : play, 'next');
}

const checkOf = (play: Play): Check | null => {
  const step = stepOf(play);
  return step.kind === 'check' ? step.question : null;
};

const isPassed = ({ records }: Play, { id }: Check): boolean => recordOf(records, id).standing === 'passed';
const PASSED = 'This is right already. → goes on.';

function hinted(play: Play): Play {
  const check = checkOf(play);
  if (!check) return { ...play, notice: 'There are hints for checks only.' };
  if (isPassed(play, check)) return { ...play, notice: PASSED };
  const { hints } = recordOf(play.records, check.id);
  return hints < check.hints.length
    ? noted(play, check.id, { hints: hints + 1 })
    : { ...play, notice: 'These are all hints. S gives the solution.' };
}

function solved(play: Play): Play {
  const check = checkOf(play);
  if (!check) return { ...play, notice: 'There is a solution for checks only.' };
  if (isPassed(play, check)) return { ...play, notice: PASSED };
  const solution = solutionOf(play.lesson, check);
  if (isProblem(solution)) return { ...play, notice: `${solution.says} ${solution.mend}` };
  const shown = noted(play, check.id, { solution: 'shown' });
  // What was to be tried happens only where it is sent.
  if (solution.kind === 'try') return { ...shown, notice: `Send: ${shotsInWords(check, solution.shots)}.` };
  return { ...given(shown, solution), notice: 'This is it; enter hands it in.' };
}

function shotsInWords({ answer }: Check, ids: readonly string[]): string {
  const shots = answer.kind === 'try' ? answer.shots : [];
  return ids.map((id) => shots.find((shot) => shot.id === id)?.says ?? id).join('; ');
}

/** Of a try: one more. */
function answered(play: Play, shot: string, outcome: ShotOutcome): Play {
  const known = { ...play, outcomes: entered(play.outcomes, shot, outcome) };
  const step = stepOf(play);
  if (step.kind === 'shot' && step.id === shot) return noted(known, shot, { standing: 'seen' });
  if (step.kind !== 'check' || step.question.answer.kind !== 'try') return known;
  const draft = play.drafts.get(step.id);
  const tried = draft?.kind === 'try' ? draft.shots : [];
  return handedIn(given(known, { kind: 'try', shots: [...new Set([...tried, shot])] }));
}

function noted(play: Play, id: string, change: Partial<StepRecord>): Play {
  const record = { ...(play.records.get(id) ?? NO_RECORD), ...change };
  return { ...play, records: entered(play.records, id, record) };
}

function entered<Value>(map: ReadonlyMap<string, Value>, key: string, value: Value): ReadonlyMap<string, Value> {
  return new Map([...map, [key, value]]);
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  return new Map([...map].filter(([name]) => name !== key));
}

/** `b`, or for each item one. */
function letters(draft: Given): string | null {
  const letter = (index: number | null) => (index === null ? '-' : letterOf(index));
  if (draft.kind === 'choose') return letter(draft.option);
  return draft.kind === 'sort' ? draft.categories.map(letter).join('') : null;
}

/** What is asked at the moment; `null` where nothing is. */
export const askedIn = (play: Play): Question | null => questionOf(stepOf(play));

/** Playing a lesson: what each event changes. Pure: the same events, the same play. */
import { isProblem } from '../../bytes/problem.ts';
import type { Check } from '../format.ts';
import { type Given, judge, kindOf } from '../kinds/table.ts';
import type { ShotOutcome } from '../prepared.ts';
import { lockOf, may } from './may.ts';
import { arrived, beginPlay, entered, noted, type Play, stepOf } from './play.ts';
import { recordOf } from './records.ts';
import { questionOf, type Step } from './steps.ts';

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

function gone(play: Play, to: 'back' | 'next'): Play {
  if (to === 'back') return arrived({ ...play, at: Math.max(play.at - 1, 0) });
  const lock = lockOf(play);
  if (lock !== null) return { ...play, notice: lock };
  return arrived({ ...play, at: Math.min(play.at + 1, play.steps.length - 1) });
}

/** A prediction that was given stays as it was. */
const isAsked = (play: Play, { kind }: Step): boolean => kind === 'check' || may(play, 'answer');

function given(play: Play, draft: Given): Play {
  const step = stepOf(play);
  if (!isAsked(play, step)) return play;
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
  if (step.kind === 'predict') {
    const answer = kindOf(question).prediction?.letters(draft) ?? null;
    return may(play, 'answer') ? noted(judged, step.id, { standing: 'answered', answer }) : play;
  }
  if (standing === 'passed') return judged;
  const passed = judgement.verdict === 'right' ? ({ standing: 'passed' } as const) : {};
  return noted(judged, step.id, { attempts: attempts + 1, ...passed });
}

/** What is not open any more is only gone by. */
function skipped(play: Play): Play {
  const { kind, id } = stepOf(play);
  if (kind === 'introduction' || kind === 'look' || kind === 'take-away') return play;
  return gone(may(play, 'skip') ? noted(play, id, { standing: 'skipped', answer: null }) : play, 'next');
}

const checkOf = (play: Play): Check | null => {
  const step = stepOf(play);
  return step.kind === 'check' ? step.question : null;
};

const PASSED = 'This is right already. → goes on.';

function hinted(play: Play): Play {
  const check = checkOf(play);
  if (!check) return { ...play, notice: 'There are hints for checks only.' };
  if (!may(play, 'help')) return { ...play, notice: PASSED };
  const { hints } = recordOf(play.records, check.id);
  return hints < check.hints.length
    ? noted(play, check.id, { hints: hints + 1 })
    : { ...play, notice: 'These are all hints. S gives the solution.' };
}

function solved(play: Play): Play {
  const check = checkOf(play);
  if (!check) return { ...play, notice: 'There is a solution for checks only.' };
  if (!may(play, 'help')) return { ...play, notice: PASSED };
  const kind = kindOf(check);
  const solution = kind.solve(play.lesson, check.answer, check.solution);
  if (isProblem(solution)) return { ...play, notice: `${solution.says} ${solution.fix}` };
  const shown = noted(play, check.id, { solution: 'shown' });
  if (kind.tell) return { ...shown, notice: kind.tell(check.answer, solution) };
  return { ...given(shown, solution), notice: 'This is it; enter hands it in.' };
}

/** Of an answer that consists of shots: one more. */
function answered(play: Play, shot: string, outcome: ShotOutcome): Play {
  const known = { ...play, outcomes: entered(play.outcomes, shot, outcome) };
  const step = stepOf(play);
  if (step.kind === 'shot' && step.id === shot) return noted(known, shot, { standing: 'seen' });
  const sent = step.kind === 'check' && kindOf(step.question).sent?.(play.drafts.get(step.id) ?? null, shot);
  return sent ? handedIn(given(known, sent)) : known;
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  return new Map([...map].filter(([name]) => name !== key));
}

/** Contains the reducer of a lesson, which computes the state of play after an event. */
import { isProblem } from '../../bytes/problem.ts';
import type { Check } from '../format.ts';
import type { Vote } from '../kinds/kind.ts';
import { type Given, judge, kindOf } from '../kinds/table.ts';
import type { ShotOutcome } from '../prepared.ts';
import { beginPlay, lockOf, markSeen, may, type Play, setRecord, stepOf, withEntry } from './play.ts';
import { questionOf, recordOf, type Step } from './records.ts';

export type PlayEvent =
  | { readonly kind: 'go'; readonly to: 'back' | 'next' }
  | { readonly kind: 'give'; readonly given: Given }
  | { readonly kind: 'hand-in' }
  | { readonly kind: 'skip' }
  | { readonly kind: 'hint' }
  /** Fills in the solution without submitting it. */
  | { readonly kind: 'solution' }
  | { readonly kind: 'answered'; readonly shot: string; readonly outcome: ShotOutcome }
  /** Notes a vote of a class, after those before it. `null` takes the last one back. */
  | { readonly kind: 'count'; readonly vote: Vote | null }
  /** Shows the whole answer to the shot. */
  | { readonly kind: 'unfold' }
  /** Discards everything that the learner did in this lesson. */
  | { readonly kind: 'reset' };

/**
 * Computes the state of play after an event. An event that is not possible in the current state changes only the
 * notice.
 */
export function advance(before: Play, event: PlayEvent): Play {
  const play = { ...before, notice: null };
  switch (event.kind) {
    case 'go':
      return go(play, event.to);
    case 'give':
      return give(play, event.given);
    case 'hand-in':
      return handIn(play);
    case 'skip':
      return skip(play);
    case 'hint':
      return showHint(play);
    case 'solution':
      return showSolution(play);
    case 'answered':
      return noteOutcome(play, event.shot, event.outcome);
    case 'count':
      return count(play, event.vote);
    case 'unfold':
      return { ...play, unfolded: new Set([...play.unfolded, stepOf(play).id]) };
    case 'reset':
      return beginPlay(play.lesson, play.form, new Map());
  }
}

function count(play: Play, vote: Vote | null): Play {
  const { id } = stepOf(play);
  const votes = play.hands.get(id) ?? [];
  return { ...play, hands: withEntry(play.hands, id, vote ? [...votes, vote] : votes.slice(0, -1)) };
}

function go(play: Play, to: 'back' | 'next'): Play {
  if (to === 'back') return markSeen({ ...play, at: Math.max(play.at - 1, 0) });
  const lock = lockOf(play);
  if (lock !== null) return { ...play, notice: lock };
  return markSeen({ ...play, at: Math.min(play.at + 1, play.steps.length - 1) });
}

const isAsked = (play: Play, { kind }: Step): boolean => kind === 'check' || may(play, 'answer');

function give(play: Play, draft: Given): Play {
  const step = stepOf(play);
  if (!isAsked(play, step)) return play;
  return {
    ...play,
    drafts: withEntry(play.drafts, step.id, draft),
    judgements: without(play.judgements, step.id),
  };
}

function handIn(play: Play): Play {
  const step = stepOf(play);
  const question = questionOf(step);
  const draft = play.drafts.get(step.id);
  if (!question || !draft) return play;
  const judgment = judge(play.lesson, question, draft);
  const judged = { ...play, judgements: withEntry(play.judgements, step.id, judgment) };
  if (judgment.verdict === 'incomplete') return judged;
  const { attempts, state } = recordOf(play.records, step.id);
  if (step.kind === 'predict') {
    const answer = kindOf(question).prediction?.letters(draft) ?? null;
    return may(play, 'answer') ? setRecord(judged, step.id, { state: 'answered', answer }) : play;
  }
  if (state === 'passed') return judged;
  const passed = judgment.verdict === 'right' ? ({ state: 'passed' } as const) : {};
  return setRecord(judged, step.id, { attempts: attempts + 1, ...passed });
}

/** Marks the current step as skipped if it is open, and goes to the next step. */
function skip(play: Play): Play {
  const { kind, id } = stepOf(play);
  if (kind === 'introduction' || kind === 'look' || kind === 'take-away') return play;
  return go(may(play, 'skip') ? setRecord(play, id, { state: 'skipped', answer: null }) : play, 'next');
}

const checkOf = (play: Play): Check | null => {
  const step = stepOf(play);
  return step.kind === 'check' ? step.question : null;
};

const PASSED = 'This is already right. Press → to continue.';

function showHint(play: Play): Play {
  const check = checkOf(play);
  if (!check) return { ...play, notice: 'Only checks have hints.' };
  if (!may(play, 'help')) return { ...play, notice: PASSED };
  const { hints } = recordOf(play.records, check.id);
  return may(play, 'hint')
    ? setRecord(play, check.id, { hints: hints + 1 })
    : { ...play, notice: 'There are no more hints. Press S for the solution.' };
}

function showSolution(play: Play): Play {
  const check = checkOf(play);
  if (!check) return { ...play, notice: 'Only checks have a solution.' };
  if (!may(play, 'help')) return { ...play, notice: PASSED };
  const kind = kindOf(check);
  const solution = kind.solve(play.lesson, check.answer, check.solution);
  if (isProblem(solution)) return { ...play, notice: `${solution.says} ${solution.fix}` };
  const shown = setRecord(play, check.id, { solution: 'shown' });
  if (kind.tell) return { ...shown, notice: kind.tell(check.answer, solution) };
  return { ...give(shown, solution), notice: 'This is the solution. Press Enter to submit it.' };
}

/** Records the outcome of a shot. If the answer consists of shots, also adds the shot to the answer. */
function noteOutcome(play: Play, shot: string, outcome: ShotOutcome): Play {
  const known = { ...play, outcomes: withEntry(play.outcomes, shot, outcome) };
  const step = stepOf(play);
  if (step.kind === 'shot' && step.id === shot) return setRecord(known, shot, { state: 'seen' });
  const sent = step.kind === 'check' && kindOf(step.question).sent?.(play.drafts.get(step.id) ?? null, shot);
  return sent ? handIn(give(known, sent)) : known;
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  return new Map([...map].filter(([name]) => name !== key));
}

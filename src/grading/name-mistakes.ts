/**
 * The mistake by its name: each one that is known is made of the right answer again, on every case, and what comes out
 * is held against what the program gave. One mistake has to explain what is right as well: there it changes nothing.
 */
import type { Cause } from '../diagnosis/cause.ts';
import { CAUSES } from '../diagnosis/causes/table.ts';
import type { Mutation } from '../diagnosis/mutation.ts';
import type { CaseResult } from './compare-answer.ts';
import { type Comparable, comparableOf, type Outcome, outcomeOf } from './try-mistake.ts';

export interface Candidate {
  readonly cause: Cause;
  readonly mutation: Mutation;
}

/** A mistake that makes what the program gave. */
export interface NamedMistake extends Candidate {
  /** The wrong cases that are exactly as it makes them, by id. */
  readonly explains: readonly string[];
  /** The right ones of which it would have made something else. */
  readonly contradicts: readonly string[];
  /** Others that make exactly the same of every case: nothing here can tell them apart. */
  readonly twins: readonly Candidate[];
}

export interface Naming {
  /** The one that explains most comes first; each of the others explains what those before it do not. */
  readonly mistakes: readonly NamedMistake[];
  /** Wrong cases that none of them explains, by id. */
  readonly unknown: readonly string[];
}

/** All mistakes of whoever signs, in the order in which causes are named. */
const CANDIDATES: readonly Candidate[] = CAUSES.flatMap((cause) =>
  cause.mutations.filter(({ side }) => side === 'client').map((mutation) => ({ cause, mutation })),
);

/** Nobody mends more than so many at a time. */
const MOST_NAMED = 5;

export function nameMistakes(results: readonly CaseResult[]): Naming {
  const all = results.flatMap(comparableOf);
  const wrong = all.filter(({ isSignatureRight }) => !isSignatureRight);
  const tried = [false, true].flatMap((isGuided) => triedOn(wrong, all, isGuided));
  const mistakes: NamedMistake[] = [];
  const left = new Set(wrong.map(({ id }) => id));
  for (let best = bestOf(tried, left); best && mistakes.length < MOST_NAMED; best = bestOf(tried, left)) {
    mistakes.push(withTwins(best, tried));
    for (const id of best.explains) left.delete(id);
  }
  return { mistakes, unknown: [...left] };
}

interface Tried extends Candidate {
  readonly isGuided: boolean;
  readonly explains: readonly string[];
  readonly contradicts: readonly string[];
}

/** Every candidate that explains a wrong case, tried on all cases. */
function triedOn(wrong: readonly Comparable[], all: readonly Comparable[], isGuided: boolean): Tried[] {
  const tried = new Map<Candidate, Tried>();
  const explained = new Set<string>();
  for (const one of wrong) {
    // What explains this one, and nothing that is left, has been tried already.
    if (explained.has(one.id)) continue;
    for (const candidate of CANDIDATES) {
      if (tried.has(candidate) || outcomeOf(candidate.mutation, one, isGuided) !== 'explains') continue;
      const found = tryOn(candidate, all, isGuided);
      tried.set(candidate, found);
      for (const id of found.explains) explained.add(id);
    }
  }
  return CANDIDATES.flatMap((candidate) => tried.get(candidate) ?? []);
}

function tryOn(candidate: Candidate, all: readonly Comparable[], isGuided: boolean): Tried {
  const outcomes = all.map((one) => [one.id, outcomeOf(candidate.mutation, one, isGuided)] as const);
  const withOutcome = (wanted: Outcome) => outcomes.filter(([, outcome]) => outcome === wanted).map(([id]) => id);
  return { ...candidate, isGuided, explains: withOutcome('explains'), contradicts: withOutcome('contradicts') };
}

/**
 * The one that explains most of what is left; of several the one that contradicts least, then the first. What had to be
 * guided says little of its own, and stands behind what explains as much by itself.
 */
function bestOf(tried: readonly Tried[], left: ReadonlySet<string>): Tried | null {
  const scored = tried
    .map((one) => ({ one, explained: one.explains.filter((id) => left.has(id)).length }))
    .filter(({ explained }) => explained > 0);
  const [first, ...others] = scored;
  if (!first) return null;
  const isBetter = (other: (typeof scored)[number], than: typeof other) =>
    other.explained > than.explained ||
    (other.explained === than.explained &&
      other.one.isGuided === than.one.isGuided &&
      other.one.contradicts.length < than.one.contradicts.length);
  return others.reduce((best, other) => (isBetter(other, best) ? other : best), first).one;
}

/** What needs to be guided explains much, and is no twin of what needs not. */
function withTwins(best: Tried, tried: readonly Tried[]): NamedMistake {
  const name = ({ explains, contradicts }: Tried) => [...explains, '', ...contradicts].join('\n');
  const isTwin = (other: Tried) =>
    other.mutation !== best.mutation && other.isGuided === best.isGuided && name(other) === name(best);
  return { ...best, twins: tried.filter(isTwin).map(({ cause, mutation }) => ({ cause, mutation })) };
}

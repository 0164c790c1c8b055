/** The mistakes that are known, and each of them tried on every case. */
import type { Cause } from '../diagnosis/cause.ts';
import { CAUSES } from '../diagnosis/causes/table.ts';
import type { Mutation } from '../diagnosis/mutation.ts';
import { type Comparable, type Outcome, outcomeOf } from './try-mistake.ts';

export interface Candidate {
  readonly cause: Cause;
  readonly mutation: Mutation;
}

/** All mistakes of whoever signs, in the order in which causes are named. */
const CANDIDATES: readonly Candidate[] = CAUSES.flatMap((cause) =>
  cause.mutations.filter(({ side }) => side === 'client').map((mutation) => ({ cause, mutation })),
);

/** How mistakes are tried. */
interface Trying {
  readonly isGuided: boolean;
  /** What is made first; `null` for nothing. */
  readonly besides: Candidate | null;
}

export interface Tried extends Candidate, Trying {
  /** The wrong cases of which it makes the first value that is wrong, by id. */
  readonly explains: readonly string[];
  /** Those of them of which it makes the signature too. */
  readonly makes: readonly string[];
  /** The right ones of which it makes something else. */
  readonly contradicts: readonly string[];
}

/** Every candidate that explains a wrong case, tried on all cases. */
export function triedOn(wrong: readonly Comparable[], all: readonly Comparable[], trying: Trying): Tried[] {
  const tried = new Map<Candidate, Tried>();
  const explained = new Set<string>();
  for (const one of wrong) {
    // What explains this one, and nothing that is left, has been tried already.
    if (explained.has(one.id)) continue;
    for (const candidate of CANDIDATES) {
      if (tried.has(candidate) || !EXPLAINING.includes(outcomeWith(candidate, one, trying))) continue;
      const found = tryOn(candidate, all, trying);
      tried.set(candidate, found);
      for (const id of found.explains) explained.add(id);
    }
  }
  return CANDIDATES.flatMap((candidate) => tried.get(candidate) ?? []);
}

function tryOn(candidate: Candidate, all: readonly Comparable[], trying: Trying): Tried {
  const outcomes = all.map((one) => [one.id, outcomeWith(candidate, one, trying)] as const);
  const having = (wanted: readonly Outcome[]) => outcomes.filter(([, one]) => wanted.includes(one)).map(([id]) => id);
  return {
    ...{ ...candidate, ...trying },
    explains: having(EXPLAINING),
    makes: having(['makes']),
    contradicts: having(['contradicts']),
  };
}

const EXPLAINING: readonly Outcome[] = ['makes', 'explains'];

function outcomeWith({ mutation }: Candidate, one: Comparable, { isGuided, besides }: Trying): Outcome {
  if (besides === null) return outcomeOf(mutation, one, isGuided);
  const first = besides.mutation;
  const change: Mutation['change'] = (draft, around) =>
    first.change(draft, around).flatMap((made) => mutation.change(made, around));
  return outcomeOf({ ...mutation, change }, one, isGuided);
}

/** Defines what every search for mistakes needs, and a mistake that a search found. */
import type { Cause } from '../causes/cause.ts';
import type { Draft } from '../drafts/draft.ts';
import type { MutationContext } from '../drafts/mutation.ts';
import type { Sides } from '../sides/sides.ts';
import { type Candidate, replayedOf } from './candidates.ts';
import type { Certainty } from './certainty/hit.ts';
import { isAboutUnsaid, isContradicted } from './certainty/story.ts';

export interface SearchContext {
  readonly sides: Sides;
  readonly causes: readonly Cause[];
  readonly aroundOf: (other: Draft | null) => MutationContext;
}

export interface Found {
  readonly candidate: Candidate;
  readonly certainty: Certainty;
  /** Whether something remains that no mistake explains. */
  readonly isPart: boolean;
}

/** Returns a function that checks whether the request allows that all of the given mistakes happened. */
export const isPossibleIn = (sides: Sides) => (candidates: readonly Candidate[]) =>
  candidates.every((candidate) => {
    const replayed = replayedOf(candidate);
    return !isContradicted(replayed, sides) && !isAboutUnsaid(replayed, sides);
  });

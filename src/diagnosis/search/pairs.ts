/** Searches for two simultaneous mistakes of which only the combined result is known: a signature or a text. */
import { plain } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { type Draft, secretBytes } from '../draft/draft.ts';
import { type Replay, replay } from '../draft/steps.ts';
import type { Candidate } from './candidates.ts';
import { isOfKey, madeTogether, type Slot } from './slots.ts';

/** The result that the mistakes must produce. */
export interface Goal {
  readonly isReached: (made: Replay) => boolean;
  /** Returns whether both mistakes can have happened. The request rules out some of them. */
  readonly isPossible: (pair: readonly Candidate[]) => boolean;
}

/**
 * The maximum number of pairs to try for each kind of pair, the likely ones first. All of them together take about half
 * a second.
 */
const MOST_UNDER_KEYS = 60_000;
const MOST_IN_OTHER_PLACES = 25_000;
const MOST_IN_ONE_PLACE = 1_000;
/** The number of variants that count as usual if a mistake has many. */
const USUAL_WAYS = 3;

/** Returns the first two mistakes that together reach the goal; `null` if none do within the limits. */
export function pairReaching(candidates: readonly Candidate[], goal: Goal): readonly Candidate[] | null {
  const distinct = distinctOf(candidates);
  const usual = distinct.filter(({ way }) => way < USUAL_WAYS);
  const keys = { left: MOST_UNDER_KEYS };
  const ofKey = usual.filter(({ slots }) => isOfKey(slots));
  const ofText = usual.filter(({ slots }) => !isOfKey(slots));
  return (
    inOtherPlaces(ofKey, goal, { left: MOST_IN_OTHER_PLACES }) ??
    textsUnderKeys({ texts: usual, keys: usual }, goal, keys) ??
    inOtherPlaces(ofText, goal, { left: MOST_IN_OTHER_PLACES }) ??
    inOnePlace(ofKey, goal, { left: MOST_IN_ONE_PLACE }) ??
    inOnePlace(ofText, goal, { left: MOST_IN_ONE_PLACE }) ??
    textsUnderKeys({ texts: usual, keys: distinct }, goal, keys) ??
    textsUnderKeys({ texts: distinct, keys: usual }, goal, keys)
  );
}

/**
 * Returns the first pair, with one mistake of each kind in different places, that reaches the goal; `null` if there is
 * none within the limit.
 */
export function pairOfKinds(
  some: readonly Candidate[],
  others: readonly Candidate[],
  goal: Goal,
): readonly Candidate[] | null {
  const budget = { left: MOST_IN_OTHER_PLACES };
  for (const one of some) {
    for (const other of others) {
      if (budget.left-- <= 0) return null;
      const found = reached([other, one], madeTogether(one.base, other, one), goal);
      if (found) return found;
    }
  }
  return null;
}

interface Budget {
  left: number;
}

/** Removes mistakes with the same result as an earlier one. */
function distinctOf(candidates: readonly Candidate[]): readonly Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ draft }) => {
    const made = replay(draft);
    const key = `${made.stringToSign}\n${made.signature() ?? ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

interface TextsAndKeys {
  readonly texts: readonly Candidate[];
  readonly keys: readonly Candidate[];
}

/** Combines each mistake in the text with each mistake in the key. Each key is computed only once for all texts. */
function textsUnderKeys(all: TextsAndKeys, goal: Goal, budget: Budget): readonly Candidate[] | null {
  const texts = all.texts.filter(({ slots }) => !isOfKey(slots)).map((text) => ({ text, made: replay(text.draft) }));
  for (const key of all.keys.filter(({ slots }) => isOfKey(slots))) {
    const signed = signatureUnder(key);
    for (const { text, made } of texts) {
      if (budget.left-- <= 0) return null;
      const draft = text.slots.some(isOfScope) ? madeTogether(text.base, text, key) : null;
      const result = draft ? replay(draft) : { ...made, signature: () => signed(made.stringToSign) };
      if (goal.isReached(result) && goal.isPossible([text, key])) return [text, key];
    }
  }
  return null;
}

/** The scope matters here because the key is derived from it. */
const isOfScope = (slot: Slot): boolean => slot.startsWith('scope/');

function signatureUnder({ draft }: Candidate): (stringToSign: Octets) => Octets | null {
  const secret = secretBytes(draft);
  const key = secret && draft.steps.signingKey(draft, secret);
  return (stringToSign) => key && draft.steps.signature(key, plain(stringToSign)).octets;
}

function inOtherPlaces(some: readonly Candidate[], goal: Goal, budget: Budget): readonly Candidate[] | null {
  for (const [index, one] of some.entries()) {
    for (const other of some.slice(index + 1)) {
      if (budget.left-- <= 0) return null;
      const found = reached([one, other], madeTogether(one.base, one, other), goal);
      if (found) return found;
    }
  }
  return null;
}

/** Combines two mistakes in the same place. The second one is applied to the result of the first. */
function inOnePlace(usual: readonly Candidate[], goal: Goal, budget: Budget): readonly Candidate[] | null {
  const mutations = [...new Map(usual.map((one) => [one.mutation, one])).values()];
  for (const one of usual) {
    for (const other of mutations) {
      if (other.mutation === one.mutation || !other.slots.some((slot) => one.slots.includes(slot))) continue;
      if (budget.left-- <= 0) return null;
      for (const draft of other.mutation.change(one.draft, one.around).slice(0, USUAL_WAYS)) {
        const found = reached([one, other], draft, goal);
        if (found) return found;
      }
    }
  }
  return null;
}

function reached(pair: readonly Candidate[], draft: Draft | null, goal: Goal): readonly Candidate[] | null {
  return draft !== null && goal.isReached(replay(draft)) && goal.isPossible(pair) ? pair : null;
}

/** Two mistakes at once, of which nothing is known but what comes of both: a signature, or a text. */
import { plain } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { type Draft, secretBytes } from '../draft/draft.ts';
import { type Replay, replay } from '../draft/steps.ts';
import type { Candidate } from './candidates.ts';
import { isOfKey, madeTogether, type Slot } from './slots.ts';

/** What has to come out. */
export interface Goal {
  readonly isReached: (made: Replay) => boolean;
  /** Whether both together may be what happened: the request contradicts some stories. */
  readonly isPossible: (pair: readonly Candidate[]) => boolean;
}

/** So many are tried at most of each kind of pair, the likely ones first: about half a second in all. */
const MOST_UNDER_KEYS = 60_000;
const MOST_IN_OTHER_PLACES = 25_000;
const MOST_IN_ONE_PLACE = 1_000;
/** Of a mistake that can be made in many ways, so many are the usual ones. */
const USUAL_WAYS = 3;

/** Returns the first two mistakes that reach the goal together; `null` where none do, or too many would have to be tried. */
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

/** Returns the first mistake of the one kind that reaches the goal with one of the other kind, in another place. */
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

/** Of mistakes that make the same, the first. */
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

/** A mistake of the text under each mistake of the key: the key is made once for all texts. */
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

/** The key is made of the scope. */
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

/** Two mistakes in one place: the second is made of what the first has made. */
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

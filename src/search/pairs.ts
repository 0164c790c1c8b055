/** Searches for two simultaneous mistakes when only their combined result, a signature or a text, is known. */
import type { Octets } from '../bytes/octets.ts';
import { type Replay, replay } from '../drafts/replay.ts';
import type { Candidate } from './candidates.ts';
import type { Search } from './search.ts';
import { differingSlots, isOfKey, madeTogether, type Slot } from './slots.ts';
import {
  haveSamePlace,
  isKeyShared,
  isRequestShared,
  signatureTogether,
  type Trial,
  togetherDraft,
  trialOf,
} from './trials.ts';

/** The signature that two mistakes must produce. */
export interface SignatureGoal {
  readonly signature: Octets;
  /** Returns whether both mistakes can have happened. The request rules out some mistakes. */
  readonly isPossible: (pair: readonly Candidate[]) => boolean;
}

/**
 * The maximum number of HMACs to compute, at about two microseconds each. Likely pairs come first. A new canonical
 * request adds two to the count, a new key adds seven, and a second change in the same place adds 20. A canonical
 * request that is longer than usual adds more in proportion, so that a search takes no longer for a request with many
 * headers.
 */
const MOST_HMACS = 800_000;
const PRICE_OF_REQUEST = 2;
const PRICE_OF_KEY = 7;
const PRICE_OF_PLACE = 20;
/** The number of bytes up to which a canonical request is not long, even with a session token. */
const USUAL_LENGTH = 1_500;
/** The number of places up to which a mistake does not change many. */
const USUAL_SLOTS = 16;
/** The number of variants that are tried if a mistake has many. */
const USUAL_WAYS = 3;

/** The mistakes that can be combined. Wide mistakes are combined only with usual ones, and only at the end. */
interface Combined {
  readonly usual: readonly Candidate[];
  readonly wide: () => readonly Candidate[];
}

/**
 * Returns the first two mistakes that together produce the signature; `null` if no such pair is found within the
 * limits.
 */
export function* pairSigning({ usual, wide }: Combined, goal: SignatureGoal): PairSearch {
  const all = distinctTrials(usual);
  const likely = all.filter(isUsual);
  const [first] = all;
  const size = Math.max(1, (first?.made.canonicalRequest.length ?? 0) / USUAL_LENGTH);
  const budget: Budget = { left: MOST_HMACS, tried: 0, reported: MOST_HMACS, size };
  const areRare = (one: Trial, other: Trial) => !isUsual(one) || !isUsual(other);
  return (
    (yield* inOtherPlaces(likely, goal, budget, (one, other) => !isKeyShared(one, other))) ??
    (yield* inOnePlace(likely, goal, budget)) ??
    (yield* inOtherPlaces(likely, goal, budget, isKeyShared)) ??
    (yield* inOtherPlaces(all, goal, budget, (one, other) => areRare(one, other) && !isKeyShared(one, other))) ??
    (yield* withWide({ likely, all, wide: distinctTrials(wide()) }, goal, budget)) ??
    (yield* inOtherPlaces(all, goal, budget, (one, other) => areRare(one, other) && isKeyShared(one, other)))
  );
}

interface WithWide {
  readonly likely: readonly Trial[];
  readonly all: readonly Trial[];
  readonly wide: readonly Trial[];
}

/**
 * Combines mistakes that have many variants. Such mistakes in one header are first combined with all mistakes in other
 * headers, because libraries change multiple headers at a time. Then every mistake of this kind is combined with the
 * likely mistakes.
 */
function* withWide({ likely, all, wide }: WithWide, goal: SignatureGoal, budget: Budget): PairSearch {
  const isAsked = (one: Trial, other: Trial) => isWide(one) !== isWide(other);
  const headers = [...wide, ...all].filter(({ candidate }) => candidate.slots.every(isOfHeader));
  return (
    (yield* inOtherPlaces(headers, goal, budget, isAsked)) ??
    (yield* inOtherPlaces(
      [...likely, ...wide],
      goal,
      budget,
      (one, other) => isAsked(one, other) && !isKeyShared(one, other),
    )) ??
    (yield* inOtherPlaces(
      [...likely, ...wide],
      goal,
      budget,
      (one, other) => isAsked(one, other) && isKeyShared(one, other),
    ))
  );
}

const isOfHeader = (slot: Slot): boolean => slot.startsWith('header/');

const isWide = ({ candidate }: Trial): boolean => candidate.mutation.isWide === true;
const isUsual = ({ candidate }: Trial): boolean => candidate.way < USUAL_WAYS;

type PairSearch = Search<readonly Candidate[] | null>;

/** The remaining budget of a search, in HMACs. */
interface Budget {
  left: number;
  /** The number of pairs that were tried. */
  tried: number;
  /** The remaining budget at the last report. */
  reported: number;
  /** How many times longer than usual the canonical request is; at least 1. */
  readonly size: number;
}

/**
 * The number of HMACs between reports. A report about every 20 ms keeps the terminal responsive at no measurable cost.
 */
const REPORT_AFTER = 10_000;

/** Spends HMACs on one pair. Returns whether it is time for a report. */
function spend(budget: Budget, price: number): boolean {
  budget.left -= price;
  budget.tried += 1;
  const isDue = budget.reported - budget.left > REPORT_AFTER;
  if (isDue) budget.reported = budget.left;
  return isDue;
}

/** Creates the trials, omitting mistakes with the same result as an earlier one. */
function distinctTrials(candidates: readonly Candidate[]): readonly Trial[] {
  const seen = new Set<string>();
  return candidates.map(trialOf).filter(({ made }) => {
    const key = `${made.stringToSign}\n${made.signature() ?? ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * Combines mistakes in different places: first mistakes in the text with mistakes in the key, and then mistakes in the
 * text with each other.
 */
function* inOtherPlaces(
  trials: readonly Trial[],
  goal: SignatureGoal,
  budget: Budget,
  isAsked: (one: Trial, other: Trial) => boolean,
): PairSearch {
  const keys = trials.filter(({ candidate }) => isOfKey(candidate.slots));
  const texts = trials.filter(({ candidate }) => !isOfKey(candidate.slots));
  for (const [index, one] of [...keys, ...texts].entries()) {
    const others = index < keys.length ? [...keys.slice(index + 1), ...texts] : texts.slice(index - keys.length + 1);
    for (const other of others) {
      if (!isAsked(one, other) || haveSamePlace(one, other)) continue;
      if (spend(budget, priceOf(one, other, budget)) && !(yield { tried: budget.tried })) budget.left = 0;
      if (budget.left <= 0) return null;
      if (signatureTogether(one, other) === goal.signature && isConfirmed(one, other, goal))
        return [one.candidate, other.candidate];
    }
  }
  return null;
}

function priceOf(one: Trial, other: Trial, { size }: Budget): number {
  const slots = Math.max(one.candidate.slots.length, other.candidate.slots.length, USUAL_SLOTS) / USUAL_SLOTS;
  const ofRequest = isRequestShared(one, other) ? PRICE_OF_REQUEST * size * slots : 0;
  return 1 + ofRequest + (isKeyShared(one, other) ? PRICE_OF_KEY : 0);
}

/** Computes everything again, because a trial takes some results from a single mistake. */
function isConfirmed(one: Trial, other: Trial, { signature, isPossible }: SignatureGoal): boolean {
  const draft = togetherDraft(one, other);
  return draft !== null && replay(draft).signature() === signature && isPossible([one.candidate, other.candidate]);
}

/** Combines two mistakes in the same place. The second one is applied to the result of the first. */
function* inOnePlace(usual: readonly Trial[], goal: SignatureGoal, budget: Budget): PairSearch {
  const mutations = [...new Map(usual.map(({ candidate }) => [candidate.mutation, candidate])).values()];
  for (const { candidate: one } of usual) {
    for (const other of mutations) {
      if (other.mutation === one.mutation || !other.slots.some((slot) => one.slots.includes(slot))) continue;
      if (spend(budget, PRICE_OF_PLACE * budget.size) && !(yield { tried: budget.tried })) budget.left = 0;
      if (budget.left <= 0) return null;
      for (const draft of other.mutation.change(one.draft, one.around).slice(0, USUAL_WAYS))
        if (replay(draft).signature() === goal.signature && goal.isPossible([one, other]))
          return [one, { ...other, base: one.draft, draft, slots: differingSlots(one.draft, draft) }];
    }
  }
  return null;
}

/** The text that two mistakes must produce. */
export interface TextGoal {
  readonly isReached: (made: Replay) => boolean;
  readonly isPossible: SignatureGoal['isPossible'];
}

const MOST_OF_KINDS = 25_000;

/**
 * Returns the first pair, with one mistake of each kind in different places, that reaches the goal; `null` if there is
 * none within the limit.
 */
export function pairOfKinds(
  some: readonly Candidate[],
  others: readonly Candidate[],
  { isReached, isPossible }: TextGoal,
): readonly Candidate[] | null {
  let left = MOST_OF_KINDS;
  for (const one of some) {
    for (const other of others) {
      if (left-- <= 0) return null;
      const draft = madeTogether(one.base, other, one);
      if (draft !== null && isReached(replay(draft)) && isPossible([other, one])) return [other, one];
    }
  }
  return null;
}

/**
 * Compares the draft that the server computed with the draft that the client signed, part by part. Each differing part
 * is explained separately, so multiple simultaneous mistakes are as easy to find as a single one.
 */

import type { Draft } from '../drafts/draft.ts';
import type { MutationSide } from '../drafts/mutation.ts';
import { isSignedRight } from '../sides/right-signature.ts';
import type { Sides } from '../sides/sides.ts';
import { type Candidate, candidatesOf, replayedOf } from './candidates.ts';
import { isContradicted } from './certainty/story.ts';
import type { SearchContext } from './found.ts';
import { differingSlots, hasStep, type Slot } from './slots.ts';

/** Mistakes that together turn one text into the other. */
export interface Cover {
  readonly mistakes: readonly Candidate[];
  /** The places that no mistake explains. */
  readonly left: readonly Slot[];
}

/** The draft that the server computed, and the draft that the client signed. */
export interface DraftPair {
  readonly server: Draft;
  readonly client: Draft;
}

/** `side` limits the search to one side's mistakes. */
export interface CoverContext extends SearchContext {
  readonly side?: MutationSide;
}

/** Explains each differing place by the mistake that covers the most places. */
export function coverOf(pair: DraftPair, context: CoverContext): Cover {
  const explain = explainerOf(pair, context);
  const mistakes: Candidate[] = [];
  let left = differingSlots(pair.server, pair.client);
  for (const slot of [...left]) {
    if (!left.includes(slot)) continue;
    const found = explain(slot, left);
    mistakes.push(...found);
    const covered = found.flatMap(({ slots }) => slots);
    left = left.filter((one) => !covered.includes(one));
  }
  return { mistakes, left };
}

/** Returns the mistakes that explain a place and change only places that are still unexplained. */
type Explainer = (slot: Slot, left: readonly Slot[]) => readonly Candidate[];

/**
 * Returns the function that explains places. If only a plain difference fits, it also tries mistakes with many variants
 * and two mistakes in the same place.
 */
function explainerOf(pair: DraftPair, context: CoverContext): Explainer {
  const isFitting = (candidate: Candidate) =>
    makes(candidate, targetOf(candidate, pair)) && !isContradicted(replayedOf(candidate), context.sides);
  const usual = candidatesOfPair(pair, context);
  const fitting = usual.filter(isFitting);
  let wide: readonly Candidate[] | null = null;
  return (slot, left) => {
    const isIn = ({ slots }: Candidate) => slots.includes(slot) && slots.every((one) => left.includes(one));
    const best = bestFor(slot, fitting.filter(isIn), pair, context.sides);
    if (best?.mutation.isPlain !== true && best !== null) return [best];
    wide ??= candidatesOfPair(pair, context, true).filter(isFitting);
    const rare = wide.find(isIn);
    if (rare) return [rare];
    return twoInPlace(slot, usual, isFitting) ?? (best ? [best] : []);
  };
}

/** The maximum number of times that a second mistake is applied to the result of a first one. */
const MOST_SECONDS = 3_000;
const USUAL_WAYS = 3;

/** Returns two mistakes in the same place, the second of which changes the result of the first. */
function twoInPlace(
  slot: Slot,
  usual: readonly Candidate[],
  isFitting: (candidate: Candidate) => boolean,
): readonly [Candidate, Candidate] | null {
  const here = usual.filter(({ slots, mutation }) => slots.includes(slot) && !hasStep(slots) && !mutation.isPlain);
  const mutations = [...new Map(here.map((one) => [one.mutation, one])).values()];
  let left = MOST_SECONDS;
  for (const one of here) {
    for (const other of mutations) {
      if (other.mutation === one.mutation || other.mutation.side !== one.mutation.side) continue;
      if (left-- <= 0) return null;
      for (const draft of other.mutation.change(one.draft, one.around).slice(0, USUAL_WAYS)) {
        const second = { ...other, base: one.draft, draft, slots: differingSlots(one.base, draft) };
        if (second.slots.includes(slot) && isFitting(second)) return [one, second];
      }
    }
  }
  return null;
}

/** Returns the candidates of both sides. */
function candidatesOfPair(
  { server, client }: DraftPair,
  { sides, causes, aroundOf, side }: CoverContext,
  isWide = false,
): readonly Candidate[] {
  // If the signature is right, the signer made no mistake, even if the signer's log differs.
  const isSignersText = sides.client.known === 'quoted' && !isSignedRight(sides);
  return [
    ...(isSignersText && side !== 'way'
      ? candidatesOf(causes, { base: server, side: 'client', around: aroundOf(client), isWide })
      : []),
    ...(sides.server.known === 'quoted'
      ? candidatesOf(causes, { base: client, side: 'way', around: aroundOf(server), isWide })
      : []),
  ];
}

const targetOf = ({ mutation }: Candidate, { server, client }: DraftPair): Draft =>
  mutation.side === 'client' ? client : server;

/** Returns whether a candidate produces the other side's values in all places that it changes. */
function makes({ draft, slots }: Candidate, other: Draft): boolean {
  if (hasStep(slots)) return false;
  const differing = differingSlots(draft, other);
  return slots.every((slot) => !differing.includes(slot));
}

/** A bonus that is larger than the number of places that any mistake changes. */
const MOST_SLOTS = 1_000;

/**
 * Returns the mistake that explains the most places, preferably a specific one. In a tie, the side that the request
 * indicates wins, and then the first mistake.
 */
function bestFor(slot: Slot, fitting: readonly Candidate[], pair: DraftPair, sides: Sides): Candidate | null {
  const preferred = sideTold(slot, pair, sides);
  const rank = ({ slots, mutation }: Candidate) =>
    (mutation.isPlain ? 0 : MOST_SLOTS) + slots.length * 2 + (mutation.side === preferred ? 1 : 0);
  const [first, ...others] = fitting;
  if (!first) return null;
  return others.reduce((best, one) => (rank(one) > rank(best) ? one : best), first);
}

/**
 * Returns the side of the mistake. If the sent request matches only the text that the client signed, the request was
 * changed in transit. Otherwise, the signer made a mistake.
 */
function sideTold(slot: Slot, { server, client }: DraftPair, { sent, rightFor }: Sides): 'client' | 'way' {
  if (rightFor.request === true) return 'way';
  if (sent === null || sent.basis === 'assumed') return 'client';
  const isAsSigned = !differingSlots(sent.draft, client).includes(slot);
  const isAsSeen = !differingSlots(sent.draft, server).includes(slot);
  return isAsSigned && !isAsSeen ? 'way' : 'client';
}

/**
 * Compares what the server computed with what the client signed, part by part. Each differing part is explained
 * separately, so several simultaneous mistakes are as easy to find as one.
 */
import { isSignedRight } from '../certainty/right-signature.ts';
import { isContradicted } from '../certainty/story.ts';
import type { Draft } from '../draft/draft.ts';
import type { MutationSide } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { type Candidate, candidatesOf, replayedOf } from './candidates.ts';
import type { SearchContext } from './search-context.ts';
import { differingSlots, hasStep, type Slot } from './slots.ts';

/** Mistakes that together turn one text into the other. */
export interface Cover {
  readonly mistakes: readonly Candidate[];
  /** The places that no mistake explains. */
  readonly left: readonly Slot[];
}

/** What the server computed, and what the client signed. */
export interface DraftPair {
  readonly server: Draft;
  readonly client: Draft;
}

/** `side` limits the mistakes to those of one side. */
export interface CoverContext extends SearchContext {
  readonly side?: MutationSide;
}

/** Explains each differing place with the mistake that covers the most places. */
export function coverOf(pair: DraftPair, context: CoverContext): Cover {
  const all = candidatesOfPair(pair, context);
  const mistakes: Candidate[] = [];
  let left = differingSlots(pair.server, pair.client);
  for (const slot of [...left]) {
    if (!left.includes(slot)) continue;
    const fitting = all.filter(({ slots }) => slots.includes(slot) && slots.every((one) => left.includes(one)));
    const best = bestFor(slot, fitting, pair, context.sides);
    if (!best) continue;
    mistakes.push(best);
    left = left.filter((one) => !best.slots.includes(one));
  }
  return { mistakes, left };
}

/** Returns the mistakes that change only places in which the drafts differ, and that the request does not rule out. */
function candidatesOfPair({ server, client }: DraftPair, { sides, causes, aroundOf, side }: CoverContext): Candidate[] {
  // If the signature is right, the signer made no mistake, even if its log differs.
  const isSignersText = sides.client.known === 'quoted' && !isSignedRight(sides);
  const bySigner =
    isSignersText && side !== 'way'
      ? candidatesOf(causes, { base: server, side: 'client', around: aroundOf(client) })
      : [];
  const onWay =
    sides.server.known === 'quoted'
      ? candidatesOf(causes, { base: client, side: 'way', around: aroundOf(server) })
      : [];
  return [
    ...bySigner.filter((candidate) => makes(candidate, client)),
    ...onWay.filter((candidate) => makes(candidate, server)),
  ].filter((candidate) => !isContradicted(replayedOf(candidate), sides));
}

function makes({ draft, slots }: Candidate, other: Draft): boolean {
  if (hasStep(slots)) return false;
  const differing = differingSlots(draft, other);
  return slots.every((slot) => !differing.includes(slot));
}

/** A bonus that is larger than the number of places any mistake changes. */
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
 * Returns the side of the mistake. If the sent request matches only what the client signed, it was changed in transit.
 * Otherwise, the signer made a mistake.
 */
function sideTold(slot: Slot, { server, client }: DraftPair, { sent, rightFor }: Sides): 'client' | 'way' {
  if (rightFor.request === true) return 'way';
  if (sent === null || sent.standing === 'assumed') return 'client';
  const isAsSigned = !differingSlots(sent.draft, client).includes(slot);
  const isAsSeen = !differingSlots(sent.draft, server).includes(slot);
  return isAsSigned && !isAsSeen ? 'way' : 'client';
}

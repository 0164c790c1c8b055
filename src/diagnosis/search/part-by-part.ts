/**
 * What the server computed beside what the client signed, part by part: each part that differs is explained by itself,
 * so that several mistakes at once are as plain as one.
 */
import { isSignedRight } from '../certainty/right-signature.ts';
import { isContradicted } from '../certainty/story.ts';
import type { Draft } from '../draft/draft.ts';
import type { Sides } from '../sides.ts';
import { type Candidate, candidatesOf, replayedOf } from './candidates.ts';
import type { SearchContext } from './search-context.ts';
import { differingSlots, hasStep, type Slot } from './slots.ts';

/** Mistakes that make the one text of the other together. */
export interface Cover {
  readonly mistakes: readonly Candidate[];
  /** Places that no mistake explains. */
  readonly left: readonly Slot[];
}

/** Two drafts: what the server computed, and what the client signed. */
export interface DraftPair {
  readonly server: Draft;
  readonly client: Draft;
}

/** Returns the fewest mistakes that explain the most places in which the two drafts differ. */
export function coverOf(pair: DraftPair, context: SearchContext): Cover {
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

/** Those whose every change is one of the differences, and whose story the request does not contradict. */
function candidatesOfPair({ server, client }: DraftPair, { sides, causes, aroundOf }: SearchContext): Candidate[] {
  // A signature that is right leaves no mistake to the signer, whatever its log looks like.
  const isSignersText = sides.client.known === 'quoted' && !isSignedRight(sides);
  const bySigner = isSignersText
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

/** No mistake changes more places at once. */
const MOST_SLOTS = 1_000;

/** The one that explains the most at once; of those, the one on the side that the request tells, and then the first. */
function bestFor(slot: Slot, fitting: readonly Candidate[], pair: DraftPair, sides: Sides): Candidate | null {
  const preferred = sideTold(slot, pair, sides);
  const rank = ({ slots, mutation }: Candidate) =>
    (mutation.isPlain ? 0 : MOST_SLOTS) + slots.length * 2 + (mutation.side === preferred ? 1 : 0);
  const [first, ...others] = fitting;
  if (!first) return null;
  return others.reduce((best, one) => (rank(one) > rank(best) ? one : best), first);
}

/** A request that is as the server saw it was signed wrong; one that is as the client signed it was changed on its way. */
function sideTold(slot: Slot, { server, client }: DraftPair, { sent, rightFor }: Sides): 'client' | 'way' {
  if (rightFor.request === true) return 'way';
  if (sent === null || sent.standing === 'assumed') return 'client';
  const isAsSigned = !differingSlots(sent.draft, client).includes(slot);
  const isAsSeen = !differingSlots(sent.draft, server).includes(slot);
  return isAsSigned && !isAsSeen ? 'way' : 'client';
}

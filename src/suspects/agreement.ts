/** Rules out causes by the parts of the canonical request that both sides report alike. */
import type { Cause } from '../causes/cause.ts';
import type { Draft } from '../drafts/draft.ts';
import { mutationContextOf } from '../search/candidates.ts';
import { differingSlots, isAfterRequest, type Slot } from '../search/slots.ts';
import type { Side, Sides } from '../sides/sides.ts';

/**
 * Returns whether both sides quote whole canonical requests, and every place of the cause, and every part that its
 * mistakes would change, is the same in both. The result is `false` if the parts are unknown, because a mistake needs a
 * body or headers that were not given, or if a mistake may change the key alone.
 */
export function isAgreedOn({ mutations, isAbout, places }: Cause, sides: Sides): boolean {
  const [server, client] = [quotedDraft(sides.server), quotedDraft(sides.client)];
  if (server === null || client === null) return false;
  const differing = differingSlots(server, client);
  if (differing.every(isAfterRequest)) return false;
  if (isAbout) return !differing.some((slot) => slot === 'signedHeaders' || isAbout(slot.replace(/^header\//, '')));
  if (sides.request?.body == null && mutations.some(({ ofBody }) => ofBody)) return false;
  const made = mutations
    .filter(({ isWide }) => !isWide)
    .flatMap(({ side, change }) => {
      const [base, other] = side === 'client' ? [server, client] : [client, server];
      return change(base, mutationContextOf(sides, other)).flatMap((made) => differingSlots(base, made));
    });
  const touched = [...places, ...made];
  const isOfText = touched.length > 0 && !touched.some(isAfterRequest);
  return isOfText && !touched.some((slot) => isIn(slot, differing));
}

/** Returns the draft of a side that quotes its text; `null` if its text or the hash of its text is unknown. */
const quotedDraft = ({ known, draft, hash }: Side): Draft | null =>
  known === 'quoted' && hash !== null ? draft : null;

/** Returns whether a place differs. A step that assembles the whole canonical request can make any difference. */
const isIn = (slot: Slot, differing: readonly Slot[]): boolean => slot.startsWith('step/') || differing.includes(slot);

/** Applies a cause's mistakes to the request to determine whether they would change the request. */
import { EMPTY, type Octets, sliceOctets } from '../bytes/octets.ts';
import type { Cause } from '../causes/cause.ts';
import { HASH_OF_NOTHING } from '../crypto/digests.ts';
import type { Draft } from '../drafts/draft.ts';
import type { Mutation, MutationContext } from '../drafts/mutation.ts';
import { mutationContextOf } from '../search/candidates.ts';
import { areSame } from '../search/slots.ts';
import type { Sides } from '../sides/sides.ts';
import { isOtherThanStated } from '../sides/signs.ts';

/** Returns whether the mistakes of a stage change only the key, so that no text shows whether they are possible. */
export const isOnlyOfKey = (stage: Cause['stage']): boolean => stage === 'credentials' || stage === 'signing-key';

/**
 * The effect of a cause's mistakes on a request. `contradicted` means that they change it only by signing other
 * headers than those in the request's SignedHeaders.
 */
export type Effect = 'changes' | 'changes-nothing' | 'contradicted';

/**
 * Returns the effect of the cause's mistakes on the request. Returns `null` if this cannot be determined, because the
 * cause has no reproducible mistake or because the text that the mistake would change is unknown.
 */
export function effectOf({ mutations, stage }: Cause, sides: Sides): Effect | null {
  const tried = mutations.filter(({ isPlain, isWide }) => !isPlain && !isWide);
  if (tried.length === 0 || isOnlyOfKey(stage)) return null;
  const effects = new Set<Effect | null>();
  for (const mutation of tried) {
    const effect = effectOfMistake(mutation, sides);
    // The other mistakes cannot change this result.
    if (effect === 'changes') return effect;
    effects.add(effect);
  }
  if (effects.has(null)) return null;
  return effects.has('contradicted') ? 'contradicted' : 'changes-nothing';
}

function effectOfMistake({ side, change, ofBody }: Mutation, sides: Sides): Effect | null {
  const { server, client } = sides;
  const [base, other] = side === 'client' ? [server.draft, client] : [client.draft, server];
  if (base === null) return null;
  const around = mutationContextOf(sides, other.known === 'quoted' ? other.draft : null);
  const body = ofBody ? beginningOfBody(around, base, ofBody) : around.body;
  if (ofBody && body === null) return null;
  const made = change(base, { ...around, body }).filter((draft) => !areSame(draft, base));
  if (made.some((draft) => side === 'way' || !isOtherThanStated(draft, base, sides))) return 'changes';
  return made.length > 0 ? 'contradicted' : 'changes-nothing';
}

/**
 * Returns what there is of a body for a mistake to change; `null` if that is unknown. A mistake that changes a long
 * body, or where it is read, does so from its beginning on, and nothing is compared with the result.
 */
function beginningOfBody(
  { body }: MutationContext,
  { hashedPayload }: Draft,
  ofBody: NonNullable<Mutation['ofBody']>,
): Octets | null {
  if (body !== null) return sliceOctets(body, 0, BEGINNING);
  return ofBody === 'read' && hashedPayload === HASH_OF_NOTHING ? EMPTY : null;
}

const BEGINNING = 16 * 1024;

/** Rules out causes that are not possible: a need is not met, or their mistakes cannot make this failure. */
import type { Cause } from '../causes/cause.ts';
import { type RuledOutBy, unmetNeed } from '../causes/needs.ts';
import { isOfKey } from '../causes/stages.ts';
import { isSignedRight } from '../sides/right-signature.ts';
import { isOnlyKeyWrong } from '../sides/secrets.ts';
import type { SeenRequest } from '../sides/seen/seen-request.ts';
import type { Side, Sides } from '../sides/sides.ts';
import type { Effect } from './made-again.ts';

interface Known {
  readonly seen: SeenRequest;
  readonly sides: Sides;
  /** The effect of the cause's mistakes on the request; `null` if unknown. */
  readonly effect: Effect | null;
}

/** Returns the reason that the cause is ruled out; `null` if the cause is not ruled out. */
export function ruledOutBy(cause: Cause, { seen, sides, effect }: Known): RuledOutBy | null {
  const { stage } = cause;
  const unmet = unmetNeed(cause.needs, seen, sides);
  if (unmet !== null) return unmet;
  if (isSignedRight(sides) && isOfSigner(stage)) return 'signature-right';
  if (isOnlyKeyWrong(sides) && !isOfKey(stage)) return 'only-the-key';
  if (isMadeFromSecret(cause, sides)) return 'made-and-compared';
  if (effect === 'changes-nothing') return effect;
  if (effect === 'contradicted') return 'not-signed';
  const isWhole = sides.request !== null || !OF_SENT_HEADERS.has(stage);
  return effect === 'changes' && isWhole && areAllTried(cause, sides) ? 'made-and-compared' : null;
}

/** Stages in which some mistakes depend on the order or the spelling of the sent headers. */
const OF_SENT_HEADERS: ReadonlySet<Cause['stage']> = new Set(['canonical-headers', 'signed-headers']);

/** Returns whether only the signer can be wrong in a stage. Mistakes in other stages may have happened in transit. */
const isOfSigner = (stage: Cause['stage']): boolean =>
  ['signing-key', 'string-to-sign', 'canonical-request', 'credential-scope'].includes(stage);

/**
 * Returns whether every mistake of the secret was made from the server's own secret and compared with the signature. A
 * secret of which nothing is known is no such mistake: its cause is suspected, and is not asked here.
 */
const isMadeFromSecret = ({ stage, mutations }: Cause, { isServersSecret, signature }: Sides): boolean =>
  stage === 'credentials' && mutations.length > 0 && isServersSecret && signature !== null;

/**
 * Returns whether every mistake was compared with the signed text. No mistake fits, because otherwise the cause would
 * be more than a suspect.
 */
function areAllTried(
  { mutations, triesAllValues = false }: Cause,
  { server, client, signature, secretAccessKey }: Sides,
): boolean {
  const isKnown = ({ known }: Side) => known === 'quoted' || known === 'computed';
  const isSignerTried =
    isKnown(server) &&
    ((signature !== null && secretAccessKey !== null) || (client.known === 'quoted' && client.hash !== null));
  const isWayTried =
    (triesAllValues && isSignerTried) || (server.known === 'quoted' && server.hash !== null && isKnown(client));
  return mutations.every(({ side }) => (side === 'client' ? isSignerTried : isWayTried));
}

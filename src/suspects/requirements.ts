/** Rules out causes that are not possible: a need is not met, or their mistakes cannot make this failure. */
import type { Cause } from '../causes/cause.ts';
import { type DoubtedBy, isUnnamed, type RuledOutBy, unmetNeed } from '../causes/needs.ts';
import { isOfKey } from '../causes/stages.ts';
import type { Draft } from '../drafts/draft.ts';
import type { Mutation } from '../drafts/mutation.ts';
import { mutationContextOf } from '../search/candidates.ts';
import { isOfKey as areOfKey, differingSlots } from '../search/slots.ts';
import { isSignedRight } from '../sides/right-signature.ts';
import { isOnlyKeyWrong } from '../sides/secrets.ts';
import type { SeenRequest } from '../sides/seen/seen-request.ts';
import type { Side, Sides } from '../sides/sides.ts';
import { mayBeSigned } from '../sides/signs.ts';
import { isArrivedAsSent } from '../sides/transit.ts';
import { isAgreedOn } from './agreement.ts';
import { type Effect, isOnlyOfKey } from './made-again.ts';

interface Known {
  readonly seen: SeenRequest;
  readonly sides: Sides;
  /** The effect of the cause's mistakes on the request; `null` if unknown. */
  readonly effect: Effect | null;
  /** Whether the cause's own suspicion applies: only the fact that nothing changed the request is stronger. */
  readonly isSuspected: boolean;
}

/** Returns the reason that the cause is ruled out; `null` if the cause is not ruled out. */
export function ruledOutBy(cause: Cause, { seen, sides, effect, isSuspected }: Known): RuledOutBy | null {
  const { stage, isAbout } = cause;
  if (isOfTransit(cause) && isArrivedAsSent(sides)) return 'arrived-as-sent';
  if (isSuspected) return null;
  const unmet = unmetNeed(cause, seen, sides);
  if (unmet !== null) return unmet;
  if (isSignedRight(sides) && isOfSigner(stage)) return 'signature-right';
  if (sides.rightFor.client === true && isOnlyOfKey(stage)) return 'key-right';
  if (isOnlyKeyWrong(sides) && !mayBeInKey(cause, sides)) return 'only-the-key';
  if (isMadeFromSecret(cause, sides)) return 'made-and-compared';
  if (isAbout && !mayBeSigned(sides, isAbout)) return 'not-signed';
  if (effect === 'changes-nothing') return effect;
  if (effect === 'contradicted') return 'not-signed';
  if (cause.triesAllValues && areAllMade(cause, sides, effect)) return 'made-and-compared';
  return isAgreedOn(cause, sides) ? 'same-on-both-sides' : null;
}

/** Returns why a cause that is not ruled out is less likely; `null` if nothing speaks against it. */
export function doubtedBy(cause: Cause, { seen, sides, effect, isSuspected }: Known): DoubtedBy | null {
  if (isSuspected) return null;
  if (areAllMade(cause, sides, effect)) return 'made-and-compared';
  if (isOnlyKeyWrong(sides) && !isOfKey(cause.stage)) return 'only-the-key';
  return isUnnamed(cause, seen, sides) ? 'server-says-so' : null;
}

/** Returns whether some form of a cause changes the key alone. */
const mayBeInKey = ({ stage, mutations }: Cause, sides: Sides): boolean =>
  isOfKey(stage) || mutations.some((mutation) => mutation.side === 'client' && isOnlyInKey(mutation, sides));

/** Stages in which some mistakes depend on the order or the spelling of the sent headers. */
const OF_SENT_HEADERS: ReadonlySet<Cause['stage']> = new Set(['canonical-headers', 'signed-headers']);

/** Returns whether only the signer can be wrong in a stage. Mistakes in other stages may have happened in transit. */
const isOfSigner = (stage: Cause['stage']): boolean =>
  ['signing-key', 'string-to-sign', 'canonical-request', 'credential-scope'].includes(stage);

/** Returns whether a cause says that something after the client changed the request, such as a proxy. */
const isOfTransit = ({ mutations, fixIn }: Cause): boolean =>
  fixIn === 'proxy' || mutations.some(({ point }) => point === 'transit');

/**
 * Returns whether every mistake of the secret was made from the server's own secret and compared with the signature. A
 * secret of which nothing is known is no such mistake: its cause is suspected, and is not asked here. It is the cause of any
 * other form of these mistakes too.
 */
const isMadeFromSecret = ({ stage, mutations }: Cause, { isServersSecret, signature }: Sides): boolean =>
  stage === 'credentials' && mutations.length > 0 && isServersSecret && signature !== null;

/** Returns whether every known mistake of a cause was made of this request and compared with what was signed. */
const areAllMade = (cause: Cause, sides: Sides, effect: Effect | null): boolean =>
  effect === 'changes' && (sides.request !== null || !OF_SENT_HEADERS.has(cause.stage)) && areAllTried(cause, sides);

/**
 * Returns whether every mistake was compared with the signed text. No mistake fits, because otherwise the cause would
 * be more than a suspect.
 */
function areAllTried({ mutations, triesAllValues = false }: Cause, sides: Sides): boolean {
  const { server, client } = sides;
  const isSignerTried = isSigned(sides) || isTextTried(sides);
  const isWayTried =
    (triesAllValues && isSignerTried) || (server.known === 'quoted' && server.hash !== null && isKnown(client));
  // A plain difference is no mistake of its own: it is left when no mistake fits.
  return mutations
    .filter(({ isPlain }) => !isPlain)
    .every((mutation) => (mutation.side === 'client' ? isComparedWith(mutation, sides) : isWayTried));
}

/**
 * Returns whether every mistake of the signer was made from the text that the server quotes, and none produces the
 * signature. Only a change in transit, or a value that no mistake knows, is then left of the cause.
 */
export function isSignerRefuted({ mutations }: Cause, sides: Sides): boolean {
  const ofSigner = mutations.filter(({ isPlain, side }) => !isPlain && side === 'client');
  return sides.rightFor.server === false && ofSigner.length > 0 && isSigned(sides);
}

const isKnown = ({ known }: Side): boolean => known === 'quoted' || known === 'computed';

/** Returns whether mistakes of the signer can be compared with the signature. */
const isSigned = ({ server, signature, secretAccessKey }: Sides): boolean =>
  isKnown(server) && signature !== null && secretAccessKey !== null;

/** Returns whether mistakes of the signer can be compared with the text that the client reports. */
const isTextTried = ({ server, client }: Sides): boolean =>
  isKnown(server) && client.known === 'quoted' && client.hash !== null;

const isComparedWith = (mutation: Mutation, sides: Sides): boolean =>
  isSigned(sides) || (isTextTried(sides) && !isOnlyInKey(mutation, sides));

/** Returns whether some way of making a signer's mistake changes the key alone, which no text shows. */
function isOnlyInKey({ change }: Mutation, sides: Sides): boolean {
  const draft = sides.server.draft ?? sides.client.draft;
  return draft !== null && change(draft, mutationContextOf(sides, null)).some((made) => isOfKeyAlone(made, draft));
}

const isOfKeyAlone = (made: Draft, base: Draft): boolean => areOfKey(differingSlots(base, made));

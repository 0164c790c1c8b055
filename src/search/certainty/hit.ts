/** Compares the outcome of a mistake with the actual outcome, and determines how much a match proves. */
import type { MutationPoint } from '../../drafts/mutation.ts';
import type { Replay } from '../../drafts/replay.ts';
import type { Sides } from '../../sides/sides.ts';
import { areDifferent, isOther, type Texts } from '../../sides/texts.ts';

/**
 * How certain a finding is. `by` names the proof: a matching hash, a matching signature, or the server's own statement.
 */
export type Certainty =
  | { readonly kind: 'proved'; readonly by: 'hash' | 'signature' | 'statement' }
  | { readonly kind: 'explains' }
  | { readonly kind: 'possible' };

export const BY_SIGNATURE: Certainty = { kind: 'proved', by: 'signature' };
export const BY_HASH: Certainty = { kind: 'proved', by: 'hash' };
export const EXPLAINS: Certainty = { kind: 'explains' };

/** The outcome of a reproduced mistake, and the outcome without it. */
export interface Attempt {
  readonly made: Replay;
  readonly right: Replay;
  /** The known texts of `right`. */
  readonly rightTexts: Texts;
  /**
   * Whether this string may be the one that was signed. If `false`, another string is known to have been signed, so the
   * signature does not need to be computed.
   */
  readonly mayBeSigned: boolean;
}

/**
 * Applies the signer's mistake to the text that the server computes, and returns the proof that a match gives; `null`
 * if there is no match.
 */
export function hitOfSigner(attempt: Attempt, sides: Sides): Certainty | null {
  const { signature } = sides;
  if (signature !== null) {
    // If the signature is right, the signer made no mistake, even if the signer's log differs.
    if (attempt.right.signature() === signature) return null;
    if (attempt.mayBeSigned && attempt.made.signature() === signature) return BY_SIGNATURE;
  }
  return sides.client.known === 'quoted' ? hitOfTexts(attempt, sides) : null;
}

/**
 * Compares the client's own texts with the outcome. The client's texts must match the outcome and must differ from the
 * correct texts.
 */
function hitOfTexts({ made, rightTexts }: Attempt, { client, server }: Sides): Certainty | null {
  if (!areDifferent(client, rightTexts) || isOther(client.canonicalRequest, made.canonicalRequest)) return null;
  if (isOther(client.stringToSign, made.stringToSign)) {
    // The client's canonical request matches, but its string to sign may contain another mistake.
    return isOther(client.canonicalRequest, rightTexts.canonicalRequest) ? EXPLAINS : null;
  }
  return client.stringToSign !== null &&
    client.hash === made.hash &&
    server.hashFrom === 'stated' &&
    server.hash !== client.hash
    ? BY_HASH
    : EXPLAINS;
}

/**
 * Applies a change after signing to the text that the client signed, and returns the proof that a match gives; `null` if
 * there is no match. A change that the sent request already has needs no text of the server.
 */
export function hitOfWay(made: Replay, sent: Replay, point: MutationPoint, { server }: Sides): Certainty | null {
  const isSeen = server.known === 'quoted' || (server.known === 'computed' && point === 'sending');
  if (!isSeen || made.hash === sent.hash || server.hash !== made.hash) return null;
  return server.hashFrom === 'stated' ? BY_HASH : EXPLAINS;
}

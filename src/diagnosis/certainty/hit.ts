/** Whether the outcome of a mistake is what happened, and how much that proves. */
import type { Octets } from '../../bytes/octets.ts';
import type { Draft } from '../draft/draft.ts';
import type { Replay } from '../draft/steps.ts';
import type { Sides } from '../sides.ts';

/** `by`: what the other side made, and what came out the same. */
export type Standing =
  | { readonly kind: 'proved'; readonly by: 'hash' | 'signature' | 'statement' }
  | { readonly kind: 'explains' }
  | { readonly kind: 'possible' };

export const BY_SIGNATURE: Standing = { kind: 'proved', by: 'signature' };
export const BY_HASH: Standing = { kind: 'proved', by: 'hash' };
export const EXPLAINS: Standing = { kind: 'explains' };

/** What is signed, as far as it is known: `null` is a text that nobody has, which agrees with all and differs from none. */
export interface Texts {
  readonly canonicalRequest: Octets | null;
  readonly stringToSign: Octets | null;
}

/** Returns the texts that the steps of the draft made, without those whose parts are not known. */
export function textsOf({ method, timestamp }: Draft, { canonicalRequest, stringToSign }: Replay): Texts {
  return {
    canonicalRequest: method === '' ? null : canonicalRequest,
    stringToSign: timestamp === '' ? null : stringToSign,
  };
}

const isOther = (one: Octets | null, other: Octets | null): boolean => one !== null && other !== null && one !== other;

/** Returns whether a text that is known of both is not the same: without that, there is nothing to explain. */
export function areDifferent(one: Texts, other: Texts): boolean {
  return isOther(one.canonicalRequest, other.canonicalRequest) || isOther(one.stringToSign, other.stringToSign);
}

/** A mistake that was made again, and what it was made of. */
export interface Attempt {
  readonly made: Replay;
  readonly right: Replay;
  /** Of `right`, as far as they are known. */
  readonly rightTexts: Texts;
}

/** What a mistake of the signer, made of what the server computes, tells; `null` where it is not this. */
export function hitOfSigner(attempt: Attempt, sides: Sides): Standing | null {
  const { signature } = sides;
  if (signature !== null) {
    // A signature that is right leaves no mistake to the signer, whatever its log looks like.
    if (attempt.right.signature() === signature) return null;
    if (attempt.made.signature() === signature) return BY_SIGNATURE;
  }
  return sides.client.known === 'quoted' ? hitOfTexts(attempt, sides) : null;
}

/** The client's own words beside what the mistake makes: it has to make them, and they have to be others than they should. */
function hitOfTexts({ made, rightTexts }: Attempt, { client, server }: Sides): Standing | null {
  if (!areDifferent(client, rightTexts) || isOther(client.canonicalRequest, made.canonicalRequest)) return null;
  if (isOther(client.stringToSign, made.stringToSign)) {
    // The canonical request of the client is this one; its string to sign may have a further mistake.
    return isOther(client.canonicalRequest, rightTexts.canonicalRequest) ? EXPLAINS : null;
  }
  return client.stringToSign !== null &&
    client.hash === made.hash &&
    server.hashFrom === 'stated' &&
    server.hash !== client.hash
    ? BY_HASH
    : EXPLAINS;
}

/** What a change on the way, made to what the client signed, tells. */
export function hitOfWay(made: Replay, sent: Replay, { server }: Sides): Standing | null {
  if (server.known !== 'quoted' || made.hash === sent.hash || server.hash !== made.hash) return null;
  return server.hashFrom === 'stated' ? BY_HASH : EXPLAINS;
}

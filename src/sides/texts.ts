/** Compares the texts that were signed, as far as they are known. */
import type { Octets } from '../bytes/octets.ts';
import type { Draft } from '../drafts/draft.ts';
import { isHashKnown } from '../drafts/draft-of-text.ts';
import type { Replay } from '../drafts/replay.ts';

/**
 * The signed texts, to the extent that they are known. An unknown text is `null` and counts as neither equal to nor
 * different from any other text.
 */
export interface Texts {
  readonly canonicalRequest: Octets | null;
  readonly stringToSign: Octets | null;
}

/** Returns the texts that the draft's steps produced, with `null` for a text whose parts are unknown. */
export function textsOf(draft: Draft, made: Replay): Texts {
  const { canonicalRequest } = made;
  return {
    canonicalRequest: draft.method === '' ? null : canonicalRequest,
    stringToSign: draft.timestamp === '' || !isHashKnown(draft, canonicalRequest) ? null : made.stringToSign,
  };
}

/** Returns whether both texts are known and differ. */
export const isOther = (one: Octets | null, other: Octets | null): boolean =>
  one !== null && other !== null && one !== other;

/** Returns whether at least one text is known from both sides and differs. Otherwise, there is nothing to explain. */
export function areDifferent(one: Texts, other: Texts): boolean {
  return isOther(one.canonicalRequest, other.canonicalRequest) || isOther(one.stringToSign, other.stringToSign);
}

/**
 * Tries combinations of mistakes without computing everything again. Signing has three stages: the canonical request,
 * the string to sign, and the key. For each stage, if one of two mistakes does not affect the stage, the result comes
 * from the other mistake's trial.
 */
import { plain } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import { hmacSha256KeyInHex } from '../crypto/digests.ts';
import { type Draft, secretBytes } from '../drafts/draft.ts';
import { type Replay, replay } from '../drafts/replay.ts';
import { RIGHT_STEPS } from '../drafts/steps.ts';
import type { Candidate } from './candidates.ts';
import { madeTogether, type Slot } from './slots.ts';

/** A candidate, and the result that the candidate produces on its own. */
export interface Trial {
  readonly candidate: Candidate;
  readonly made: Replay;
  readonly changesRequest: boolean;
  readonly changesString: boolean;
  readonly changesKey: boolean;
  /** Signs a string with this trial's key and last step. Returns `null` if the secret is unknown. */
  readonly sign: (stringToSign: Octets) => Octets | null;
}

const OF_STRING = /^(?:algorithm|timestamp|scope\/.*|step\/stringToSign)$/;
const OF_KEY = /^(?:secretAccessKey|scope\/(?:date|region|service)|step\/signingKey|step\/signature)$/;
const OF_KEY_ALONE = /^(?:secretAccessKey|step\/signingKey|step\/signature)$/;

export function trialOf(candidate: Candidate): Trial {
  const { draft, slots } = candidate;
  const some = (test: (slot: Slot) => boolean) => slots.some(test);
  return {
    candidate,
    made: replay(draft),
    changesRequest: some((slot) => !OF_STRING.test(slot) && !OF_KEY_ALONE.test(slot)),
    changesString: some((slot) => OF_STRING.test(slot)),
    changesKey: some((slot) => OF_KEY.test(slot)),
    sign: signerOf(draft),
  };
}

/** Returns the last two steps of a draft as one function. The key is derived on its first call. */
function signerOf(draft: Draft): Trial['sign'] {
  let sign: Trial['sign'] | null = null;
  return (stringToSign) => {
    sign ??= keyedSigner(draft);
    return sign(stringToSign);
  };
}

function keyedSigner(draft: Draft): Trial['sign'] {
  const secret = secretBytes(draft);
  if (secret === null) return () => null;
  const { signingKey, signature } = draft.steps;
  const key = signingKey(draft, secret);
  if (signature !== RIGHT_STEPS.signature) return (text) => signature(key, plain(text)).octets;
  return hmacSha256KeyInHex(key.octets);
}

/**
 * Returns the signature that results from both mistakes, which must be in different places; `null` if the secret is
 * unknown. A wrong step may use more of a draft than the places that it changes, so a match must be confirmed with
 * `togetherDraft`.
 */
export function signatureTogether(one: Trial, other: Trial): Octets | null {
  if (isRequestShared(one, other) || isStringShared(one, other) || isKeyShared(one, other))
    return signatureOfBoth(one, other);
  return (one.changesKey ? one : other).sign(textTogether(one, other));
}

export const isRequestShared = (one: Trial, other: Trial): boolean => one.changesRequest && other.changesRequest;
export const isKeyShared = (one: Trial, other: Trial): boolean => one.changesKey && other.changesKey;
const isStringShared = (one: Trial, other: Trial): boolean => one.changesString && other.changesString;

function signatureOfBoth(one: Trial, other: Trial): Octets | null {
  const draft = togetherDraft(one, other);
  if (draft === null) return null;
  const made = replay(draft);
  return isKeyShared(one, other) ? made.signature() : (one.changesKey ? one : other).sign(made.stringToSign);
}

/** Returns the string to sign that results from two mistakes that do not affect the same stage. */
function textTogether(one: Trial, other: Trial): Octets {
  const ofRequest = one.changesRequest ? one : other;
  const ofString = one.changesString ? one : other;
  if (ofRequest === ofString || !ofString.changesString) return ofRequest.made.stringToSign;
  const { draft } = ofString.candidate;
  const { hash, canonicalRequest } = ofRequest.made;
  return draft.steps.stringToSign(draft, plain(hash), plain(canonicalRequest)).octets;
}

/** Returns whether both mistakes change one of the same places. In that case, they cannot simply be combined. */
export const haveSamePlace = (one: Trial, other: Trial): boolean =>
  other.candidate.slots.some((slot) => one.candidate.slots.includes(slot));

/** Returns the draft with both mistakes; `null` if they change the same place. */
export const togetherDraft = (one: Trial, other: Trial): Draft | null =>
  madeTogether(one.candidate.base, one.candidate, other.candidate);

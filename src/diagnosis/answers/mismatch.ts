/** Whether a refusal is about the signature: because the server says so, or as far as anybody can tell. */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { isSignedRight } from '../certainty/right-signature.ts';
import type { Sides } from '../sides.ts';

const CODES = new Set(['SignatureDoesNotMatch', 'InvalidSignatureException']);
/** Of Garage and Backblaze B2, which have another code for it, and of services that have none. */
const MESSAGES = /invalid signature|signature validation failed|signature (?:we calculated|does not match)/i;

/** Whether there is an answer that says that the signature is not the one that the server computes, or quotes what it signed. */
export function saysMismatch(answer: ServerAnswer | null): boolean {
  if (answer === null) return false;
  const { code, message, canonicalRequest } = answer;
  return (
    (code !== null && CODES.has(code)) || (message !== null && MESSAGES.test(message)) || canonicalRequest !== null
  );
}

/** Codes that a mismatch may have; `null` is one that is not known. */
const MAY_BE = /^(?:SignatureDoesNotMatch|InvalidSignatureException|AccessDenied(?:Exception)?|UnknownError)$/;
const IS_ANOTHER = /not signed|expired|not yet valid|valid Date|Policy/i;

/**
 * Returns whether signatures may differ: the answer does not say that it was something else, and no signature shows the
 * contrary. A signature that is right for the request still differs from that of a request which was changed on its way.
 */
export function mayBeMismatch(sides: Sides): boolean {
  const { code = null, message = null } = sides.answer ?? {};
  if (code !== null && !MAY_BE.test(code)) return false;
  if (message !== null && IS_ANOTHER.test(message)) return false;
  if (!isSignedRight(sides)) return true;
  return sides.rightFor.server !== true && (saysMismatch(sides.answer) || isSilentAnswer(sides));
}

/** Answers to HEAD have no code, and clients make up a name for that. */
export const isSilentAnswer = ({ answer }: Sides): boolean =>
  answer !== null && (answer.code === null || answer.code === 'UnknownError') && !saysMismatch(answer);

/** Returns the same of what a signer does wrong, which a signature that is right rules out. */
export const mayBeSignersMistake = (sides: Sides): boolean => mayBeMismatch(sides) && !isSignedRight(sides);

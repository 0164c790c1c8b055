/** Determines whether a refusal is, or may be, about the signature. */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { isSignedRight } from '../right-signature.ts';
import type { Sides } from '../sides.ts';

const CODES = new Set(['SignatureDoesNotMatch', 'InvalidSignatureException']);
/**
 * Matches the messages of Garage and Backblaze B2, which use a different error code, and of services that return no
 * code.
 */
const MESSAGES = /invalid signature|signature validation failed|signature (?:we calculated|does not match)/i;

/** Returns whether the response says that the signature does not match, or quotes the server's canonical request. */
export function saysMismatch(answer: ServerAnswer | null): boolean {
  if (answer === null) return false;
  const { code, message, canonicalRequest } = answer;
  return (
    (code !== null && CODES.has(code)) || (message !== null && MESSAGES.test(message)) || canonicalRequest !== null
  );
}

/** Matches the codes that a signature mismatch may have. */
const MAY_BE =
  /^(?:SignatureDoesNotMatch|InvalidSignatureException|AccessDenied(?:Exception)?|Forbidden(?:Exception)?|UnknownError)$/;
const IS_ANOTHER = /not signed|expired|not yet valid|valid Date|Policy/i;

/**
 * Returns whether the signatures may differ. They may differ unless the response gives another reason or the signature
 * is known to be right. Even then, they differ if the request was changed in transit.
 */
export function mayBeMismatch(sides: Sides): boolean {
  const { code = null, message = null } = sides.answer ?? {};
  if (code !== null && !MAY_BE.test(code)) return false;
  if (message !== null && IS_ANOTHER.test(message)) return false;
  if (!isSignedRight(sides)) return true;
  return sides.rightFor.server !== true && (saysMismatch(sides.answer) || isSilentAnswer(sides));
}

/**
 * Returns whether the response gives no reason. Responses to HEAD have no code, and some clients use `UnknownError`
 * instead.
 */
export const isSilentAnswer = ({ answer }: Sides): boolean =>
  answer !== null && (answer.code === null || answer.code === 'UnknownError') && !saysMismatch(answer);

/** Returns whether the signer may have made a mistake. If the signature is right, the signer made no mistake. */
export const mayBeSignersMistake = (sides: Sides): boolean => mayBeMismatch(sides) && !isSignedRight(sides);

/**
 * Returns whether the signature is right and no response was given. In that case, only another fault in the request can
 * be the reason for a refusal.
 */
export const isRightBeforeAnswer = ({ answer, rightFor }: Sides): boolean =>
  answer === null && rightFor.request === true;

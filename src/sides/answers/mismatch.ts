/** Determines whether a refusal is, or may be, about the signature. */
import { isSignedRight } from '../right-signature.ts';
import type { Sides } from '../sides.ts';
import { isAboutOther, isSilentAnswer, saysMismatch } from './says-mismatch.ts';

/**
 * Returns whether the signatures may differ. They may differ unless the response gives another reason or the signature
 * is known to be right. Even then, they differ if the request was changed in transit. A server that refuses a chunk has
 * accepted the signature of the request.
 */
export function mayBeMismatch(sides: Sides): boolean {
  const { answer } = sides;
  if (sides.refusedLink !== null) return false;
  if (answer !== null && !saysMismatch(answer) && isAboutOther(answer)) return false;
  if (!isSignedRight(sides)) return true;
  return sides.rightFor.server !== true && (saysMismatch(answer) || isSilentAnswer(sides));
}

/** Returns whether the signer may have made a mistake. If the signature is right, the signer made no mistake. */
export const mayBeSignersMistake = (sides: Sides): boolean => mayBeMismatch(sides) && !isSignedRight(sides);

/**
 * Returns whether the signature is right and no response was given. In that case, only another fault in the request can
 * be the reason for a refusal.
 */
export const isRightBeforeAnswer = ({ answer, rightFor }: Sides): boolean =>
  answer === null && rightFor.request === true;

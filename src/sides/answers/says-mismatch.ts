/** Determines whether a response says that the signatures differ, or gives another reason, or none at all. */
import { ABOUT_ELSE } from '../../aws/refusals.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { codeOf, isAboutElse, isCodeOfStatus } from './known-codes.ts';

/** Matches the subject of a code or a message. A version of the signature is another subject. */
const SIGNATURE = /signature(?![ _-]?version)/i;

/**
 * Returns whether the response says that the signature does not match, or quotes what the server signed. The name of
 * the code and the words of the message do not matter if neither is known to be about something else.
 */
export function saysMismatch(answer: ServerAnswer | null): boolean {
  if (answer === null) return false;
  if (answer.canonicalRequest !== null) return true;
  return !isAboutOther(answer) && (SIGNATURE.test(codeOf(answer)) || SIGNATURE.test(answer.message ?? ''));
}

/** Returns whether the code or the message is known to be about something other than a wrong signature. */
export function isAboutOther(answer: ServerAnswer): boolean {
  return isAboutElse(codeOf(answer)) || ABOUT_ELSE.test(answer.message ?? '');
}

/** Returns whether a response gives a reason. A refusal without one says no more than that there was a refusal. */
export const givesReason = (sides: { readonly answer: ServerAnswer | null }): boolean =>
  sides.answer !== null && !isSilentAnswer(sides);

/** Returns whether the response gives no reason: it has no code, or only one that repeats the status. */
export function isSilentAnswer({ answer }: { readonly answer: ServerAnswer | null }): boolean {
  return answer !== null && isCodeOfStatus(codeOf(answer)) && !saysMismatch(answer);
}

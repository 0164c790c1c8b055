/** Determines whether a response says that the signatures differ, or gives no reason at all. */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { codeOf, isAboutElse, isCodeOfStatus } from './known-codes.ts';

/** Matches the messages of servers that use a code for it that is about something else. */
const MESSAGES = /invalid signature|signature validation failed|signature (?:we calculated|does not match)/i;
/** Matches the subject of a code or a message. A version of the signature is another subject. */
const SIGNATURE = /signature(?![ _-]?version)/i;
/** Matches messages about other properties of a signed request. */
const OTHER_PROPERTY = /not signed|expired|not yet|valid date|policy|must be|missing|required?s?\b/i;

/**
 * Returns whether the response says that the signature does not match, or quotes what the server signed. The name of
 * the code does not matter if the code is not known to be about something else.
 */
export function saysMismatch(answer: ServerAnswer | null): boolean {
  if (answer === null) return false;
  const { message, canonicalRequest } = answer;
  if (canonicalRequest !== null || MESSAGES.test(message ?? '')) return true;
  const code = codeOf(answer);
  if (isAboutElse(code) || OTHER_PROPERTY.test(message ?? '')) return false;
  return SIGNATURE.test(code) || SIGNATURE.test(message ?? '');
}

/** Returns whether a response gives a reason. A refusal without one says no more than that there was a refusal. */
export const givesReason = (sides: { readonly answer: ServerAnswer | null }): boolean =>
  sides.answer !== null && !isSilentAnswer(sides);

/** Returns whether the response gives no reason: it has no code, or only one that repeats the status. */
export function isSilentAnswer({ answer }: { readonly answer: ServerAnswer | null }): boolean {
  return answer !== null && isCodeOfStatus(codeOf(answer)) && !saysMismatch(answer);
}

/** Determines whether a response says that the signatures differ, or gives no reason at all. */
import type { ServerAnswer } from '../../evidence/evidence.ts';

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

/**
 * Returns whether the response gives no reason. Responses to HEAD have no code, and some clients use `UnknownError`
 * instead.
 */
export const isSilentAnswer = ({ answer }: { readonly answer: ServerAnswer | null }): boolean =>
  answer !== null && (answer.code === null || answer.code === 'UnknownError') && !saysMismatch(answer);

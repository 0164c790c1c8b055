/** What the signature itself tells of a refusal, before any cause is asked for; pages make the sentences of it. */
import { isSilentAnswer, saysMismatch } from './answers/mismatch.ts';
import { isRightForAny, type RightFor } from './right-signature.ts';
import { areStringsEqual } from './secrets.ts';
import type { Sides } from './sides.ts';

/**
 * `not-about-signature`: it is right, and the answer is about something else. `server-has-another-secret`: it is right
 * for the very string that the server signed, which refuses it all the same. `changed-on-the-way`: it is right, and the
 * server signed another text. `changed-or-another-secret`: it is right, and what the server signed is not known.
 * `signature-right`: it is right, and no answer
 * says why it is refused. `signature-wrong`: it is another than the secret
 * makes of the request. `same-string`: both sides signed the same string, and not with the same key.
 */
export type VerdictId =
  | 'not-about-signature'
  | 'server-has-another-secret'
  | 'changed-on-the-way'
  | 'changed-or-another-secret'
  | 'signature-right'
  | 'signature-wrong'
  | 'same-string';

export interface Verdict {
  readonly id: VerdictId;
  /** The text that the signature was computed of; `null` where it was not. */
  readonly of: keyof RightFor | null;
}

/** `null` where nothing can be told: there is no secret, no signature or no text, or the text has what was assumed. */
export function verdictOf(sides: Sides): Verdict | null {
  const { request, client, server } = sides.rightFor;
  const of = (standing: boolean) =>
    request === standing ? 'request' : client === standing ? 'client' : server === standing ? 'server' : null;
  if (isRightForAny(sides)) return { id: refusedAllTheSame(sides), of: of(true) };
  if (areStringsEqual(sides) && saysMismatch(sides.answer)) return { id: 'same-string', of: null };
  return of(false) === null ? null : { id: 'signature-wrong', of: of(false) };
}

/** Of a signature that is right. */
function refusedAllTheSame(sides: Sides): VerdictId {
  const { answer, rightFor } = sides;
  if (answer === null || isSilentAnswer(sides)) return 'signature-right';
  if (!saysMismatch(answer)) return 'not-about-signature';
  if (rightFor.server === null) return 'changed-or-another-secret';
  return rightFor.server ? 'server-has-another-secret' : 'changed-on-the-way';
}

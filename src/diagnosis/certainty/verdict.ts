/** What the signature itself tells of a refusal, before any cause is asked for; pages make the sentences of it. */
import { isSilentAnswer, saysMismatch } from '../answers/mismatch.ts';
import { areStringsEqual } from '../secrets.ts';
import type { Sides } from '../sides.ts';
import { isSignedRight, type RightFor } from './right-signature.ts';

/**
 * `not-about-signature`: it is right, and the answer is about something else. `server-has-another-secret`: it is right
 * for the very string that the server signed, which refuses it all the same. `changed-on-the-way`: it is right, and the
 * server signed another text. `changed-or-another-secret`: it is right, and what the server signed is not known.
 * `signature-right`: it is right, and no answer says why it is refused. `other-text-signed`: it is right for what the
 * client says that it signed, and not for the request or for what the server signed. `signature-wrong`: it is another than
 * the secret makes. `same-string`: both sides signed the same string, and not with the same key.
 */
export type VerdictId =
  | 'not-about-signature'
  | 'server-has-another-secret'
  | 'changed-on-the-way'
  | 'changed-or-another-secret'
  | 'signature-right'
  | 'other-text-signed'
  | 'signature-wrong'
  | 'same-string';

export interface Verdict {
  readonly id: VerdictId;
  /** The text that the signature was computed of; `null` where it was not. */
  readonly of: keyof RightFor | null;
}

/** Returns `null` where nothing can be told: the secret, the signature or a text is missing, or the text is assumed. */
export function verdictOf(sides: Sides): Verdict | null {
  const { rightFor } = sides;
  const textThatIs = (isRight: boolean) => TEXTS.find((text) => rightFor[text] === isRight) ?? null;
  const right = textThatIs(true);
  if (right !== null) return { id: isOtherText(sides) ? 'other-text-signed' : refusalOf(sides), of: right };
  if (areStringsEqual(sides) && saysMismatch(sides.answer)) return { id: 'same-string', of: null };
  const wrong = textThatIs(false);
  return wrong && { id: 'signature-wrong', of: wrong };
}

const TEXTS: readonly (keyof RightFor)[] = ['request', 'client', 'server'];

/** Whether it is right for the words of the client alone. */
const isOtherText = (sides: Sides): boolean =>
  !isSignedRight(sides) && (sides.rightFor.request === false || sides.rightFor.server === false);

/** Of a signature that is right. */
function refusalOf(sides: Sides): VerdictId {
  const { answer, rightFor } = sides;
  if (answer === null || isSilentAnswer(sides)) return 'signature-right';
  if (!saysMismatch(answer)) return 'not-about-signature';
  if (rightFor.server === null) return 'changed-or-another-secret';
  return rightFor.server ? 'server-has-another-secret' : 'changed-on-the-way';
}

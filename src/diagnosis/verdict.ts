/**
 * Determines what the signature itself shows about a refusal, before any cause is considered. The sentences about the
 * verdict are in `views`.
 */
import { isSilentAnswer, saysMismatch } from '../sides/answers/says-mismatch.ts';
import { isSignedRight, type RightFor } from '../sides/right-signature.ts';
import { areStringsEqual, isSignedAsServerComputes } from '../sides/secrets.ts';
import type { Sides } from '../sides/sides.ts';
import { isArrivedAsSent } from '../sides/transit.ts';
import type { VerdictId } from './verdict-id.ts';

export interface Verdict {
  readonly id: VerdictId;
  /** The text that the signature was compared with; `null` if it was compared with none. */
  readonly of: keyof RightFor | null;
}

/**
 * Returns the verdict. Returns `null` if neither the signature nor a hash shows anything, because the secret, the
 * signature, or a text is missing, or because the text is only assumed.
 */
export function verdictOf(sides: Sides): Verdict | null {
  const { rightFor } = sides;
  const textThatIs = (isRight: boolean) => TEXTS.find((text) => rightFor[text] === isRight) ?? null;
  const right = textThatIs(true);
  if (sides.refusedLink !== null) return { id: 'body-signature-wrong', of: right };
  if (right !== null) return { id: isOtherText(sides) ? 'other-text-signed' : refusalOf(sides), of: right };
  if (areStringsEqual(sides) && saysMismatch(sides.answer)) return { id: 'same-string', of: null };
  const wrong = textThatIs(false);
  if (wrong !== null) return { id: 'signature-wrong', of: wrong };
  return saysMismatch(sides.answer) && isArrivedAsSent(sides) ? { id: 'arrived-as-sent', of: null } : null;
}

const TEXTS: readonly (keyof RightFor)[] = ['request', 'client', 'server'];

/** Returns whether a signature that is right for the client's text is wrong for the request or the server's text. */
const isOtherText = (sides: Sides): boolean =>
  !isSignedRight(sides) && (sides.rightFor.request === false || sides.rightFor.server === false);

/** Returns the verdict for a signature that is right. */
function refusalOf(sides: Sides): VerdictId {
  const { answer, rightFor } = sides;
  if (answer === null || isSilentAnswer(sides)) return 'signature-right';
  if (!saysMismatch(answer)) return 'not-about-signature';
  if (isSignedAsServerComputes(sides)) return 'server-has-another-secret';
  return rightFor.server === false ? 'changed-on-the-way' : 'changed-or-another-secret';
}

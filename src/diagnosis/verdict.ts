/**
 * Determines what the signature itself shows about a refusal, before any cause is considered. The sentences about the
 * verdict are in `pages`.
 */
import { isSilentAnswer, saysMismatch } from '../sides/answers/says-mismatch.ts';
import { isSignedRight, type RightFor } from '../sides/right-signature.ts';
import { areStringsEqual } from '../sides/secrets.ts';
import type { Sides } from '../sides/sides.ts';

/**
 * The results of checking the signature. `not-about-signature`: the signature is right, and the response is about
 * something else. `server-has-another-secret`: the signature is right for exactly the string that the server signed,
 * but the server refuses it. `changed-on-the-way`: the signature is right, but the server signed another text.
 * `changed-or-another-secret`: the signature is right, but the text that the server signed is unknown.
 * `signature-right`: the signature is right, and no response gives a reason for the refusal. `other-text-signed`: the
 * signature is right only for the text that the client reports. `signature-wrong`: the signature differs from the
 * signature that the secret produces. `same-string`: both sides signed the same string, but with different keys.
 * `arrived-as-sent`: the server computed the canonical request of the given request, and the signature cannot be
 * checked without the secret. `body-signature-wrong`: the signature of the request is right, and the one of a chunk or
 * of the trailing headers in its body is not.
 */
export type VerdictId =
  | 'not-about-signature'
  | 'server-has-another-secret'
  | 'changed-on-the-way'
  | 'changed-or-another-secret'
  | 'signature-right'
  | 'other-text-signed'
  | 'signature-wrong'
  | 'same-string'
  | 'arrived-as-sent'
  | 'body-signature-wrong';

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
  return isArrivedAsSent(sides) ? { id: 'arrived-as-sent', of: null } : null;
}

/**
 * Returns whether the server's hash equals the hash of the given request, which means that nothing changed the request
 * in transit.
 */
const isArrivedAsSent = ({ answer, server, client, sent }: Sides): boolean =>
  saysMismatch(answer) &&
  server.known === 'quoted' &&
  server.hash !== null &&
  client.known === 'computed' &&
  sent?.standing === 'said' &&
  server.hash === client.hash;

const TEXTS: readonly (keyof RightFor)[] = ['request', 'client', 'server'];

/** Returns whether a signature that is right for the client's text is wrong for the request or the server's text. */
const isOtherText = (sides: Sides): boolean =>
  !isSignedRight(sides) && (sides.rightFor.request === false || sides.rightFor.server === false);

/** Returns the verdict for a signature that is right. */
function refusalOf(sides: Sides): VerdictId {
  const { answer, rightFor } = sides;
  if (answer === null || isSilentAnswer(sides)) return 'signature-right';
  if (!saysMismatch(answer)) return 'not-about-signature';
  if (rightFor.server === null) return 'changed-or-another-secret';
  return rightFor.server ? 'server-has-another-secret' : 'changed-on-the-way';
}

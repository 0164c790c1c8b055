/** The access key, and the session token that temporary credentials have beside it. */
import { EMPTY, octetsFromText } from '../../bytes/octets.ts';
import { equalInConstantTime } from '../../crypto/digests.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { type Refusal, refuse } from '../answer.ts';
import type { Examined, SandboxKey } from '../examined.ts';
import { textOrLatin1 } from '../xml.ts';

export function unknownKey({ accessKeyId }: Claim): Refusal {
  return refuse('InvalidAccessKeyId', [['AWSAccessKeyId', textOrLatin1(accessKeyId.octets)]]);
}

/** S3 finds temporary credentials by key and token together: without the token it does not know the key. */
export function checkSessionToken(claim: Claim, _examined: Examined, key: SandboxKey): Refusal | null {
  if (key.sessionToken === null) return null;
  const sent = claim.sessionToken?.octets ?? EMPTY;
  if (sent === '') return unknownKey(claim);
  return equalInConstantTime(sent, octetsFromText(key.sessionToken)) ? null : invalidToken(claim);
}

export function checkUnwantedToken(claim: Claim, _examined: Examined, key: SandboxKey): Refusal | null {
  const isSent = claim.sessionToken !== null && claim.sessionToken.octets !== '';
  return isSent && key.sessionToken === null ? invalidToken(claim) : null;
}

function invalidToken({ sessionToken }: Claim): Refusal {
  return refuse('InvalidToken', [['Token-0', textOrLatin1(sessionToken?.octets ?? EMPTY)]]);
}

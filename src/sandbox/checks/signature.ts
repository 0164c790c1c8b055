/**
 * Checks the signature and everything that the signature depends on: the access key, the session token, and the signed
 * headers.
 */
import type { Bytes } from '../../bytes/bytes.ts';
import { asText, EMPTY, hexFromOctets, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { equalInConstantTime } from '../../crypto/digests.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { sentNames, unsignedHeaders } from '../../verification/examine.ts';
import { type Refusal, refuse } from '../answers/answer.ts';
import type { Examined, SandboxKey } from '../examined.ts';

/** Checks that Host and every `x-amz-*` header are signed. */
export function checkSignedHeaders(claim: Claim, { sent }: Examined): Refusal | null {
  const unsigned = unsignedHeaders(claim, sentNames(sent.head));
  if (unsigned.length === 0) return null;
  return refuse(
    'AccessDenied',
    { HeadersNotSigned: [...unsigned].sort().join(', ') },
    'There were headers present in the request which were not signed',
  );
}

export function checkSignature(claim: Claim, { verification }: Examined): Refusal | null {
  const { signature, stringToSign, canonicalRequest } = verification();
  if (signature === 'right') return null;
  return refuseSignature({ claim, canonicalRequest }, stringToSign.octets, claim.signature.octets);
}

interface Refused {
  readonly claim: Claim;
  /** The canonical request; `null` if a policy was signed. */
  readonly canonicalRequest: Bytes | null;
}

/**
 * Refuses a signature. The response contains the texts that S3 computed, so that the client can compare these texts
 * with its own.
 */
export function refuseSignature(
  { claim, canonicalRequest }: Refused,
  stringToSign: Octets,
  signature: Octets,
): Refusal {
  const elements = {
    AWSAccessKeyId: asText(claim.accessKeyId.octets),
    StringToSign: asText(stringToSign),
    SignatureProvided: asText(signature),
    StringToSignBytes: spacedHex(stringToSign),
  };
  if (canonicalRequest === null) return refuse('SignatureDoesNotMatch', elements);
  return refuse('SignatureDoesNotMatch', {
    ...elements,
    CanonicalRequest: asText(canonicalRequest.octets),
    CanonicalRequestBytes: spacedHex(canonicalRequest.octets),
  });
}

const spacedHex = (octets: Octets) => hexFromOctets(octets).replace(/..(?=.)/g, '$& ');

export function unknownKey({ accessKeyId }: Claim): Refusal {
  return refuse('InvalidAccessKeyId', { AWSAccessKeyId: asText(accessKeyId.octets) });
}

/**
 * Checks the session token of temporary credentials. S3 looks up credentials by key and token together, so a key
 * without its token counts as unknown.
 */
export function checkSessionToken(claim: Claim, _examined: Examined, key: SandboxKey): Refusal | null {
  if (key.sessionToken === null) return null;
  const sent = claim.sessionToken?.octets ?? EMPTY;
  if (sent === '') return unknownKey(claim);
  return equalInConstantTime(sent, octetsFromText(key.sessionToken)) ? null : invalidToken(claim);
}

/** Refuses a session token that is sent with a long-term key. */
export function checkUnwantedToken(claim: Claim, _examined: Examined, key: SandboxKey): Refusal | null {
  const isSent = claim.sessionToken !== null && claim.sessionToken.octets !== '';
  return isSent && key.sessionToken === null ? invalidToken(claim) : null;
}

function invalidToken({ sessionToken }: Claim): Refusal {
  return refuse('InvalidToken', { 'Token-0': asText(sessionToken?.octets ?? EMPTY) });
}

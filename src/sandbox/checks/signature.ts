/** What is signed, and whether the signature is that of it. */
import { hexFromOctets, type Octets } from '../../bytes/octets.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { type Refusal, refuse } from '../answer.ts';
import type { Examined, Signer } from '../examined.ts';
import { textOrLatin1 } from '../xml.ts';

/** Host and every `x-amz-*` header that was sent. */
export function checkSignedHeaders({ scheme, signed }: Claim, { received }: Examined): Refusal | null {
  if (signed.kind === 'policy') return null;
  const names = new Set<string>(signed.signedHeaderNames.map((name) => name.octets));
  // In a presigned URL that one is in the canonical request all the same: as the hash of the payload.
  const isExempt = (name: string) => scheme === 'query' && name === 'x-amz-content-sha256';
  const sent = received.head.headers.map((field) => field.name.octets.toLowerCase());
  const unsigned = [...new Set(sent)].filter(
    (name) => (name === 'host' || name.startsWith('x-amz-')) && !names.has(name) && !isExempt(name),
  );
  if (unsigned.length === 0) return null;
  return refuse(
    'AccessDenied',
    [['HeadersNotSigned', unsigned.sort().join(', ')]],
    'There were headers present in the request which were not signed',
  );
}

export function checkSignature(claim: Claim, _examined: Examined, { verification }: Signer): Refusal | null {
  const { signature, stringToSign } = verification();
  return signature === 'right'
    ? null
    : refuseSignature(claim, { verification }, stringToSign.octets, claim.signature.octets);
}

/** With what S3 computed, so that the client can hold its own against it. A policy has no canonical request. */
export function refuseSignature(
  { accessKeyId }: Claim,
  { verification }: Pick<Signer, 'verification'>,
  stringToSign: Octets,
  signature: Octets,
): Refusal {
  const canonicalRequest = verification().canonicalRequest?.octets;
  const elements = [
    ['AWSAccessKeyId', textOrLatin1(accessKeyId.octets)],
    ['StringToSign', textOrLatin1(stringToSign)],
    ['SignatureProvided', textOrLatin1(signature)],
    ['StringToSignBytes', spacedHex(stringToSign)],
  ] as const;
  if (canonicalRequest === undefined) return refuse('SignatureDoesNotMatch', elements);
  return refuse('SignatureDoesNotMatch', [
    ...elements,
    ['CanonicalRequest', textOrLatin1(canonicalRequest)],
    ['CanonicalRequestBytes', spacedHex(canonicalRequest)],
  ]);
}

const spacedHex = (octets: Octets) => hexFromOctets(octets).replace(/..(?=.)/g, '$& ');

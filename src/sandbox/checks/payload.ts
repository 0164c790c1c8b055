/** What the signature says of the payload, and whether that is so. */
import { headerValue } from '../../http/message.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { PAYLOAD_WORDS } from '../../sigv4/claims/payload-kind.ts';
import { isChunked } from '../../sigv4/schemes/added-headers.ts';
import { decodedLength } from '../../verification/comparison/compare-body.ts';
import type { Content } from '../../verification/examine.ts';
import { type Refusal, refuse, refuseArgument } from '../answer.ts';
import type { Examined } from '../examined.ts';

const CONTENT_SHA256 = 'x-amz-content-sha256';

/** S3 requires the header; a presigned URL says that its payload is not signed by saying nothing. */
export function checkPayloadHeader(claim: Claim, { sent, kind, rules }: Examined): Refusal | null {
  if (claim.signed.kind === 'policy') return null;
  const isSent = headerValue(sent.head.headers, CONTENT_SHA256) !== undefined;
  if (claim.scheme === 'header' && !isSent) {
    if (rules.contentSha256Header === 'not-added') return null;
    return refuse('InvalidRequest', [], `Missing required header for this request: ${CONTENT_SHA256}`);
  }
  const { octets } = claim.signed.hashedPayload;
  if (kind === null) return refuseArgument(CONTENT_SHA256, octets, MUST_BE);
  return kind.algorithm === null || kind.algorithm.id === claim.algorithm.id
    ? null
    : refuseArgument(CONTENT_SHA256, octets, OTHER_ALGORITHM);
}

const MUST_BE = `${CONTENT_SHA256} must be ${PAYLOAD_WORDS.join(', ')} or a valid sha256 value.`;
const OTHER_ALGORITHM = `${CONTENT_SHA256} must name the algorithm that the request is signed with.`;

export function checkPayloadHash(claim: Claim, { kind, payload }: Examined): Refusal | null {
  if (claim.signed.kind === 'policy' || kind?.payload !== 'hashed') return null;
  const { octets } = claim.signed.hashedPayload;
  if (octets === payload.sha256) return null;
  return refuse('XAmzContentSHA256Mismatch', [
    ['ClientComputedContentSHA256', octets],
    ['S3ComputedContentSHA256', payload.sha256],
  ]);
}

/** Content-Length counts the lines around the chunks too, so that a body in chunks says how long its payload is. */
export function checkDecodedLength({ payload }: Content, { sent, kind }: Examined): Refusal | null {
  if (!kind || !isChunked(kind)) return null;
  const { said, isRight } = decodedLength(sent.head.headers, payload);
  if (said === null) return refuse('MissingContentLength');
  if (isRight) return null;
  return refuse('IncompleteBody', [
    ['NumberBytesExpected', said],
    ['NumberBytesProvided', String(payload.length)],
  ]);
}

/** Checks the payload against its hash, its stated length, and the checksum that was sent with it. */

import { decodeBase64 } from '../../bytes/base64.ts';
import { checksumLength } from '../../crypto/checksums.ts';
import { headerValue, type RequestHead } from '../../http/message.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { areOfWholeObject, CHECKSUM_PREFIX, type SentChecksum } from '../../sigv4/claims/sent-checksums.ts';
import { AMZ_HEADERS } from '../../sigv4/names.ts';
import { PAYLOAD_KEYWORDS } from '../../sigv4/payload-keywords.ts';
import { isChunked } from '../../sigv4/schemes/signed-headers.ts';
import { type Refusal, refuse, refuseArgument } from '../answers/answer.ts';
import type { Examined } from '../examined.ts';
import type { BegunBody, ReceivedBody } from '../received-body.ts';

/**
 * Checks x-amz-content-sha256. S3 requires this header, except in a presigned URL, where the payload is unsigned by
 * default.
 */
export function checkPayloadHeader(claim: Claim, { sent, kind, rules }: Examined): Refusal | null {
  if (claim.signed.kind === 'policy') return null;
  const name = AMZ_HEADERS.contentSha256;
  const isSent = headerValue(sent.head.headers, name) !== undefined;
  if (claim.scheme === 'header' && !isSent) {
    if (rules.contentSha256Header === 'not-added') return null;
    return refuse('InvalidRequest', {}, `Missing required header for this request: ${name}`);
  }
  const { octets } = claim.signed.hashedPayload;
  if (kind === null) return refuseArgument(name, octets, `${name} ${MUST_BE}`);
  return kind.algorithm === null || kind.algorithm.id === claim.algorithm.id
    ? null
    : refuseArgument(name, octets, `${name} ${OTHER_ALGORITHM}`);
}

const MUST_BE = `must be ${PAYLOAD_KEYWORDS.join(', ')} or a valid sha256 value.`;
const OTHER_ALGORITHM = 'must name the algorithm that the request is signed with.';

/** Compares the hash of the body with the signed hash. */
export function checkPayloadHash({ claim, kind }: Examined, { sha256 }: ReceivedBody): Refusal | null {
  if (claim.signed.kind !== 'request' || kind?.payload !== 'hashed') return null;
  const { octets } = claim.signed.hashedPayload;
  if (octets === sha256) return null;
  return refuse('XAmzContentSHA256Mismatch', { ClientComputedContentSHA256: octets, S3ComputedContentSHA256: sha256 });
}

/**
 * Checks the length of the payload in a chunked body. Content-Length cannot be used for this check, because that length
 * includes the lines around the chunks.
 */
export function checkDecodedLength({ sent, kind }: Examined, { length }: ReceivedBody): Refusal | null {
  if (!kind || !isChunked(kind)) return null;
  const said = statedLength(sent.head);
  if (said === null) return refuse('MissingContentLength');
  return said === length ? null : otherLength(said, length);
}

/** Checks that a chunked body of which more may follow is not already too long. */
export function checkLengthSoFar({ sent }: Examined, { length }: BegunBody): Refusal | null {
  const said = statedLength(sent.head);
  if (said === null) return refuse('MissingContentLength');
  return length > said ? otherLength(said, length) : null;
}

/**
 * Returns the length of the payload that the head states, or `null`. S3 treats a value that is no number like a missing
 * one (https://github.com/versity/versitygw/issues/1656).
 */
function statedLength({ headers }: RequestHead): number | null {
  const said = headerValue(headers, AMZ_HEADERS.decodedContentLength)?.octets ?? '';
  return /^\d+$/.test(said) ? Number(said) : null;
}

function otherLength(said: number, length: number): Refusal {
  return refuse('IncompleteBody', { NumberBytesExpected: String(said), NumberBytesProvided: String(length) });
}

/** Checks the checksum, if any, that was sent with the payload. */
export function checkChecksums({ sent: { head } }: Examined, { sent: all, checksum }: ReceivedBody): Refusal | null {
  if (areOfWholeObject(head)) return null;
  const [sent, ...others] = all;
  if (!sent) return null;
  if (others.length > 0) return refuseSeveral(all);
  const { name, base64, where } = sent;
  if (base64.length !== checksumLength(name) || decodeBase64(base64) === null) {
    return refuse('InvalidRequest', {}, `Value for ${CHECKSUM_PREFIX}${name} ${where} is invalid.`);
  }
  if (checksum(name) === base64) return null;
  const message = `The ${name.toUpperCase()} you specified did not match the calculated checksum.`;
  return refuse('BadDigest', {}, message);
}

/** Refuses a request that has more than one checksum. S3 has two messages for this. */
function refuseSeveral(all: readonly SentChecksum[]): Refusal {
  const isMixed = new Set(all.map(({ where }) => where)).size > 1;
  const more = isMixed ? '' : '. Multiple checksum Types are not allowed.';
  return refuse('InvalidRequest', {}, `Expecting a single ${CHECKSUM_PREFIX} header${more}`);
}

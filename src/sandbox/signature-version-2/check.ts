/**
 * Checks a request that is signed with Signature Version 2. The checks have the same order and the same responses as in
 * S3.
 */

import { MAX_ALLOWED_SKEW } from '../../aws/s3-errors.ts';
import { base64 } from '../../bytes/base64.ts';
import { plain } from '../../bytes/bytes.ts';
import { asText, EMPTY, hexFromOctets, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { equalInConstantTime, hmacSha1 } from '../../crypto/digests.ts';
import { headerValue, type RequestHead } from '../../http/message.ts';
import { isPem } from '../../sigv4/algorithms/account-key.ts';
import { AWS4 } from '../../sigv4/dialects/aws4.ts';
import { readTimestamp } from '../../sigv4/timestamp.ts';
import { type Refusal, refuse, refuseArgument } from '../answers/answer.ts';
import type { SandboxKey } from '../keys.ts';
import { type ClaimOfVersion2, readClaimOfVersion2, stringToSignOfVersion2 } from './string-to-sign.ts';

interface GroundOfVersion2 {
  readonly keys: ReadonlyMap<string, SandboxKey>;
  readonly now: Date;
  readonly endpoints: readonly string[];
}

/** Returns the refusal that S3 would send, or `null` if the request is authentic. */
export function checkVersion2(head: RequestHead, { keys, now, endpoints }: GroundOfVersion2): Refusal | null {
  const claim = readClaimOfVersion2(head);
  if (!claim) return refuseIncomplete(headerValue(head.headers, 'authorization')?.octets ?? EMPTY);
  const key = keys.get(asText(claim.accessKeyId));
  if (!key || isPem(key.secretAccessKey) || (key.sessionToken !== null && claim.sessionToken === null)) {
    return refuse('InvalidAccessKeyId', { AWSAccessKeyId: asText(claim.accessKeyId) });
  }
  if (key.sessionToken !== null && claim.sessionToken !== octetsFromText(key.sessionToken)) {
    return refuse('InvalidToken', { 'Token-0': asText(claim.sessionToken ?? EMPTY) });
  }
  return checkTime(head, claim, now) ?? checkSignature(stringToSignOfVersion2(head, claim, endpoints), claim, key);
}

/** Refuses a request without a whole claim in its Authorization header or, if it has no such header, in its query. */
function refuseIncomplete(authorization: Octets): Refusal {
  return authorization === ''
    ? refuse(
        'AccessDenied',
        {},
        'Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters',
      )
    : refuseArgument(
        'Authorization',
        authorization,
        'AWS authorization header is invalid.  Expected AwsAccessKeyId:signature',
      );
}

/**
 * Checks the time. A signature in a header is valid for fifteen minutes, and a presigned URL is valid until it expires.
 */
function checkTime({ headers }: RequestHead, { expires }: ClaimOfVersion2, now: Date): Refusal | null {
  if (expires !== null) {
    const end = Number(expires) * 1000;
    if (!/^\d{1,12}$/.test(expires)) return refuse('AccessDenied', {}, 'Invalid date (should be seconds since epoch)');
    if (now.getTime() < end) return null;
    return refuse('AccessDenied', { Expires: isoTime(new Date(end)), ServerTime: isoTime(now) }, 'Request has expired');
  }
  const sent = headerValue(headers, AWS4.headers.date) ?? headerValue(headers, 'date');
  const moment = sent ? (readTimestamp(sent.octets) ?? Date.parse(sent.octets)) : Number.NaN;
  // Like S3, treats a date before 1970 as invalid.
  if (!(moment >= 0))
    return refuse('AccessDenied', {}, 'AWS authentication requires a valid Date or x-amz-date header');
  if (Math.abs(now.getTime() - moment) <= MAX_ALLOWED_SKEW) return null;
  return refuse('RequestTimeTooSkewed', {
    RequestTime: asText(sent?.octets ?? EMPTY),
    ServerTime: isoTime(now),
    MaxAllowedSkewMilliseconds: String(MAX_ALLOWED_SKEW),
  });
}

const isoTime = (moment: Date) => moment.toISOString().replace(/\.\d+/, '');

/** Compares the signature, which is the HMAC-SHA1 of the string to sign, in base64. */
function checkSignature(stringToSign: Octets, claim: ClaimOfVersion2, { secretAccessKey }: SandboxKey): Refusal | null {
  const right = base64(plain(hmacSha1(octetsFromText(secretAccessKey), stringToSign))).octets;
  if (equalInConstantTime(right, claim.signature)) return null;
  return refuse('SignatureDoesNotMatch', {
    AWSAccessKeyId: asText(claim.accessKeyId),
    StringToSign: asText(stringToSign),
    SignatureProvided: asText(claim.signature),
    StringToSignBytes: spacedHex(stringToSign),
  });
}

const spacedHex = (octets: Octets) => hexFromOctets(octets).replace(/..(?=.)/g, '$& ');

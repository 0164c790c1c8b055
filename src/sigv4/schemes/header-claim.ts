/** The header scheme from the server's side: what a request claims, and what it should have claimed. */
import type { Bytes } from '../../bytes/bytes.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { equalInConstantTime } from '../../crypto/digests.ts';
import { headerValue, type RequestHead } from '../../http/message.ts';
import { hashOfPayload } from '../../trace/payload.ts';
import type { Payload, Recorder } from '../../trace/trace.ts';
import { AWS4_HMAC_SHA256 } from '../algorithm.ts';
import { type Computed, computeSignature } from '../core.ts';
import { AUTHENTICATING_REQUESTS } from '../documentation.ts';
import type { Rules } from '../rules.ts';
import { isTimestamp } from '../timestamp.ts';
import { type AuthorizationClaim, readAuthorization } from './authorization-header.ts';

/** What a request says of itself; nothing of it is proved yet. */
export interface Claim extends AuthorizationClaim {
  readonly request: RequestHead;
  /** From `x-amz-date`. */
  readonly timestamp: Bytes;
  /** From `x-amz-content-sha256`; where that is missing, the hash of the payload that came. */
  readonly hashedPayload: Bytes;
}

export interface Verification extends Computed {
  readonly matches: boolean;
}

/** Reads the claim of a request that has an Authorization header. */
export function claim(request: RequestHead, payload: Payload): Claim | Problem {
  const header = headerValue(request.headers, 'authorization');
  if (!header) {
    return problem('unsigned', 'The request has no Authorization header.', 'Sign it.', {
      see: AUTHENTICATING_REQUESTS,
    });
  }
  const authorization = readAuthorization(header);
  if (isProblem(authorization)) return authorization;
  const timestamp = headerValue(request.headers, 'x-amz-date');
  if (!timestamp || !isTimestamp(timestamp.octets)) {
    return problem(
      'missing-date',
      "The request has no x-amz-date header of the form YYYYMMDD'T'HHMMSS'Z'.",
      'Send the time of signing as x-amz-date.',
      { see: AUTHENTICATING_REQUESTS },
    );
  }
  const hashedPayload = headerValue(request.headers, 'x-amz-content-sha256') ?? hashOfPayload(payload);
  return { ...authorization, request, timestamp, hashedPayload };
}

/** Computes what the signature should be, by the very stages that sign, and compares in constant time. */
export function verify(claimed: Claim, secretAccessKey: Bytes, rules: Rules, record: Recorder): Verification {
  const computed = computeSignature({ ...claimed, algorithm: AWS4_HMAC_SHA256, secretAccessKey, rules }, record);
  return { ...computed, matches: equalInConstantTime(computed.signature.octets, claimed.signature.octets) };
}

/** Whether a signature is good at a moment: not yet, now, or no more. */
import { MAX_ALLOWED_SKEW } from '../aws/s3-errors.ts';
import type { Claim } from '../sigv4/claims/claim.ts';
import { isPolicyFault, readPolicy } from '../sigv4/claims/policy-document.ts';

/** Milliseconds since 1970. */
export interface Validity {
  readonly from: number;
  /** The first moment at which it is not good any more; `null` where nothing says so. */
  readonly until: number | null;
}

/** Where nothing says until when. */
export const ALWAYS_VALID: Validity = { from: Number.NEGATIVE_INFINITY, until: null };

/**
 * A request is good for a quarter of an hour before and after it was signed, a presigned URL from a quarter of an hour
 * before it until it expires, the policy of a form until it says.
 */
export function validityOf({ scheme, moment, expires, signed }: Claim): Validity {
  const from = moment - MAX_ALLOWED_SKEW;
  if (scheme === 'query') return { from, until: moment + Number(expires?.octets ?? 0) * 1000 };
  if (signed.kind === 'policy') {
    const policy = readPolicy(signed.policy.octets);
    // S3 takes it until the very moment.
    return { from: Number.NEGATIVE_INFINITY, until: isPolicyFault(policy) ? null : policy.expiration + 1 };
  }
  return { from, until: moment + MAX_ALLOWED_SKEW + 1 };
}

/** Whether a signature is good at a moment: not yet, now, or no more. */
import { MAX_ALLOWED_SKEW } from '../aws/s3-errors.ts';
import { decodeBase64 } from '../bytes/base64.ts';
import { type Octets, textFromOctets } from '../bytes/octets.ts';
import type { Claim } from '../sigv4/claims/claim.ts';

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
  if (signed.kind === 'policy') return { from: Number.NEGATIVE_INFINITY, until: expirationOf(signed.policy.octets) };
  return { from, until: moment + MAX_ALLOWED_SKEW + 1 };
}

/** What the policy itself says; `null` where it says nothing that can be read. */
function expirationOf(policy: Octets): number | null {
  const json = decodeBase64(policy);
  const text = json && textFromOctets(json);
  try {
    const read: unknown = JSON.parse(text ?? '');
    if (typeof read !== 'object' || read === null || !('expiration' in read)) return null;
    const moment = Date.parse(String(read.expiration));
    return Number.isNaN(moment) ? null : moment;
  } catch {
    return null;
  }
}

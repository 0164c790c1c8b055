/** Checks the signing time and the lifetime of the signature. */
import { MAX_ALLOWED_SKEW } from '../../aws/s3-errors.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { AMZ_PARAMETERS } from '../../sigv4/names.ts';
import { type Refusal, refuse } from '../answers/answer.ts';
import type { Examined } from '../examined.ts';

/**
 * Checks the signing time. A request is valid from fifteen minutes before that time to fifteen minutes after it. A
 * presigned URL may be used later, but not earlier. This check does not apply to a form's policy, which contains its
 * own expiration.
 */
export function checkClock(
  { scheme, timestamp, moment, expires }: Claim,
  { ground: { now } }: Examined,
): Refusal | null {
  const age = now.getTime() - moment;
  if (scheme === 'query' && age < -MAX_ALLOWED_SKEW) {
    return refuse(
      'AccessDenied',
      {
        [AMZ_PARAMETERS.date]: String(moment),
        Expires: writeMoment(new Date(moment + lifetime(expires))),
        ServerTime: writeMoment(now),
      },
      'Request is not yet valid',
    );
  }
  if (scheme !== 'header' || Math.abs(age) <= MAX_ALLOWED_SKEW) return null;
  return refuse('RequestTimeTooSkewed', {
    RequestTime: timestamp.octets,
    ServerTime: writeMoment(now),
    MaxAllowedSkewMilliseconds: String(MAX_ALLOWED_SKEW),
  });
}

/** Checks whether a presigned URL has expired. A URL with a lifetime of 0 seconds is never valid. */
export function checkExpiry({ moment, expires }: Claim, { ground: { now } }: Examined): Refusal | null {
  const end = new Date(moment + lifetime(expires));
  if (expires === null || now.getTime() < end.getTime()) return null;
  return refuse(
    'AccessDenied',
    { [AMZ_PARAMETERS.expires]: expires.octets, Expires: writeMoment(end), ServerTime: writeMoment(now) },
    'Request has expired',
  );
}

function lifetime(expires: Claim['expires']): number {
  return Number(expires?.octets ?? 0) * 1000;
}

/** Writes a time in UTC, without fractions of a second. */
function writeMoment(moment: Date): string {
  return moment.toISOString().replace(/\.\d+/, '');
}

/** When a request was signed, and how long its signature is good for. */
import { MAX_ALLOWED_SKEW } from '../../aws/s3-errors.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { type Refusal, refuse } from '../answer.ts';
import type { Examined } from '../examined.ts';

/**
 * A request has to be used within fifteen minutes; a presigned URL may be used later, but not that much before it was
 * signed. A form is good for as long as its policy says.
 */
export function checkClock(
  { scheme, timestamp, moment, expires }: Claim,
  { ground: { now } }: Examined,
): Refusal | null {
  const age = now.getTime() - moment;
  if (scheme === 'query' && age < -MAX_ALLOWED_SKEW) {
    return refuse(
      'AccessDenied',
      [
        ['X-Amz-Date', String(moment)],
        ['Expires', writeMoment(new Date(moment + seconds(expires)))],
        ['ServerTime', writeMoment(now)],
      ],
      'Request is not yet valid',
    );
  }
  if (scheme !== 'header' || Math.abs(age) <= MAX_ALLOWED_SKEW) return null;
  return refuse('RequestTimeTooSkewed', [
    ['RequestTime', timestamp.octets],
    ['ServerTime', writeMoment(now)],
    ['MaxAllowedSkewMilliseconds', String(MAX_ALLOWED_SKEW)],
  ]);
}

/** With 0 seconds, a URL is never good. */
export function checkExpiry({ moment, expires }: Claim, { ground: { now } }: Examined): Refusal | null {
  const end = new Date(moment + seconds(expires));
  if (expires === null || now.getTime() < end.getTime()) return null;
  return refuse(
    'AccessDenied',
    [
      ['X-Amz-Expires', expires.octets],
      ['Expires', writeMoment(end)],
      ['ServerTime', writeMoment(now)],
    ],
    'Request has expired',
  );
}

/** In milliseconds. */
function seconds(expires: Claim['expires']): number {
  return Number(expires?.octets ?? 0) * 1000;
}

/** To the second, in UTC. */
function writeMoment(moment: Date): string {
  return moment.toISOString().replace(/\.\d+/, '');
}

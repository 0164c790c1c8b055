/**
 * Says whether a given presigned URL has expired or is not valid yet, even if its signature is right
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html).
 */

import { isProblem } from '../bytes/problem.ts';
import { claimOf } from '../drafts/draft-of-request.ts';
import type { Evidence, Lapse } from '../evidence/evidence.ts';
import { momentInWords, spanInWords } from '../verification/moments.ts';

/** The number of milliseconds by which a time may be ahead of a server's clock. */
const AHEAD = 15 * 60_000;

/** Adds the lapse, and a sentence about it, to the evidence. `now` is in milliseconds since 1970. */
export function withLapse(evidence: Evidence, now: number): Evidence {
  const lapse = lapseOf(evidence, now);
  return lapse === null ? evidence : { ...evidence, lapse, remarks: [lapseInWords(lapse), ...evidence.remarks] };
}

function lapseOf({ request }: Evidence, now: number): Lapse | null {
  const claim = request && claimOf(request);
  if (!claim || isProblem(claim) || claim.scheme !== 'query') return null;
  const seconds = Number(claim.expires?.octets ?? Number.NaN);
  if (claim.moment - AHEAD > now) return { kind: 'not-yet-valid', moment: claim.moment, away: claim.moment - now };
  const until = claim.moment + seconds * 1000;
  return Number.isNaN(until) || now < until ? null : { kind: 'expired', moment: until, away: now - until };
}

const lapseInWords = ({ kind, moment, away }: Lapse): string =>
  kind === 'expired'
    ? `The URL expired on ${momentInWords(moment)}, ${spanInWords(away)} ago: a server refuses it now, even if its signature is right.`
    : `The URL is not valid yet: it is from ${momentInWords(moment)}, ${spanInWords(away)} from now.`;

/**
 * Says whether a given presigned URL has expired or is not valid yet, even if its signature is right
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html).
 */

import { isProblem } from '../bytes/problem.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { momentInWords, spanInWords } from '../verification/moments.ts';
import { claimOf } from './draft/draft-of-request.ts';

/** The number of milliseconds by which a time may be ahead of a server's clock. */
const AHEAD = 15 * 60_000;

/** Adds the sentence to the evidence. `now` is in milliseconds since 1970. */
export function withLapse(evidence: Evidence, now: number): Evidence {
  const says = lapseOf(evidence, now);
  return says === null ? evidence : { ...evidence, remarks: [says, ...evidence.remarks] };
}

function lapseOf({ request }: Evidence, now: number): string | null {
  const claim = request && claimOf(request);
  if (!claim || isProblem(claim) || claim.scheme !== 'query') return null;
  const seconds = Number(claim.expires?.octets ?? Number.NaN);
  if (claim.moment - AHEAD > now) {
    return `The URL is not valid yet: it is from ${momentInWords(claim.moment)}, ${spanInWords(claim.moment - now)} from now.`;
  }
  const until = claim.moment + seconds * 1000;
  if (Number.isNaN(until) || now < until) return null;
  return `The URL expired on ${momentInWords(until)}, ${spanInWords(now - until)} ago: a server refuses it now, even if its signature is right.`;
}

/** How long a presigned URL is good for (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html). */
import { hexFromOctets, type Octets, textFromOctets } from '../bytes/octets.ts';
import { type Problem, problem } from '../bytes/problem.ts';
import { QUERY_STRING } from './documentation.ts';
import { EXPIRES } from './stages/request.ts';

/** The longest, in seconds: seven days. */
export const LONGEST_EXPIRY = 604_800;

/** `null` for whole seconds from 1 on, in decimal digits. */
export function badExpiry(seconds: Octets): Problem | null {
  if (/^[1-9]\d{0,5}$/.test(seconds) && Number(seconds) <= LONGEST_EXPIRY) return null;
  return problem(
    'expires',
    `${JSON.stringify(textFromOctets(seconds) ?? hexFromOctets(seconds))} is no time for a presigned URL to be good for.`,
    `Give whole seconds, from 1 to ${LONGEST_EXPIRY} (seven days).`,
    { where: { value: EXPIRES.id, start: 0, end: seconds.length }, see: QUERY_STRING },
  );
}

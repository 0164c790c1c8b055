/** The mistake of a program that reads its clock where it is told the time. */

import type { Octets } from '../../bytes/octets.ts';
import { type Draft, headerOf, putBytes, withPart, withScope, withValue } from '../../drafts/draft.ts';
import type { Mutation } from '../../drafts/mutation.ts';
import { AMZ_HEADERS, AMZ_PARAMETERS } from '../../sigv4/names.ts';

/** Returns the mistake of having signed at one of these times, which are written as `YYYYMMDDTHHMMSSZ`. */
export const signedByOwnClock = (times: readonly Octets[]): Mutation => ({
  variant: 'clock-of-the-machine',
  side: 'client',
  point: 'signing',
  says: 'The program signs with the time on its clock, and not with the "time" of each line.',
  fix: 'Use the "time" of the line, in the string to sign and in the scope. A real client reads its clock once for each request.',
  change: (draft) => times.flatMap((time) => signedAt(draft, time)),
});

const DATE_LENGTH = 8;

/** Returns the ways to sign at another time: with its date in the scope or not, and in the request or not. */
function signedAt(draft: Draft, time: Octets): Draft[] {
  const timed = withPart(draft, 'timestamp', putBytes(draft, time));
  const dated = withScope(timed, { date: time.slice(0, DATE_LENGTH) as Octets });
  return [dated, timed, ...inRequest(dated, draft.timestamp, time)];
}

/** Puts the time into the request too: into a header such as x-amz-date, or into the parameters of a presigned URL. */
function inRequest(draft: Draft, before: Octets, time: Octets): Draft[] {
  if (headerOf(draft, AMZ_HEADERS.date) === before) return [withValue(draft, AMZ_HEADERS.date, time)];
  const date = time.slice(0, DATE_LENGTH);
  const query = draft.canonicalQueryString
    .replace(`${AMZ_PARAMETERS.date}=${before}`, `${AMZ_PARAMETERS.date}=${time}`)
    .replace(`%2F${before.slice(0, DATE_LENGTH)}%2F`, `%2F${date}%2F`);
  if (query === draft.canonicalQueryString) return [];
  return [withPart(draft, 'canonicalQueryString', putBytes(draft, query))];
}

/** Names the mistake of reading the clock where the line of the question says the time. Only the grader knows when that was. */
import type { Octets } from '../../bytes/octets.ts';
import { octetsFromText } from '../../bytes/octets.ts';
import { stringToSignMisbuilt } from '../../causes/structure/string-to-sign.ts';
import { type Draft, headerOf, putBytes, withPart, withScope, withValue } from '../../drafts/draft.ts';
import { AWS4 } from '../../sigv4/dialect.ts';
import { writeTimestamp } from '../../sigv4/timestamp.ts';
import type { Candidate } from './candidates.ts';

/** The time during which a program was asked. */
export interface AskedDuring {
  readonly from: Date;
  readonly to: Date;
}

const SECOND = 1_000;
/** The maximum number of seconds that are tried. Each takes about as long as one signature. */
const MOST_SECONDS = 300;

/** Returns the mistake of a program that was asked during this time, and signed with the time on its clock. */
export function clockMistake({ from, to }: AskedDuring): Candidate {
  const first = Math.floor(from.getTime() / SECOND) - 1;
  const last = Math.min(Math.ceil(to.getTime() / SECOND) + 1, first + MOST_SECONDS);
  const times = Array.from({ length: last - first + 1 }, (_, at) =>
    octetsFromText(writeTimestamp(new Date((first + at) * SECOND))),
  );
  return {
    cause: stringToSignMisbuilt,
    mutation: {
      variant: 'clock-of-the-machine',
      side: 'client',
      point: 'signing',
      says: 'The program signs with the time on its clock, and not with the "time" of each line.',
      fix: 'Use the "time" of the line, in the string to sign and in the scope. A real client reads its clock once for each request.',
      change: (draft) => times.flatMap((time) => signedAt(draft, time)),
    },
  };
}

const DATE_LENGTH = 8;

/** Returns the ways to sign at another time: with its date in the scope or not, and in the request or not. */
function signedAt(draft: Draft, time: Octets): Draft[] {
  const timed = withPart(draft, 'timestamp', putBytes(draft, time));
  const dated = withScope(timed, { date: time.slice(0, DATE_LENGTH) as Octets });
  return [dated, timed, ...inRequest(dated, draft.timestamp, time)];
}

/** Puts the time into the request too: into x-amz-date, or into the parameters of a presigned URL. */
function inRequest(draft: Draft, before: Octets, time: Octets): Draft[] {
  if (headerOf(draft, AWS4.headers.date) === before) return [withValue(draft, AWS4.headers.date, time)];
  const date = time.slice(0, DATE_LENGTH);
  const query = draft.canonicalQueryString
    .replace(`${AWS4.parameters.date}=${before}`, `${AWS4.parameters.date}=${time}`)
    .replace(`%2F${before.slice(0, DATE_LENGTH)}%2F`, `%2F${date}%2F`);
  if (query === draft.canonicalQueryString) return [];
  return [withPart(draft, 'canonicalQueryString', putBytes(draft, query))];
}

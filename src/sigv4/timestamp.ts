/** Times as SigV4 writes them: YYYYMMDD'T'HHMMSS'Z', in UTC. */
import type { Bytes } from '../bytes/bytes.ts';
import { hexFromOctets, type Octets, textFromOctets } from '../bytes/octets.ts';
import { type Problem, problem } from '../bytes/problem.ts';
import { HEADER_CALCULATION, QUERY_STRING } from './documentation.ts';
import { EXPIRES, TIMESTAMP } from './stages/request.ts';

const PARTS = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** Milliseconds since 1970, or `null` where the text is not such a time, or no moment that exists. */
export function readTimestamp(text: string): number | null {
  const [match, year, month, day, hour, minute, second] = PARTS.exec(text) ?? [];
  if (match === undefined) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const moment = new Date(0);
  moment.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  // JavaScript takes 30 February for 2 March.
  if (moment.getUTCMonth() !== Number(month) - 1 || moment.getUTCDate() !== Number(day)) return null;
  return moment.setUTCHours(Number(hour), Number(minute), Number(second));
}

/** ISO 8601 as CloudTrail, S3's error documents and logs write it; a zone it must have, and a fraction it may. */
const ISO_8601 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Milliseconds since 1970 of a time that a person gives, to the second; `null` where it is none. */
export function readMoment(text: string): number | null {
  const [match, year, month, day, hour, minute, second, zone] = ISO_8601.exec(text) ?? [];
  if (match === undefined) return readTimestamp(text);
  const local = readTimestamp(`${year}${month}${day}T${hour}${minute}${second}Z`);
  if (local === null) return null;
  const moment = zone === 'Z' ? local : Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(moment) ? null : moment;
}

/** What to say of a text that is none. */
export const HOW_TO_WRITE_A_MOMENT = 'Write it in UTC, as 20130524T000000Z or 2013-05-24T00:00:00Z.';

export function isTimestamp(octets: Octets): boolean {
  return readTimestamp(octets) !== null;
}

/** The moment, to the second. */
export function writeTimestamp(moment: Date): string {
  return moment.toISOString().replace(/[-:]|\.\d{3}/g, '');
}

export function badTimestamp(timestamp: Bytes): Problem {
  return problem(
    'timestamp',
    `${JSON.stringify(timestamp.octets)} is not a time of the form YYYYMMDD'T'HHMMSS'Z'.`,
    'Give the time in UTC, for example 20130524T000000Z.',
    { where: { value: TIMESTAMP.id, start: 0, end: timestamp.octets.length }, see: HEADER_CALCULATION },
  );
}

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

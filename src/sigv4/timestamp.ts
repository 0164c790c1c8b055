/**
 * Reads and writes times in the format of SigV4, YYYYMMDD'T'HHMMSS'Z' in UTC, and checks the lifetime of a presigned
 * URL.
 */
import type { Bytes } from '../bytes/bytes.ts';
import { hexFromOctets, type Octets, textFromOctets } from '../bytes/octets.ts';
import { type Problem, problem } from '../bytes/problem.ts';
import { HEADER_CALCULATION, QUERY_STRING } from './documentation.ts';
import { EXPIRES, TIMESTAMP } from './stages/request.ts';

const TIMESTAMP_FORM = /^\d{8}T\d{6}Z$/;

/** The last text, and its time: all requests of a second have the same. */
let last: { readonly text: string; readonly moment: number | null } = { text: '', moment: null };

/**
 * Reads a timestamp and returns the time in milliseconds since 1970. Returns `null` for any other text, and for a time
 * that does not exist.
 */
export function readTimestamp(text: string): number | null {
  if (last.text !== text) last = { text, moment: momentOf(text) };
  return last.moment;
}

function momentOf(text: string): number | null {
  if (!TIMESTAMP_FORM.test(text)) return null;
  const month = twoDigits(text, 4);
  const day = twoDigits(text, 6);
  const [hour, minute, second] = [twoDigits(text, 9), twoDigits(text, 11), twoDigits(text, 13)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  if (month < 1 || month > 12 || day < 1 || day > daysOf(month, year)) return null;
  // JavaScript reads year 13 as 1913, and the calendar repeats itself after 400 years.
  return Date.UTC(year + 400, month - 1, day, hour, minute, second) - FOUR_CENTURIES;
}

/** Milliseconds. */
const FOUR_CENTURIES = 146_097 * 86_400_000;

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysOf(month: number, year: number): number {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeapYear ? 29 : (DAYS[month - 1] ?? 0);
}

const ZERO = 0x30;

/** Returns the value of two decimal digits. */
function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO;
}

/**
 * Matches ISO 8601 as it appears in CloudTrail, S3's error documents, and logs: with a time zone and an optional
 * fraction of a second.
 */
const ISO_8601 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/**
 * Reads a time that the user typed and returns the time in milliseconds since 1970, without fractions of a second.
 * Returns `null` for any other text.
 */
export function readMoment(text: string): number | null {
  const [match, year, month, day, hour, minute, second, zone] = ISO_8601.exec(text) ?? [];
  if (match === undefined) return readTimestamp(text);
  const local = readTimestamp(`${year}${month}${day}T${hour}${minute}${second}Z`);
  if (local === null) return null;
  const moment = zone === 'Z' ? local : Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(moment) ? null : moment;
}

/** Tells the user how to correct a time that `readMoment` cannot read. */
export const HOW_TO_WRITE_A_MOMENT = 'Write it in UTC, as 20130524T000000Z or 2013-05-24T00:00:00Z.';

/** Returns whether octets are a timestamp. */
export function isTimestamp(octets: Octets): boolean {
  return readTimestamp(octets) !== null;
}

/** Writes a time as a timestamp, without fractions of a second. */
export function writeTimestamp(moment: Date): string {
  return moment.toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** Returns the problem for bytes that are not a timestamp. */
export function badTimestamp(timestamp: Bytes): Problem {
  return problem(
    'timestamp',
    `${JSON.stringify(timestamp.octets)} is not a time of the form YYYYMMDD'T'HHMMSS'Z'.`,
    'Give the time in UTC, for example 20130524T000000Z.',
    { where: { value: TIMESTAMP.id, start: 0, end: timestamp.octets.length }, see: HEADER_CALCULATION },
  );
}

/** The maximum lifetime of a presigned URL in seconds, which is seven days (`QUERY_STRING`). */
export const LONGEST_EXPIRY = 604_800;

/**
 * Checks the lifetime of a presigned URL, given in decimal digits. Returns `null` for whole seconds from 1 to
 * `LONGEST_EXPIRY`.
 */
export function badExpiry(seconds: Octets): Problem | null {
  if (/^[1-9]\d{0,5}$/.test(seconds) && Number(seconds) <= LONGEST_EXPIRY) return null;
  return problem(
    'expires',
    `${JSON.stringify(textFromOctets(seconds) ?? hexFromOctets(seconds))} is not a valid lifetime for a presigned URL.`,
    `Give whole seconds, from 1 to ${LONGEST_EXPIRY} (seven days).`,
    { where: { value: EXPIRES.id, start: 0, end: seconds.length }, see: QUERY_STRING },
  );
}

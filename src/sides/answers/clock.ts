/** Reads the times of requests and servers, and guesses why they differ. */

import { ABOUT_TIME } from '../../aws/refusals.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { AMZ_HEADERS, AMZ_PARAMETERS } from '../../sigv4/names.ts';
import { readMoment, readTimestamp, writeTimestamp } from '../../sigv4/timestamp.ts';
import type { Sides } from '../sides.ts';
import { detailOf, requestHeader, wordsOf } from './answers.ts';
import { codeOf } from './known-codes.ts';

const SECOND = 1000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MINUTE = 60 * SECOND;

/**
 * UTC offsets of local times, in milliseconds: all whole hours, and the fractional offsets from
 * https://www.iana.org/time-zones. Each offset is listed with both signs, because some programs convert a time to UTC
 * that is already in UTC.
 */
export const ZONES: readonly number[] = [
  ...Array.from({ length: 14 }, (_, index) => index + 1),
  2.5,
  3.5,
  4.5,
  5.5,
  5.75,
  6.5,
  8.75,
  9.5,
  10.5,
  12.75,
  13.75,
].flatMap((hours) => [hours * HOUR, -hours * HOUR]);

/**
 * Returns the timestamps that are these numbers of milliseconds later; an empty list if the text is not a timestamp.
 */
export function laterTimestamps(timestamp: string, offsets: readonly number[]): readonly Octets[] {
  const moment = readTimestamp(timestamp);
  return moment === null ? [] : offsets.map((by) => writeTimestamp(new Date(moment + by)) as Octets);
}

/** Returns the dates (YYYYMMDD) that are these numbers of days later; an empty list if the text is not a date. */
export function laterDates(date: string, days: readonly number[]): readonly Octets[] {
  const offsets = days.map((by) => by * DAY);
  return laterTimestamps(`${date}T000000Z`, offsets).map((timestamp) => timestamp.slice(0, 8) as Octets);
}

/**
 * Matches an HTTP date (RFC 9110, section 5.6.7). The pattern also allows one-digit days, UTC, and numeric offsets,
 * which old clients write.
 */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:GMT|UTC|[+-]\d{4})$/;

/** Returns milliseconds since 1970 for a time in any notation that responses use; `null` if the text is not a time. */
export function readAnyMoment(text: string | null | undefined): number | null {
  if (text === null || text === undefined) return null;
  const moment = readMoment(text.trim());
  if (moment !== null || !HTTP_DATE.test(text.trim())) return moment;
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) ? null : parsed;
}

/**
 * Writes a duration, given in milliseconds, in its two largest units, such as "59 min 43 s", "24 h", or "543 years".
 */
export function writeDuration(milliseconds: number): string {
  const seconds = Math.round(Math.abs(milliseconds) / SECOND);
  const years = seconds / 31_556_952;
  if (years >= 2) return `${Math.round(years)} years`;
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  const units = [`${days} d`, `${hours} h`, `${minutes} min`, `${seconds % 60} s`];
  const first = units.findIndex((unit) => !unit.startsWith('0 '));
  const shown = units.slice(first < 0 ? 3 : first).slice(0, 2);
  return shown.filter((unit) => !unit.startsWith('0 ')).join(' ') || '0 s';
}

/**
 * Calendars that number years differently, and how many years each is ahead of the Gregorian calendar
 * (https://www.unicode.org/reports/tr35/tr35-dates.html). The Ethiopian calendar is omitted, because its offset is
 * about the same as the error of a clock that was never set.
 */
const CALENDARS: readonly (readonly [name: string, least: number, most: number])[] = [
  ['Buddhist', 543, 543],
  ['Persian', -622, -621],
  ['Islamic', -582, -578],
  ['Japanese', -2018, -2018],
  ['Japanese', -1988, -1988],
  ['Minguo', -1911, -1911],
  ['Hebrew', 3760, 3761],
  ['Indian', -79, -78],
  ['Coptic', -284, -283],
];

const yearOf = (moment: number): number => new Date(moment).getUTCFullYear();

/** Returns the calendar in which a time may have been written if its year is wrong; `null` if no calendar fits. */
export function calendarOf(moment: number, right: number): string | null {
  return calendarOfYears(yearOf(moment), yearOf(right));
}

export function calendarOfYears(year: number, right: number): string | null {
  const ahead = year - right;
  return CALENDARS.find(([, least, most]) => ahead >= least && ahead <= most)?.[0] ?? null;
}

/** All numbers of years by which a calendar can be ahead of the Gregorian calendar. */
export const YEARS_AHEAD: readonly number[] = CALENDARS.flatMap(([, least, most]) =>
  Array.from({ length: most - least + 1 }, (_, index) => least + index),
);

export interface Skew {
  /** The difference in milliseconds. The difference is positive if the request is ahead of the server. */
  readonly by: number;
  /** Milliseconds since 1970. */
  readonly requested: number;
  readonly answered: number;
  readonly looks: SkewLooks;
}

/**
 * `not-set`: the clock starts in 1970. `reused-date`: the time is slightly more than the allowed 15 minutes in the
 * past.
 */
export type SkewLooks = 'calendar' | 'not-set' | 'day' | 'time-zone' | 'reused-date' | 'clock';

/**
 * The tolerance, in milliseconds, when a difference is compared with whole hours. Clocks are not exact, and a request
 * takes time to arrive.
 */
const TOLERANCE = MINUTE;
const ALLOWED = 15 * MINUTE;
const HARDLY_MORE = 5 * MINUTE;

/**
 * Matches the message of AWS services other than S3. The message contains the signing time, the limit, and the server's
 * time.
 */
const OTHER_SERVICES =
  /(?:(?:Signature expired: |^)(\w{16}) is now earlier than \w{16}|Signature not yet current: (\w{16}) is still later than \w{16}) \((\w{16}) [+-]/;

/** Returns whether the server says that it refused the request because of the request time. */
export function isAboutTime(answer: ServerAnswer): boolean {
  return (
    /^(?:RequestTimeTooSkewed|RequestInTheFuture|RequestExpired)$/.test(codeOf(answer)) ||
    ABOUT_TIME.test(wordsOf(answer))
  );
}

/** Returns the clock skew, or `null` if one of the two times is unknown. */
export function skewOf(answer: ServerAnswer, sides: Sides): Skew | null {
  const [, earlier, later, now] = OTHER_SERVICES.exec(wordsOf(answer)) ?? [];
  const requested =
    readAnyMoment(earlier ?? later ?? detailOf(answer, 'RequestTime')) ??
    epoch(detailOf(answer, AMZ_PARAMETERS.date)) ??
    signedAt(sides);
  const answered = readAnyMoment(now ?? detailOf(answer, 'ServerTime') ?? answer.headers.get('date'));
  if (requested === null || answered === null) return null;
  const by = requested - answered;
  return { by, requested, answered, looks: looksOf(by, requested, answered) };
}

/** Reads a time in milliseconds since 1970, the notation that S3 uses for this detail, or in any other notation. */
const epoch = (text: string | null): number | null =>
  text !== null && /^\d{10,15}$/.test(text) ? Number(text) : readAnyMoment(text);

function signedAt(sides: Sides): number | null {
  const { claim, server, client } = sides;
  const timestamp = claim?.timestamp.octets ?? server.draft?.timestamp ?? client.draft?.timestamp;
  return readAnyMoment(timestamp || (requestHeader(sides, AMZ_HEADERS.date) ?? requestHeader(sides, 'date')));
}

function looksOf(by: number, requested: number, answered: number): SkewLooks {
  if (calendarOf(requested, answered) !== null) return 'calendar';
  if (new Date(requested).getUTCFullYear() === 1970) return 'not-set';
  if (Math.abs(by) >= DAY - TOLERANCE && Math.abs(by - Math.round(by / DAY) * DAY) <= TOLERANCE) return 'day';
  if (ZONES.some((zone) => Math.abs(by - zone) <= TOLERANCE)) return 'time-zone';
  return by < -ALLOWED && by >= -(ALLOWED + HARDLY_MORE) ? 'reused-date' : 'clock';
}

/** Times as requests and servers write them, and how far they are apart. */
import { readMoment, readTimestamp, writeTimestamp } from '../../sigv4/timestamp.ts';

const SECOND = 1000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * How far the local times of the world are from UTC, in milliseconds: whole hours, and those of
 * https://www.iana.org/time-zones that are none; in both directions, since UTC is also turned into UTC once more.
 */
export const ZONES: readonly number[] = [
  ...Array.from({ length: 14 }, (_, index) => index + 1),
  ...[2.5, 3.5, 4.5, 5.5, 5.75, 6.5, 8.75, 9.5, 10.5, 12.75, 13.75],
].flatMap((hours) => [hours * HOUR, -hours * HOUR]);

/** The timestamp that is this much later, in milliseconds; `null` where the text is none. */
export function laterTimestamp(timestamp: string, by: number): string | null {
  const moment = readTimestamp(timestamp);
  return moment === null ? null : writeTimestamp(new Date(moment + by));
}

/** The date YYYYMMDD that is so many days later; `null` where the text is none. */
export function laterDate(date: string, days: number): string | null {
  return laterTimestamp(`${date}T000000Z`, days * DAY)?.slice(0, 8) ?? null;
}

/** RFC 9110, section 5.6.7, and what old clients write: a weekday, a day, a month, a year, a time, GMT or +0000. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:GMT|UTC|[+-]\d{4})$/;

/** Milliseconds since 1970 of a time in any notation in which an answer has one; `null` where it is none. */
export function readAnyMoment(text: string | null | undefined): number | null {
  if (text === null || text === undefined) return null;
  const moment = readMoment(text.trim());
  if (moment !== null || !HTTP_DATE.test(text.trim())) return moment;
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) ? null : parsed;
}

/** "59 min 43 s", "24 h", "543 years": the two greatest units of a duration in milliseconds. */
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
 * Calendars whose years are otherwise counted, and how many years they are ahead of ours
 * (https://www.unicode.org/reports/tr35/tr35-dates.html). The Ethiopian one is left out: a clock that was
 * not set is as many years late.
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

/** The calendar by which a time that is years off may have been written; `null` for one that is not. */
export function calendarOf(moment: number, right: number): string | null {
  return calendarOfYears(yearOf(moment), yearOf(right));
}

/** The same of two years. */
export function calendarOfYears(year: number, right: number): string | null {
  const ahead = year - right;
  return CALENDARS.find(([, least, most]) => ahead >= least && ahead <= most)?.[0] ?? null;
}

/** By how many years each calendar is ahead of ours. */
export const YEARS_AHEAD: readonly number[] = CALENDARS.flatMap(([, least, most]) =>
  Array.from({ length: most - least + 1 }, (_, index) => least + index),
);

/** Converts times and durations to words. */
import { counted } from '../bytes/joined.ts';

/**
 * Formats a time, given in milliseconds since 1970, such as "24 May 2013, 00:00 UTC". Seconds are included if they are
 * not 0.
 */
export function momentInWords(milliseconds: number): string {
  const [, day, month, year, time = ''] = new Date(milliseconds).toUTCString().split(' ');
  return `${Number(day)} ${month} ${year}, ${time.replace(/:00$/, '')} UTC`;
}

const UNITS: readonly (readonly [string, number])[] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

/** Formats a duration, given in milliseconds, in its two largest units, such as "2 hours and 5 minutes". */
export function spanInWords(milliseconds: number): string {
  let left = Math.floor(Math.abs(milliseconds) / 1000);
  const parts: string[] = [];
  for (const [unit, seconds] of UNITS) {
    const count = Math.floor(left / seconds);
    left -= count * seconds;
    if (count > 0 && parts.length < 2) parts.push(counted(count, unit));
    else if (parts.length > 0) break;
  }
  return parts.length === 0 ? 'less than a second' : parts.join(' and ');
}

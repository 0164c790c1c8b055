/**
 * Writes the progress of an exchange, or of reading a file, on one line: the amount, the rate, and the remaining time.
 */
import type { ExchangeProgress, ReadProgress } from '../http/body/progress.ts';

/** The units of size. Each unit is 1024 times the previous unit (IEC 80000-13). */
const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'] as const;
const KIBI = 1024;
/** The minimum number of units for which a larger unit is used. */
const ENOUGH = 10;
/** The number of units below which one decimal place is shown. */
const FEW = 100;

interface Scale {
  readonly unit: (typeof UNITS)[number];
  readonly size: number;
  readonly decimals: 0 | 1;
}

function scaleOf(bytes: number): Scale {
  let size = 1;
  let at = 0;
  while (at < UNITS.length - 1 && bytes >= ENOUGH * KIBI * size) {
    size *= KIBI;
    at += 1;
  }
  return { unit: UNITS[at] ?? 'bytes', size, decimals: size > 1 && bytes < FEW * size ? 1 : 0 };
}

const inScale = (bytes: number, { size, decimals }: Scale) => (bytes / size).toFixed(decimals);

/** Writes a size, such as `4321 bytes`, `12.3 KiB`, or `312 MiB`. A size below 10 KiB is exact. */
function sizeText(bytes: number): string {
  const scale = scaleOf(bytes);
  return bytes === 1 ? '1 byte' : `${inScale(bytes, scale)} ${scale.unit}`;
}

/**
 * Writes a share, such as `312 of 1024 MiB`. Both numbers use the whole's unit. If the whole is unknown, writes only
 * the amount done.
 */
function shareText(done: number, whole: number | null): string {
  if (whole === null) return sizeText(done);
  const scale = scaleOf(whole);
  return `${inScale(done, scale)} of ${whole === 1 ? '1 byte' : `${inScale(whole, scale)} ${scale.unit}`}`;
}

/** Writes a rate, such as `410 MiB/s`. */
const rateText = (bytesInSecond: number): string => `${sizeText(Math.round(bytesInSecond))}/s`;

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const LONGEST = 100 * HOUR;

/** Writes a duration, such as `2 s`, `1 min 5 s`, or `2 h 3 min`. Durations are rounded up. */
function durationText(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole >= LONGEST) return 'more than 100 h';
  if (whole < MINUTE) return `${whole} s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} min ${whole % MINUTE} s`;
  const minutes = Math.ceil(whole / MINUTE);
  return `${Math.floor(minutes / MINUTE)} h ${minutes % MINUTE} min`;
}

/**
 * Writes the progress of an exchange on one line. The oldest report comes first. `stops` is a text that says how to
 * stop the exchange, or `null` if there is no such text.
 */
export function progressText(reports: readonly ExchangeProgress[], stops: string | null = 'esc stops'): string {
  return [...exchangeParts(reports), ...(stops === null ? [] : [stops])].join(' · ');
}

function exchangeParts(reports: readonly ExchangeProgress[]): string[] {
  const last = reports.at(-1);
  if (!last) return ['Sending…'];
  if (last.received > 0) {
    const rate = rateOf(reports, ({ received }) => received);
    return moving(`Receiving… ${shareText(last.received, last.expected)}`, last.received, last.expected, rate);
  }
  if (last.sent < last.total) {
    const rate = rateOf(reports, ({ sent }) => sent);
    return moving(`Sending… ${shareText(last.sent, last.total)}`, last.sent, last.total, rate);
  }
  return [
    `Sent ${sizeText(last.sent)}, waiting for the response`,
    `${Math.floor(last.milliseconds / 1000)} s since the start`,
  ];
}

/**
 * Writes the progress of reading, such as `312 of 1024 MiB · 410 MiB/s · 2 s left`; empty if there is no report yet.
 */
export function readingText(reports: readonly ReadProgress[]): string {
  const last = reports.at(-1);
  if (!last) return '';
  const rate = rateOf(reports, ({ read }) => read);
  return moving(shareText(last.read, last.length), last.read, last.length, rate).join(' · ');
}

function moving(share: string, done: number, whole: number | null, rate: number | null): string[] {
  const left = whole !== null && rate !== null && rate > 0 && done < whole ? (whole - done) / rate : null;
  return [share, ...(rate === null ? [] : [rateText(rate)]), ...(left === null ? [] : [`${durationText(left)} left`])];
}

/** Returns the rate in bytes per second; `null` until there are two reports to compare. */
function rateOf<Report extends { readonly milliseconds: number }>(
  reports: readonly Report[],
  amountOf: (report: Report) => number,
): number | null {
  // This direction began at or before the first report of an amount above 0.
  const begun = reports.findIndex((report) => amountOf(report) > 0);
  const first = reports[Math.max(begun, 0)];
  const last = reports.at(-1);
  if (!first || !last || last.milliseconds <= first.milliseconds) return null;
  return ((amountOf(last) - amountOf(first)) / (last.milliseconds - first.milliseconds)) * 1000;
}

/** Writes the progress of a search, briefly enough for a terminal of 60 columns. `key` is the key that stops it. */
export const searchText = (tried: number, key: string): string =>
  `Two mistakes at once: ${tried.toLocaleString('en-US')} combinations… ${key} stops`;

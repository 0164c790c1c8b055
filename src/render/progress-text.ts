/** How far an exchange has come, in one line: how much of how much, how fast, how long it still takes. */
import type { ExchangeProgress } from '../http/progress.ts';

/** Powers of 1024 (IEC 80000-13). */
const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'] as const;
const KIBI = 1024;
/** From so many of a unit on, people count in it; below, in the one before. */
const ENOUGH = 10;
/** Below so many of a unit, a tenth of it counts. */
const FEW = 100;

interface Scale {
  readonly unit: (typeof UNITS)[number];
  /** How many bytes one is. */
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

/** `4321 bytes`, exactly, as long as there are few; `12.3 KiB`, `312 MiB`. */
export function sizeText(bytes: number): string {
  const scale = scaleOf(bytes);
  return bytes === 1 ? '1 byte' : `${inScale(bytes, scale)} ${scale.unit}`;
}

/** `312 of 1024 MiB`: both in the unit of the whole. Without a whole only what is done. */
export function shareText(done: number, whole: number | null): string {
  if (whole === null) return sizeText(done);
  const scale = scaleOf(whole);
  return `${inScale(done, scale)} of ${whole === 1 ? '1 byte' : `${inScale(whole, scale)} ${scale.unit}`}`;
}

/** `410 MiB/s`. */
export const rateText = (bytesInSecond: number): string => `${sizeText(Math.round(bytesInSecond))}/s`;

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** Whoever has to wait longer does not wait. */
const LONGEST = 100 * HOUR;

/** `2 s`, `1 min 5 s`, `2 h 3 min`: rounded up, so that nobody is promised too much. */
export function durationText(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole >= LONGEST) return 'more than 100 h';
  if (whole < MINUTE) return `${whole} s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} min ${whole % MINUTE} s`;
  const minutes = Math.ceil(whole / MINUTE);
  return `${Math.floor(minutes / MINUTE)} h ${minutes % MINUTE} min`;
}

const STOPS = 'esc stops';

/** What the last reports say, oldest first, in one line; the rate is that of the time which they cover. */
export function progressText(reports: readonly ExchangeProgress[]): string {
  const [first] = reports;
  const last = reports.at(-1);
  if (!first || !last) return `Sending… · ${STOPS}`;
  if (last.received > 0) return moving('Receiving…', last.received, last.expected, rateOf(reports, 'received'));
  if (last.sent < last.total) return moving('Sending…', last.sent, last.total, rateOf(reports, 'sent'));
  return parts([
    `Sent ${sizeText(last.sent)}, waiting for the answer`,
    `${Math.floor(last.milliseconds / 1000)} s since the start`,
  ]);
}

const parts = (texts: readonly string[]) => [...texts, STOPS].join(' · ');

function moving(doing: string, done: number, whole: number | null, rate: number | null): string {
  const left = whole !== null && rate !== null && rate > 0 && done < whole ? (whole - done) / rate : null;
  return parts([
    `${doing} ${shareText(done, whole)}`,
    ...(rate === null ? [] : [rateText(rate)]),
    ...(left === null ? [] : [`${durationText(left)} left`]),
  ]);
}

/** In bytes a second; `null` as long as there are not two reports to compare. */
function rateOf(reports: readonly ExchangeProgress[], way: 'sent' | 'received'): number | null {
  // The first one of a way is where it began, or later.
  const begun = reports.findIndex((report) => report[way] > 0);
  const first = reports[Math.max(begun, 0)];
  const last = reports.at(-1);
  if (!first || !last || last.milliseconds <= first.milliseconds) return null;
  return ((last[way] - first[way]) / (last.milliseconds - first.milliseconds)) * 1000;
}

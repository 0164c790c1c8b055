/** How far the time of a request is from the server's, and what that looks like. */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import type { Sides } from '../sides.ts';
import { codeOf, detailOf, requestHeader, wordsOf } from './answers.ts';
import { calendarOf, readAnyMoment, ZONES } from './moments.ts';

export interface Skew {
  /** In milliseconds: more than 0 where the request is ahead of the server. */
  readonly by: number;
  /** Milliseconds since 1970. */
  readonly requested: number;
  readonly answered: number;
  readonly looks: SkewLooks;
}

/** `not-set`: a clock that begins with 1970. `reused-date`: older than the fifteen minutes that are allowed, and hardly more. */
export type SkewLooks = 'calendar' | 'not-set' | 'day' | 'time-zone' | 'reused-date' | 'clock';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 86_400 * SECOND;
/** What a whole number of hours may be off by: clocks that are not set to the second, and the time on the way. */
const TOLERANCE = MINUTE;
const ALLOWED = 15 * MINUTE;
const HARDLY_MORE = 5 * MINUTE;

/** What AWS's services but S3 say: when it was signed, what that is compared with, and the time of the server. */
const OTHER_SERVICES =
  /Signature (?:expired: (\w{16}) is now earlier than \w{16}|not yet current: (\w{16}) is still later than \w{16}) \((\w{16}) [+-]/;

/** Whether the server says that the time is the reason. */
export function isAboutTime(answer: ServerAnswer): boolean {
  return (
    /^(?:RequestTimeTooSkewed|RequestInTheFuture|RequestExpired)$/.test(codeOf(answer)) ||
    /Signature (?:expired: \w{16} is now|not yet current)|Request is not yet valid/.test(wordsOf(answer))
  );
}

/** `null` where one of both times is not known. */
export function skewOf(answer: ServerAnswer, sides: Sides): Skew | null {
  const [, earlier, later, now] = OTHER_SERVICES.exec(wordsOf(answer)) ?? [];
  const requested =
    readAnyMoment(earlier ?? later ?? detailOf(answer, 'RequestTime')) ??
    epoch(detailOf(answer, 'X-Amz-Date')) ??
    signedAt(sides);
  const answered = readAnyMoment(now ?? detailOf(answer, 'ServerTime') ?? answer.headers.get('date'));
  if (requested === null || answered === null) return null;
  const by = requested - answered;
  return { by, requested, answered, looks: looksOf(by, requested, answered) };
}

/** S3 writes this one in milliseconds. */
const epoch = (text: string | null): number | null =>
  text !== null && /^\d{10,15}$/.test(text) ? Number(text) : readAnyMoment(text);

function signedAt(sides: Sides): number | null {
  const { claim, server, client } = sides;
  const timestamp = claim?.timestamp.octets ?? server.draft?.timestamp ?? client.draft?.timestamp;
  return readAnyMoment(timestamp || (requestHeader(sides, 'x-amz-date') ?? requestHeader(sides, 'date')));
}

function looksOf(by: number, requested: number, answered: number): SkewLooks {
  if (calendarOf(requested, answered) !== null) return 'calendar';
  if (new Date(requested).getUTCFullYear() === 1970) return 'not-set';
  if (Math.abs(by) >= DAY - TOLERANCE && Math.abs(by - Math.round(by / DAY) * DAY) <= TOLERANCE) return 'day';
  if (ZONES.some((zone) => Math.abs(by - zone) <= TOLERANCE)) return 'time-zone';
  return by < -ALLOWED && by >= -(ALLOWED + HARDLY_MORE) ? 'reused-date' : 'clock';
}

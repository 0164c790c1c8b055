/** Measures the difference between the request's time and the server's, and guesses its reason. */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import type { Sides } from '../sides.ts';
import { codeOf, detailOf, requestHeader, wordsOf } from './answers.ts';
import { calendarOf, readAnyMoment, ZONES } from './moments.ts';

export interface Skew {
  /** The difference in milliseconds. It is positive if the request is ahead of the server. */
  readonly by: number;
  /** Milliseconds since 1970. */
  readonly requested: number;
  readonly answered: number;
  readonly looks: SkewLooks;
}

/**
 * `not-set`: the clock starts in 1970. `reused-date`: the time is only slightly older than the 15 minutes that are
 * allowed.
 */
export type SkewLooks = 'calendar' | 'not-set' | 'day' | 'time-zone' | 'reused-date' | 'clock';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 86_400 * SECOND;
/** The tolerance for a difference in whole hours, because clocks are not exact and a request takes time to arrive. */
const TOLERANCE = MINUTE;
const ALLOWED = 15 * MINUTE;
const HARDLY_MORE = 5 * MINUTE;

/**
 * Matches the message of AWS services other than S3. It contains the time of signing, the limit, and the server's time.
 */
const OTHER_SERVICES =
  /(?:(?:Signature expired: |^)(\w{16}) is now earlier than \w{16}|Signature not yet current: (\w{16}) is still later than \w{16}) \((\w{16}) [+-]/;

/** Returns whether the server says that it refused the request because of its time. */
export function isAboutTime(answer: ServerAnswer): boolean {
  return (
    /^(?:RequestTimeTooSkewed|RequestInTheFuture|RequestExpired)$/.test(codeOf(answer)) ||
    /(?:Signature expired: |^)\w{16} is now|Signature not yet current|Request is not yet valid/.test(wordsOf(answer))
  );
}

/** Returns `null` if one of the two times is unknown. */
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

/** Reads a time in milliseconds since 1970, as S3 writes this detail, or in any other notation. */
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

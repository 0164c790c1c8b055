/** Causes that involve the date of the scope and of the signing key. */

import type { Octets } from '../../bytes/octets.ts';
import { type Draft, withSteps, withValue } from '../../drafts/draft.ts';
import { RIGHT_STEPS } from '../../drafts/steps.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { headerValues } from '../../http/message.ts';
import { requestHeader, wordsOf } from '../../sides/answers/answers.ts';
import {
  calendarOf,
  calendarOfYears,
  isAboutTime,
  laterDates,
  laterTimestamps,
  skewOf,
  writeDuration,
  YEARS_AHEAD,
  ZONES,
} from '../../sides/answers/clock.ts';
import type { Sides } from '../../sides/sides.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { readTimestamp } from '../../sigv4/timestamp.ts';
import { MALFORMED_SCOPE } from '../answers.ts';
import type { Statement } from '../cause.ts';
import { cause, explains, type Mistake, signing } from '../define-cause.ts';
import { firstOf, headerOf, rule } from '../features/feature.ts';
import { inCredential, inKey, inString, keyAndStringForAnother, keyForAnother } from './other-scope.ts';

const SECOND = 1000;

const daysLater =
  (...days: readonly number[]) =>
  ({ scope }: Draft): readonly string[] =>
    laterDates(scope.date, days);

/** Uses a different time in the string to sign than in the header, or the other way around. */
const changeTime = (says: string, offsets: readonly number[]): Mistake =>
  signing(says, (draft) =>
    laterTimestamps(draft.timestamp, offsets).flatMap((timestamp) => {
      const inLine = withSteps(draft, {
        stringToSign: (made, hash, text) => RIGHT_STEPS.stringToSign({ ...made, timestamp }, hash, text),
      });
      return [inLine, withValue(draft, 'x-amz-date', timestamp)];
    }),
  );

const SECONDS = [1, -1, 2, -2, 3, -3].map((seconds) => seconds * SECOND);

const isTime = (text: string): boolean => /^\d{8}T\d{6}Z$/.test(text);

export const scopeDateDiffers = cause('scope-date-differs', 'credential-scope', {
  says: 'The date of the credential scope, or of the signing key, is not the date in x-amz-date.',
  symptom:
    'The date in the scope is not the date at the beginning of x-amz-date, or the signature is right for a key of another day.',
  fix: 'Read the time once for each request, in UTC. Use it for x-amz-date, the scope, and the signing key. Do not use a signing key after its day.',
  threads: `
    tedder/requests-aws4auth/issues/7 tedder/requests-aws4auth/pull/3 tedder/requests-aws4auth/issues/10
    treeverse/lakeFS/issues/2465 aboullaite/fhemni/pull/27 minio/minio/pull/3688
  `,
  needs: ['answer-before-signature'],
  answers: { 'credential-of-another-day': MALFORMED_SCOPE },
  mutations: {
    'key-of-another-day': keyForAnother(
      'date',
      'The signing key was derived for the day before or after: from a local date, or it was kept overnight.',
      daysLater(-1, 1),
    ),
    'string-of-another-day': signing(
      'The scope in the string to sign has the day before or after that of the credential.',
      inString('date', daysLater(-1, 1)),
    ),
    'key-and-string-of-another-day': keyAndStringForAnother(
      'date',
      'The signing key and the string to sign have the day before or after that of the credential.',
      daysLater(-1, 1),
    ),
    'credential-of-another-day': signing(
      'The credential has the day before or after that of x-amz-date.',
      inCredential('date', daysLater(-1, 1)),
    ),
    'key-kept': keyForAnother(
      'date',
      'The signing key was derived for another day, up to a month earlier.',
      daysLater(...Array.from({ length: 30 }, (_, index) => -2 - index)),
    ),
    'time-taken-twice': changeTime(
      'The time was read twice: the string to sign and x-amz-date differ by a few seconds.',
      SECONDS,
    ),
    'time-of-another-zone': changeTime(
      'The string to sign has the time of a different time zone than x-amz-date.',
      ZONES,
    ),
  },
  states(answer, sides) {
    // A year in another calendar is a separate cause.
    if (stateScope(answer, sides) !== null) return null;
    const { claim } = sides;
    const text = answer.message ?? '';
    const named = TWO_DATES.exec(text) ?? IN_S3.exec(text);
    return named && stateDates(named[1] ?? claim?.scope.date.octets, named[2] ?? claim?.timestamp.octets.slice(0, 8));
  },
  /** Compares the date and the time in the server's own string to sign. */
  suspects({ server }) {
    const draft = server.draft;
    if (!draft || server.known !== 'quoted' || !/^\d{8}T/.test(draft.timestamp) || !/^\d{8}$/.test(draft.scope.date))
      return null;
    if (draft.timestamp.startsWith(draft.scope.date)) return null;
    return { certainty: 'possible', ...stateDates(draft.scope.date, draft.timestamp.slice(0, 8)) };
  },
  /** Suspects a scope whose date differs from the date of the signed time, or a request that has two times. */
  visible({ claim, request }) {
    if (!claim || !request || yearOfScope(claim) !== null) return null;
    const inHeaders = headerValues(request.head.headers, 'x-amz-date').map(({ octets }) => octets.trim());
    const inQuery = /[?&]X-Amz-Date=([0-9TZ]+)/.exec(request.head.target.octets)?.[1];
    const times = [...new Set([...inHeaders, ...(inQuery === undefined ? [] : [inQuery])])];
    if (times.length > 1) {
      const says = `The request has two times: ${times.slice(0, 2).filter(isTime).join(' and ') || 'x-amz-date twice'}.`;
      return explains(says, {
        role: 'defect',
        variant: 'two-times',
        fix: 'Send one x-amz-date, the one that is signed.',
      });
    }
    const [day, time] = [claim.scope.date.octets, claim.timestamp.octets];
    if (!/^\d{8}$/.test(day) || !isTime(time) || time.startsWith(day)) return null;
    const says = `The credential is for ${day}, and the request is of ${time.slice(0, 8)}.`;
    return explains(says, {
      role: 'defect',
      variant: 'two-days',
      fix: 'Make both from one reading of the clock, in UTC.',
    });
  },
});

const TWO_DATES =
  /Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '([^']{1,40})' != '([^']{1,40})'/;
const IN_S3 =
  /Invalid credential date(?: "([^"]{0,40})")?\. (?:This date|Date) is not the same as X-Amz-Date(?:: "([^"]{1,40})")?/;

const stateDates = (scopeDay: string | undefined, requestDay: string | undefined): Statement => ({
  says:
    scopeDay && requestDay
      ? `The credential is for the day '${scopeDay}', but the time of the request is on '${requestDay}'.`
      : 'The credential is for a different day than the time of the request.',
  variant: 'credential-of-another-day',
});

/** Lists the date with its year in other calendars. Years with fewer than four digits are padded with zeros. */
const datesOf = ({ scope: { date } }: Draft): readonly Octets[] =>
  /^\d{8}$/.test(date)
    ? YEARS_AHEAD.map((ahead) => Number(date.slice(0, 4)) + ahead)
        .filter((year) => year > 0)
        .map((year) => `${String(year).padStart(4, '0')}${date.slice(4)}` as Octets)
    : [];

/** Dates require ASCII digits and the Gregorian calendar. */
export const localeDependentDate = cause('locale-dependent-date', 'credential-scope', {
  says: "The date was written in the format of the machine's locale: in another calendar, or with digits other than 0 to 9.",
  symptom: 'The year is hundreds of years off, or x-amz-date contains digits of another script or names of months.',
  fix: 'Format the date with an invariant locale: Locale.ROOT, CultureInfo.InvariantCulture, en_US_POSIX, LC_ALL=C.',
  lines: {
    java: "DateTimeFormatter.ofPattern(\"yyyyMMdd'T'HHmmss'Z'\", Locale.ROOT)",
    dotnet: "now.ToString(\"yyyyMMdd'T'HHmmss'Z'\", CultureInfo.InvariantCulture)",
  },
  threads: `
    wso2/product-integrator-mi/issues/3468 bcuff/elasticsearch-net-aws/pull/63 thirdweb-dev/dotnet/pull/158
    apache/paimon/pull/7577 swiftlang/swift/issues/79571
  `,
  features: [
    rule(
      'odd-date-format',
      (quote) => `The time ${quote} is not in the form YYYYMMDD'T'HHMMSS'Z'.`,
      (seen) => firstOf([headerOf(seen, 'x-amz-date')].filter((date) => /^\d{4}-|[\x80-\xff]/.test(date ?? ''))),
    ),
  ],
  answers: { 'credential-in-another-calendar': MALFORMED_SCOPE },
  mutations: {
    'credential-in-another-calendar': signing(
      'The year in the credential is from another calendar.',
      inCredential('date', datesOf),
    ),
    'key-in-another-calendar': signing(
      'The signing key was derived for a year in another calendar.',
      inKey('date', datesOf),
    ),
  },
  states: (answer, sides) => stateSkew(answer, sides) ?? stateScope(answer, sides) ?? stateHeader(answer, sides),
  visible({ claim }) {
    const stated = claim && yearOfScope(claim);
    return stated && { certainty: 'explains', role: 'defect', ...stated };
  },
});

function stateSkew(answer: ServerAnswer, sides: Sides): Statement | null {
  const skew = isAboutTime(answer) ? skewOf(answer, sides) : null;
  const calendar = skew && calendarOf(skew.requested, skew.answered);
  if (!skew || calendar === null) return null;
  return {
    says: `The time of the request is ${writeDuration(skew.by)} ${skew.by > 0 ? 'later than' : 'earlier than'} the server's: its year is from the ${calendar} calendar.`,
    variant: 'calendar',
  };
}

function stateScope(answer: ServerAnswer, { claim }: Sides): Statement | null {
  return claim && /invalid credential date|date in credential scope/i.test(wordsOf(answer)) ? yearOfScope(claim) : null;
}

/** Reports a credential whose year differs from the request time's year by the offset of another calendar. */
function yearOfScope({ scope, timestamp }: Claim): Statement | null {
  const year = Number(scope.date.octets.slice(0, 4));
  const calendar = calendarOfYears(year, Number(timestamp.octets.slice(0, 4)));
  if (calendar === null) return null;
  return {
    says: `The year in the credential is ${year}, which is from the ${calendar} calendar.`,
    variant: 'credential-in-another-calendar',
  };
}

/** Reports non-ASCII characters in x-amz-date. */
function stateHeader(answer: ServerAnswer, sides: Sides): Statement | null {
  if (!/valid Date or x-amz-date header|X-Amz-Date must be/i.test(wordsOf(answer))) return null;
  const date = requestHeader(sides, 'x-amz-date');
  if (date === null || readTimestamp(date) !== null) return null;
  return /[^\x00-\x7f]/.test(date)
    ? {
        says: 'The value of x-amz-date contains non-ASCII characters, such as digits of another script.',
        variant: 'digits',
      }
    : null;
}

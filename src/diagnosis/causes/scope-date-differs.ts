/** Describes a credential scope or a signing key whose date differs from that of the timestamp in UTC. */
import type { Octets } from '../../bytes/octets.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { SIGNATURE_ELEMENTS } from '../../sigv4/documentation.ts';
import { laterDate, laterTimestamp, ZONES } from '../answers/moments.ts';
import type { Cause, Statement, Suspicion } from '../cause.ts';
import { type Draft, withScope, withSteps, withValue } from '../draft/draft.ts';
import { RIGHT_STEPS } from '../draft/steps.ts';
import { type Mutation, signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';

const SECOND = 1000;

type Made = (draft: Draft, date: Octets) => Draft;

const changeDay = (variant: string, says: string, made: Made, days: readonly number[]): Mutation =>
  signing(variant, says, (draft) =>
    days.flatMap((by) => {
      const date = laterDate(draft.scope.date, by);
      return date === null ? [] : [made(draft, date as Octets)];
    }),
  );

/** Derives the key for a date other than the scope's. */
const changeKey: Made = (draft, date) =>
  withSteps(draft, {
    signingKey: (made, secret) => RIGHT_STEPS.signingKey({ ...made, scope: { ...made.scope, date } }, secret),
  });

/** Uses a different date in the string to sign than in the credential. */
const changeString: Made = (draft, date) =>
  withSteps(draft, {
    stringToSign: (made, hash, text) =>
      RIGHT_STEPS.stringToSign({ ...made, scope: { ...made.scope, date } }, hash, text),
  });

const changeCredential: Made = (draft, date) => withScope(draft, { date });

/** Uses a different time in the string to sign than in the header, or the other way around. */
const changeTime = (variant: string, says: string, offsets: readonly number[]): Mutation =>
  signing(variant, says, (draft) =>
    offsets.flatMap((by) => {
      const timestamp = laterTimestamp(draft.timestamp, by) as Octets | null;
      if (timestamp === null) return [];
      const inLine = withSteps(draft, {
        stringToSign: (made, hash, text) => RIGHT_STEPS.stringToSign({ ...made, timestamp }, hash, text),
      });
      return [inLine, withValue(draft, 'x-amz-date', timestamp)];
    }),
  );

const SECONDS = [1, -1, 2, -2, 3, -3].map((seconds) => seconds * SECOND);

export const scopeDateDiffers: Cause = {
  id: 'scope-date-differs',
  stage: 'credential-scope',
  says: 'The date of the credential scope, or of the signing key, is not the date in x-amz-date.',
  fix: 'Read the time once for each request, in UTC. Use it for x-amz-date, the scope, and the signing key. Do not use a signing key after its day.',
  see: SIGNATURE_ELEMENTS,
  threads: [
    'https://github.com/tedder/requests-aws4auth/issues/7',
    'https://github.com/tedder/requests-aws4auth/pull/3',
    'https://github.com/tedder/requests-aws4auth/issues/10',
    'https://github.com/treeverse/lakeFS/issues/2465',
    'https://github.com/aboullaite/fhemni/pull/27',
    'https://github.com/minio/minio/pull/3688',
  ],
  mutations: [
    changeDay(
      'key-of-another-day',
      'The signing key was derived for the day before or after: from a local date, or it was kept overnight.',
      changeKey,
      [-1, 1],
    ),
    changeDay(
      'string-of-another-day',
      'The scope in the string to sign has the day before or after that of the credential.',
      changeString,
      [-1, 1],
    ),
    changeDay(
      'key-and-string-of-another-day',
      'The signing key and the string to sign have the day before or after that of the credential.',
      (draft, date) => changeKey(changeString(draft, date), date),
      [-1, 1],
    ),
    changeDay(
      'credential-of-another-day',
      'The credential has the day before or after that of x-amz-date.',
      changeCredential,
      [-1, 1],
    ),
    changeDay(
      'key-kept',
      'The signing key was derived for another day, up to a month earlier.',
      changeKey,
      Array.from({ length: 30 }, (_, index) => -2 - index),
    ),
    changeTime(
      'time-taken-twice',
      'The time was read twice: the string to sign and x-amz-date differ by a few seconds.',
      SECONDS,
    ),
    changeTime(
      'time-of-another-zone',
      'The string to sign has the time of a different time zone than x-amz-date.',
      ZONES,
    ),
  ],
  states,
  suspects,
  example: { kind: 'mutation', base: 'get-range', variant: 'key-of-another-day' },
};

const TWO_DATES =
  /Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '([^']{1,40})' != '([^']{1,40})'/;
const IN_S3 =
  /Invalid credential date(?: "([^"]{0,40})")?\. (?:This date|Date) is not the same as X-Amz-Date(?:: "([^"]{1,40})")?/;

function states({ message }: ServerAnswer, { claim }: Sides): Statement | null {
  const text = message ?? '';
  const named = TWO_DATES.exec(text) ?? IN_S3.exec(text);
  return named && stateDates(named[1] ?? claim?.scope.date.octets, named[2] ?? claim?.timestamp.octets.slice(0, 8));
}

const stateDates = (scopeDay: string | undefined, requestDay: string | undefined): Statement => ({
  says:
    scopeDay && requestDay
      ? `The credential is for the day '${scopeDay}', but the time of the request is on '${requestDay}'.`
      : 'The credential is for a different day than the time of the request.',
  variant: 'credential-of-another-day',
});

/** Compares the date and the time in the server's own string to sign. */
function suspects({ server }: Sides): Suspicion | null {
  const draft = server.draft;
  if (!draft || server.known !== 'quoted' || !/^\d{8}T/.test(draft.timestamp) || !/^\d{8}$/.test(draft.scope.date))
    return null;
  if (draft.timestamp.startsWith(draft.scope.date)) return null;
  return { standing: 'possible', ...stateDates(draft.scope.date, draft.timestamp.slice(0, 8)) };
}

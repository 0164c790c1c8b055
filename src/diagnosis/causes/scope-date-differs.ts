/** The date of the credential scope and of the key is that of the timestamp, in UTC. */
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

const onAnotherDay = (variant: string, says: string, made: Made, days: readonly number[]): Mutation =>
  signing(variant, says, (draft) =>
    days.flatMap((by) => {
      const date = laterDate(draft.scope.date, by);
      return date === null ? [] : [made(draft, date as Octets)];
    }),
  );

/** The key is of another day than the scope says. */
const inKey: Made = (draft, date) =>
  withSteps(draft, {
    signingKey: (made, secret) => RIGHT_STEPS.signingKey({ ...made, scope: { ...made.scope, date } }, secret),
  });

/** The string to sign has another day than the credential. */
const inString: Made = (draft, date) =>
  withSteps(draft, {
    stringToSign: (made, hash, text) =>
      RIGHT_STEPS.stringToSign({ ...made, scope: { ...made.scope, date } }, hash, text),
  });

const inCredential: Made = (draft, date) => withScope(draft, { date });

/** The string to sign, or the header, has another time than the other one has. */
const atAnotherTime = (variant: string, says: string, offsets: readonly number[]): Mutation =>
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
  says: 'The date of the credential scope, or of the signing key, is not that of x-amz-date.',
  fix: 'Take the time once for each request, in UTC, and make x-amz-date, the scope and the signing key of it; keep no signing key beyond its day.',
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
    onAnotherDay(
      'key-of-another-day',
      'The signing key was made for the day before or after, as of a local date, or of a key that was kept overnight.',
      inKey,
      [-1, 1],
    ),
    onAnotherDay(
      'string-of-another-day',
      'The scope in the string to sign has the day before or after, another than the credential.',
      inString,
      [-1, 1],
    ),
    onAnotherDay(
      'key-and-string-of-another-day',
      'The signing key and the string to sign have the day before or after, another than the credential.',
      (draft, date) => inKey(inString(draft, date), date),
      [-1, 1],
    ),
    onAnotherDay(
      'credential-of-another-day',
      'The credential has the day before or after, another than x-amz-date.',
      inCredential,
      [-1, 1],
    ),
    onAnotherDay(
      'key-kept',
      'The signing key was made for an earlier day of the last month.',
      inKey,
      Array.from({ length: 30 }, (_, index) => -2 - index),
    ),
    atAnotherTime(
      'time-taken-twice',
      'The time was taken twice: the string to sign has another second than x-amz-date.',
      SECONDS,
    ),
    atAnotherTime('time-of-another-zone', 'The string to sign has the time of another zone than x-amz-date.', ZONES),
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
  return named && dates(named[1] ?? claim?.scope.date.octets, named[2] ?? claim?.timestamp.octets.slice(0, 8));
}

const dates = (ofScope: string | undefined, ofRequest: string | undefined): Statement => ({
  says:
    ofScope && ofRequest
      ? `The credential is for the day '${ofScope}', and the time of the request is on '${ofRequest}'.`
      : 'The credential is for another day than the time of the request.',
  variant: 'credential-of-another-day',
});

/** The server's own string to sign has both. */
function suspects({ server }: Sides): Suspicion | null {
  const draft = server.draft;
  if (!draft || server.known !== 'quoted' || !/^\d{8}T/.test(draft.timestamp) || !/^\d{8}$/.test(draft.scope.date))
    return null;
  if (draft.timestamp.startsWith(draft.scope.date)) return null;
  return { standing: 'possible', ...dates(draft.scope.date, draft.timestamp.slice(0, 8)) };
}

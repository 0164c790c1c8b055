/** Causes that involve the time of the request, which the server compares with its own time. */

import { headerOf, putBytes, withPart, withScope, withValue } from '../../drafts/draft.ts';
import { withValues } from '../../drafts/header-changes.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { detailOf, requestHeader, wordsOf } from '../../sides/answers/answers.ts';
import { isAboutTime, readAnyMoment, type Skew, skewOf, writeDuration } from '../../sides/answers/clock.ts';
import { codeOf } from '../../sides/answers/known-codes.ts';
import type { Sides } from '../../sides/sides.ts';
import { AUTHENTICATING_REQUESTS, QUERY_STRING } from '../../sigv4/documentation.ts';
import { AMZ_HEADERS } from '../../sigv4/names.ts';
import { MISMATCH } from '../answers.ts';
import type { Statement } from '../cause.ts';
import { type Change, cause, explains, plainDifference, traveling } from '../define-cause.ts';
import { ofCredentials } from '../features/credentials.ts';
import { inText, rule } from '../features/feature.ts';
import { statedBy } from '../stated.ts';

export const clockSkew = cause('clock-skew', 'credential-scope', {
  says: "The time of the request is too far from the server's time.",
  symptom:
    'The code is RequestTimeTooSkewed. A difference of whole hours comes from a time zone, and one of whole days from a wrong date.',
  fix: 'Synchronize the clock of the signing machine with NTP, and write the time in UTC.',
  see: AUTHENTICATING_REQUESTS,
  threads: `
    aws/aws-sdk-php/issues/612 TTLabs/EvaporateJS/issues/56 TTLabs/EvaporateJS/issues/74 minio/minio/issues/12089
    huaweicloud/huaweicloud-sdk-java-obs/issues/84 mhart/aws4fetch/issues/73 NickWaterton/Roomba980-Python/issues/118
    versity/versitygw/issues/1514
  `,
  features: [
    ofCredentials.farFromServerTime,
    ofCredentials.saidAnotherTime,
    rule('year-1970', 'The request was signed in 1970: the clock was never set.', inText(/\b1970\d{4}T\d{6}Z/)),
  ],
  lesson: 'replay',
  test: 'Compare "date -u" with the Date header of the response.',
  inVersion2: true,
  needs: ['answer-before-signature'],
  yes: { 'other-requests': 0.15, 'now-and-then': 0.35 },
  states: (answer, sides) => (isAboutTime(answer) ? stateSkew(answer, sides) : null),
});

function stateSkew(answer: ServerAnswer, sides: Sides): Statement {
  const skew = skewOf(answer, sides);
  if (!skew) return { says: 'The server says that the time of the request is too far from its own, but not how far.' };
  const how = `The time of the request is ${writeDuration(skew.by)} ${skew.by > 0 ? 'later than' : 'earlier than'} the server's`;
  const { says, fix } = LOOKS[skew.looks];
  return { says: `${how}${says}.`, variant: skew.looks, ...(fix === null ? {} : { fix }) };
}

const LOOKS: Readonly<Record<Skew['looks'], { readonly says: string; readonly fix: string | null }>> = {
  calendar: {
    says: ': its year is from another calendar',
    fix: 'Format the time with an invariant locale and the Gregorian calendar.',
  },
  'not-set': { says: ': the clock of the signing machine was never set, so it starts in 1970', fix: null },
  day: { says: ', a whole number of days: the date is wrong, or the request was signed on another day', fix: null },
  'time-zone': {
    says: ', as much as a time zone offset: local time was written as UTC, or the time zone of the machine is wrong',
    fix: 'Write the time in UTC, and check the time zone and daylight saving time of the signing machine.',
  },
  'reused-date': {
    says: ', just over the 15 min that AWS allows: an old date may have been reused',
    fix: 'Create a new x-amz-date for each request and for each retry.',
  },
  clock: { says: '', fix: null },
};

/** Copies the request time, which is in the string to sign and usually also in a header. */
const timeCopied: Change = (draft, { other }) => {
  if (!other || other.timestamp === '' || other.timestamp === draft.timestamp) return [];
  const name = AMZ_HEADERS.date;
  const date = headerOf(other, name);
  const dated = date === null ? draft : withValue(draft, name, date);
  const timed = withPart(dated, 'timestamp', putBytes(draft, other.timestamp));
  return [other.scope.date === draft.scope.date ? timed : withScope(timed, { date: other.scope.date })];
};

export const staleDateReused = cause('stale-date-reused', 'credential-scope', {
  says: 'An old date was reused for requests or retries that were sent later.',
  symptom:
    "The time of the request is just over 15 minutes before the server's: the time of the first attempt, or of the start of the program.",
  fix: 'Create a new x-amz-date and a new signature for each request and for each retry.',
  see: AUTHENTICATING_REQUESTS,
  features: [ofCredentials.farFromServerTime, ofCredentials.saidAnotherTime],
  lesson: 'replay',
  test: 'Restart the program: if it works again, the time is computed only once.',
  needs: ['answer-before-signature'],
  yes: { 'now-and-then': 0.35, 'ran-for-long': 0.85 },
  suspects: (sides) => {
    const skew = sides.answer && isAboutTime(sides.answer) ? skewOf(sides.answer, sides) : null;
    if (skew?.looks !== 'reused-date') return null;
    return explains(
      `The request was signed ${writeDuration(skew.by)} before the server answered, just over the 15 min that AWS allows: an old date may have been reused.`,
    );
  },
  mutations: {
    ...plainDifference('time', {
      signed: 'The time that was signed is not the time that was sent.',
      arrived: 'The request arrived with a time other than the signed one.',
      fix: 'Read the clock once for each request: use that one time for x-amz-date, the string to sign, and the scope.',
      change: timeCopied,
    }),
  },
});

export const xAmzDateMissing = cause('x-amz-date-missing', 'authorization', {
  says: 'The request has no x-amz-date or Date that the server can read.',
  symptom: 'The message asks for a valid Date or x-amz-date, and the request has neither, or it was lost.',
  fix: "Send x-amz-date in UTC as YYYYMMDD'T'HHMMSS'Z', and sign it. Make sure that no proxy removes it. In a browser use x-amz-date, because scripts cannot set Date.",
  threads: 'badslug/Paw-AWSSignature4DynamicValue/issues/5 Kriechi/aws-s3-reverse-proxy/issues/6',
  lesson: 'replay',
  needs: ['answer-before-signature'],
  answers: { 'lost-on-the-way': ['AccessDenied', MISMATCH] },
  mutations: {
    'lost-on-the-way': traveling('x-amz-date was sent but did not arrive.', (draft) =>
      withValues(draft, AMZ_HEADERS.date, ['']),
    ),
  },
  states(answer, sides) {
    if (!REQUIRED.test(wordsOf(answer))) return null;
    const { request } = sides;
    if (!request) return { says: 'The server did not find an x-amz-date or Date that it can read.' };
    if (
      requestHeader(sides, 'x-amz-date') === null &&
      requestHeader(sides, 'date') === null &&
      !/[?&]X-Amz-Date=/i.test(request.head.target.octets)
    ) {
      return { says: 'The request has no x-amz-date and no Date.', variant: 'not-sent', role: 'symptom' };
    }
    return sides.claim
      ? {
          says: 'The request has a correct x-amz-date, but the server did not find it: it was lost in transit.',
          variant: 'lost-on-the-way',
        }
      : { says: "The time of the request is not in the form YYYYMMDD'T'HHMMSS'Z'.", variant: 'not-a-timestamp' };
  },
});

const REQUIRED =
  /requires a valid Date or x-amz-date header|requires existence of either a 'X-Amz-Date' or a 'Date' header|X-Amz-Date must be (?:in the ISO8601|formated via ISO8601)|Date header (?:is )?missing/i;

export const presignExpiredOrTooLong = cause('presign-expired-or-too-long', 'credential-scope', {
  says: 'The presigned URL or the POST policy has expired, or X-Amz-Expires is not valid.',
  symptom: 'X-Amz-Date plus X-Amz-Expires is before the time of the server, or X-Amz-Expires is more than 604800.',
  fix: 'Create a new URL when you need it, with X-Amz-Expires from 1 to 604800 seconds (one week).',
  see: QUERY_STRING,
  threads: 'aws/aws-sdk-js/issues/1099 aws/aws-sdk-go/issues/751',
  lesson: 'in-the-url',
  needs: ['presigned-url', 'answer-before-signature'],
  situation: 'link-expired',
  states: (answer, sides) => stateExpiry(answer, sides) ?? statePolicyExpiry(answer) ?? stateLength(answer, sides),
});

const statePolicyExpiry = statedBy({
  words: /Invalid according to Policy: Policy expired/,
  variant: 'policy-expired',
  says: 'The policy of the form expired: its expiration is before the time of the server.',
  fix: 'Create a new policy, with an expiration in the future, each time that the form is shown.',
});

/** Matches the messages of S3 and compatible servers, and of Google Cloud Storage. */
const EXPIRED = /Request has expired|Request signature expired at: (.{1,40})/;

function stateExpiry(answer: ServerAnswer, { claim }: Sides): Statement | null {
  const [stated, at] = EXPIRED.exec(wordsOf(answer)) ?? [];
  if (stated === undefined && codeOf(answer) !== 'ExpiredPresignRequest') return null;
  // EC2 sends the same response for any request with an old time.
  if (claim?.scheme === 'header') return null;
  const seconds = detailOf(answer, 'X-Amz-Expires') ?? claim?.expires?.octets ?? null;
  const ended = readAnyMoment(detailOf(answer, 'Expires') ?? at) ?? endOf(claim);
  const now = readAnyMoment(detailOf(answer, 'ServerTime') ?? answer.headers.get('date'));
  const life = seconds !== null && /^\d{1,9}$/.test(seconds) ? `, after the ${seconds} s of X-Amz-Expires` : '';
  const since =
    ended !== null && now !== null && now >= ended ? ` ${writeDuration(now - ended)} before the server answered` : '';
  return { says: `The presigned URL expired${since}${life}.`, variant: 'expired' };
}

function endOf(claim: Sides['claim']): number | null {
  return claim?.expires ? claim.moment + Number(claim.expires.octets) * 1000 : null;
}

const LENGTHS: readonly (readonly [RegExp, string, string])[] = [
  [
    /X-Amz-Expires must be less than a week|expires.{0,20}(?:exceed|longer|less than)/i,
    'too-long',
    'longer than a week',
  ],
  [/X-Amz-Expires must be non-negative/, 'negative', 'negative'],
  [/X-Amz-Expires should be a number/, 'not-a-number', 'not a number'],
];

function stateLength(answer: ServerAnswer, { request }: Sides): Statement | null {
  const found = LENGTHS.find(([pattern]) => pattern.test(wordsOf(answer)));
  if (!found) return null;
  const [, variant, what] = found;
  const value = /[?&]X-Amz-Expires=([+-]?\d{1,15})(?:&|$)/i.exec(request?.head.target.octets ?? '')?.[1];
  return { says: `X-Amz-Expires is ${value === undefined ? what : `${value}: ${what}`}.`, variant };
}

/** Answers that say that the date, the clock, or the lifetime of a request is wrong. */
import { describe, expect, it } from 'vitest';
import {
  type AnsweredRow,
  badQuery,
  expectStated,
  inWords,
  LONG_LIVED,
  malformed,
  requestWith,
} from '../../support/evidence/answered-rows.ts';
import { findingsOf, type Stated } from '../../support/evidence/stated-evidence.ts';
import { presigned } from '../../support/sigv4/presigned-order.ts';

const SKEWED = 'The difference between the request time and the current time is too large.';
const skewed = (RequestTime: string, ServerTime: string): Stated => ({
  code: 'RequestTimeTooSkewed',
  message: SKEWED,
  details: { RequestTime, ServerTime, MaxAllowedSkewMilliseconds: '900000' },
});
const NOT_DATED = LONG_LIVED.replace('x-amz-date: 20130524T000000Z\r\n', '');
const THAI_DIGITS = LONG_LIVED.replace('20130524T000000Z', '\xe0\xb9\x92\xe0\xb9\x90130524T000000Z');
const TWO_DIGITS = LONG_LIVED.replace('20130524T000000Z', '130524T000000Z');

const ROWS: readonly AnsweredRow[] = [
  [
    'S3: credential date',
    {
      ...malformed('Invalid credential date. Date is not the same as X-Amz-Date.'),
      request: requestWith('AKIDEXAMPLE/20130523/us-east-1/s3'),
    },
    'scope-date-differs/credential-of-another-day',
    "The credential is for the day '20130523', but the time of the request is on '20130524'.",
  ],
  [
    'S3: credential date of a presigned URL',
    badQuery('Invalid credential date "20130523". This date is not the same as X-Amz-Date: "20130524".'),
    'scope-date-differs/credential-of-another-day',
    /'20130523', .*'20130524'/,
  ],
  [
    'other services: date',
    inWords(
      "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20151124' != '20151125', from '20151125T154140Z'.",
    ),
    'scope-date-differs/credential-of-another-day',
    /'20151124', .*'20151125'/,
  ],
  [
    'S3: credential in the Buddhist calendar',
    {
      ...malformed('Invalid credential date. Date is not the same as X-Amz-Date.'),
      request: requestWith('AKIDEXAMPLE/25560524/us-east-1/s3'),
    },
    'locale-dependent-date/credential-in-another-calendar',
    /2556, which is from the Buddhist calendar/,
  ],
  [
    'S3: an hour',
    skewed('20150604T232559Z', '2015-06-04T22:26:16Z'),
    'clock-skew/time-zone',
    /^The time of the request is 59 min 43 s later than the server's, as much as a time zone offset/,
  ],
  [
    'S3: half an hour of a zone',
    skewed('20150604T035559Z', '2015-06-04T09:26:16Z'),
    'clock-skew/time-zone',
    /5 h 30 min earlier/,
  ],
  [
    'OBS: a day',
    skewed('Sat, 12 Feb 2022 09:37:03 GMT', '2022-02-11T09:37:02.823Z'),
    'clock-skew/day',
    /1 d later than the server's, a whole number of days/,
  ],
  [
    'S3: minutes',
    skewed('20150604T220000Z', '2015-06-04T22:26:16Z'),
    'clock-skew/clock',
    "The time of the request is 26 min 16 s earlier than the server's.",
  ],
  [
    'S3: just over fifteen minutes',
    skewed('20150604T221055Z', '2015-06-04T22:26:16Z'),
    'clock-skew/reused-date',
    /15 min 21 s earlier .* reused/,
  ],
  [
    'S3: the Buddhist calendar',
    skewed('25580604T222559Z', '2015-06-04T22:26:16Z'),
    'locale-dependent-date/calendar',
    /543 years later than the server's: its year is from the Buddhist calendar/,
  ],
  [
    'S3: the Japanese calendar',
    skewed('00080604T222559Z', '2026-06-04T22:26:16Z'),
    'locale-dependent-date/calendar',
    /earlier than the server's: its year is from the Japanese calendar/,
  ],
  [
    'S3: the Persian calendar',
    skewed('14050604T222559Z', '2026-06-04T22:26:16Z'),
    'locale-dependent-date/calendar',
    /Persian/,
  ],
  [
    'MinIO: times are elsewhere',
    {
      code: 'RequestTimeTooSkewed',
      message: SKEWED,
      headers: { date: 'Fri, 24 May 2013 02:00:05 GMT' },
      request: LONG_LIVED,
    },
    'clock-skew/time-zone',
    /2 h earlier|2 h 5 s earlier|1 h 59 min/,
  ],
  ['MinIO: no times', { code: 'RequestTimeTooSkewed', message: SKEWED }, 'clock-skew/null', /but not how far/],
  [
    'other services: expired',
    {
      code: 'InvalidSignatureException',
      message: 'Signature expired: 20150830T123600Z is now earlier than 20150830T133100Z (20150830T133600Z - 5 min.)',
    },
    'clock-skew/time-zone',
    /1 h earlier than the server's/,
  ],
  [
    'other services: not yet',
    {
      code: 'SignatureDoesNotMatch',
      message:
        'Signature not yet current: 20150830T123600Z is still later than 20150830T122000Z (20150830T121500Z + 5 min.)',
    },
    'clock-skew/clock',
    /21 min later/,
  ],
  [
    'S3: not yet valid',
    {
      code: 'AccessDenied',
      message: 'Request is not yet valid',
      details: { 'X-Amz-Date': '1369364400000', Expires: '2013-05-24T04:00:00Z', ServerTime: '2013-05-24T02:00:00Z' },
    },
    'clock-skew/time-zone',
    /1 h later/,
  ],
  [
    'S3: no date',
    {
      code: 'AccessDenied',
      message: 'AWS authentication requires a valid Date or x-amz-date header',
      request: NOT_DATED,
    },
    'x-amz-date-missing/not-sent',
    'The request has no x-amz-date and no Date.',
  ],
  [
    'S3: no date, lost',
    {
      code: 'AccessDenied',
      message: 'AWS authentication requires a valid Date or x-amz-date header',
      request: LONG_LIVED,
    },
    'x-amz-date-missing/lost-on-the-way',
    /lost in transit/,
  ],
  [
    'other services: no date',
    inWords(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256",
    ),
    'x-amz-date-missing/null',
    /did not find an x-amz-date/,
  ],
  [
    'S3: two digits of the year',
    {
      code: 'AccessDenied',
      message: 'AWS authentication requires a valid Date or x-amz-date header',
      request: TWO_DIGITS,
    },
    'x-amz-date-missing/not-a-timestamp',
    /not in the form/,
  ],
  [
    'S3: digits of another script',
    {
      code: 'AccessDenied',
      message: 'AWS authentication requires a valid Date or x-amz-date header',
      request: THAI_DIGITS,
    },
    'locale-dependent-date/digits',
    /non-ASCII/,
  ],
  [
    'S3: date of a presigned URL',
    badQuery("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""),
    'x-amz-date-missing/null',
    /did not find an/,
  ],
  [
    'S3: expired',
    {
      code: 'AccessDenied',
      message: 'Request has expired',
      details: { 'X-Amz-Expires': '300', Expires: '2013-05-24T00:05:00Z', ServerTime: '2013-05-24T01:15:00Z' },
    },
    'presign-expired-or-too-long/expired',
    'The presigned URL expired 1 h 10 min before the server answered, after the 300 s of X-Amz-Expires.',
  ],
  [
    'MinIO: expired',
    {
      code: 'AccessDenied',
      message: 'Request has expired',
      headers: { date: 'Sat, 25 May 2013 00:00:10 GMT' },
      request: presigned().request,
    },
    'presign-expired-or-too-long/expired',
    /10 s before the server answered, after the 86400 s/,
  ],
  [
    'Google: expired',
    {
      code: 'ExpiredToken',
      message: 'Invalid argument.',
      details: { Details: 'The provided token has expired. Request signature expired at: 2017-11-23T03:52:21+00:00' },
    },
    'presign-expired-or-too-long/expired',
    /^The presigned URL expired/,
  ],
  [
    'S3: the policy of a form expired',
    { code: 'AccessDenied', message: 'Invalid according to Policy: Policy expired.' },
    'presign-expired-or-too-long/policy-expired',
    'The policy of the form expired: its expiration is before the time of the server.',
  ],
  [
    'S3: too long',
    {
      ...badQuery(
        'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
      ),
      request: presigned({ expires: '999999' }).request,
    },
    'presign-expired-or-too-long/too-long',
    'X-Amz-Expires is 999999: longer than a week.',
  ],
  [
    'S3: negative',
    badQuery('X-Amz-Expires must be non-negative'),
    'presign-expired-or-too-long/negative',
    'X-Amz-Expires is negative.',
  ],
  [
    'S3: no number',
    badQuery('X-Amz-Expires should be a number'),
    'presign-expired-or-too-long/not-a-number',
    'X-Amz-Expires is not a number.',
  ],
];

describe('What a server says', () => {
  it.each(ROWS)('%s: the cause is stated', expectStated);

  it('gives the reused date beside the clock', () => {
    const ids = findingsOf(skewed('20150604T221055Z', '2015-06-04T22:26:16Z')).map(({ cause, certainty }) => [
      cause.id,
      certainty.kind,
    ]);
    expect(ids).toEqual([
      ['clock-skew', 'proved'],
      ['stale-date-reused', 'explains'],
    ]);
  });

  it('is about a clock that was not set', () => {
    const [first] = findingsOf(skewed('19700101T000102Z', '2026-06-04T22:26:16Z'));
    expect([first?.cause.id, first?.variant]).toEqual(['clock-skew', 'not-set']);
  });
});

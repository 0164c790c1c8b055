/** Describes a presigned URL that has expired, or whose lifetime is longer than a week. */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { QUERY_STRING } from '../../sigv4/documentation.ts';
import { codeOf, detailOf, wordsOf } from '../answers/answers.ts';
import { readAnyMoment, writeDuration } from '../answers/moments.ts';
import type { Cause, Statement } from '../cause.ts';
import type { Sides } from '../sides.ts';

export const presignExpiredOrTooLong: Cause = {
  id: 'presign-expired-or-too-long',
  stage: 'credential-scope',
  says: 'The presigned URL has expired, or its X-Amz-Expires is not valid.',
  fix: 'Create a new URL when you need it, with X-Amz-Expires from 1 to 604800 seconds (one week).',
  see: QUERY_STRING,
  threads: ['https://github.com/aws/aws-sdk-js/issues/1099', 'https://github.com/aws/aws-sdk-go/issues/751'],
  mutations: [],
  states: (answer, sides) => stateExpiry(answer, sides) ?? stateLength(answer, sides),
  example: {
    kind: 'answer',
    text: '<Error><Code>AccessDenied</Code><Message>Request has expired</Message><X-Amz-Expires>300</X-Amz-Expires><Expires>2013-05-24T00:05:00Z</Expires><ServerTime>2013-05-24T01:05:00Z</ServerTime></Error>',
  },
};

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

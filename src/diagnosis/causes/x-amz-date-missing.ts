/** Describes a request without a readable time in x-amz-date or Date. */
import type { Octets } from '../../bytes/octets.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { AUTHENTICATING_REQUESTS } from '../../sigv4/documentation.ts';
import { requestHeader, wordsOf } from '../answers/answers.ts';
import type { Cause, Statement } from '../cause.ts';
import { headerOf, withValue } from '../draft/draft.ts';
import { travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';

export const xAmzDateMissing: Cause = {
  id: 'x-amz-date-missing',
  stage: 'authorization',
  says: 'The request has no x-amz-date or Date that the server can read.',
  fix: "Send x-amz-date in UTC as YYYYMMDD'T'HHMMSS'Z', and sign it. Make sure that no proxy removes it. In a browser use x-amz-date, because scripts cannot set Date.",
  see: AUTHENTICATING_REQUESTS,
  threads: [
    'https://github.com/badslug/Paw-AWSSignature4DynamicValue/issues/5',
    'https://github.com/Kriechi/aws-s3-reverse-proxy/issues/6',
  ],
  mutations: [
    travelling('lost-on-the-way', 'x-amz-date was sent but did not arrive.', (draft) =>
      headerOf(draft, 'x-amz-date') ? [withValue(draft, 'x-amz-date', '' as Octets)] : [],
    ),
  ],
  states,
  example: {
    kind: 'answer',
    text: '<Error><Code>AccessDenied</Code><Message>AWS authentication requires a valid Date or x-amz-date header</Message></Error>',
  },
};

const REQUIRED =
  /requires a valid Date or x-amz-date header|requires existence of either a 'X-Amz-Date' or a 'Date' header|X-Amz-Date must be (?:in the ISO8601|formated via ISO8601)|Date header (?:is )?missing/i;

function states(answer: ServerAnswer, sides: Sides): Statement | null {
  if (!REQUIRED.test(wordsOf(answer))) return null;
  const { request } = sides;
  if (!request) return { says: 'The server did not find an x-amz-date or Date that it can read.' };
  if (
    requestHeader(sides, 'x-amz-date') === null &&
    requestHeader(sides, 'date') === null &&
    !/[?&]X-Amz-Date=/i.test(request.head.target.octets)
  ) {
    return { says: 'The request has no x-amz-date and no Date.', variant: 'not-sent' };
  }
  return sides.claim
    ? {
        says: 'The request has a correct x-amz-date, but the server did not find it: it was lost in transit.',
        variant: 'lost-on-the-way',
      }
    : { says: "The time of the request is not in the form YYYYMMDD'T'HHMMSS'Z'.", variant: 'not-a-timestamp' };
}

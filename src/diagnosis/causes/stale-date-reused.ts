/** The time of a request is made for that request, and anew for each retry. */
import { AUTHENTICATING_REQUESTS } from '../../sigv4/documentation.ts';
import { isAboutTime, skewOf } from '../answers/clock.ts';
import { writeDuration } from '../answers/moments.ts';
import type { Cause } from '../cause.ts';

export const staleDateReused: Cause = {
  id: 'stale-date-reused',
  stage: 'credential-scope',
  says: 'The date was made once and used for requests, or retries, that were sent later.',
  fix: 'Make x-amz-date, and the signature, anew for each request and for each retry.',
  see: AUTHENTICATING_REQUESTS,
  threads: [],
  mutations: [],
  suspects: (sides) => {
    const skew = sides.answer && isAboutTime(sides.answer) ? skewOf(sides.answer, sides) : null;
    if (skew?.looks !== 'reused-date') return null;
    return {
      standing: 'explains',
      says: `The request was signed ${writeDuration(skew.by)} before the server answered, just over the 15 min that are allowed, as where a date is made once and used again.`,
    };
  },
  example: {
    kind: 'answer',
    text: '<Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the request time and the current time is too large.</Message><RequestTime>20150604T221055Z</RequestTime><ServerTime>2015-06-04T22:26:16Z</ServerTime><MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds></Error>',
  },
};

/** Describes an old timestamp that was reused, although each request and each retry needs a new one. */
import { AUTHENTICATING_REQUESTS } from '../../sigv4/documentation.ts';
import { isAboutTime, skewOf } from '../answers/clock.ts';
import { writeDuration } from '../answers/moments.ts';
import type { Cause } from '../cause.ts';

export const staleDateReused: Cause = {
  id: 'stale-date-reused',
  stage: 'credential-scope',
  says: 'An old date was reused for requests or retries that were sent later.',
  fix: 'Create a new x-amz-date and a new signature for each request and for each retry.',
  see: AUTHENTICATING_REQUESTS,
  threads: [],
  mutations: [],
  suspects: (sides) => {
    const skew = sides.answer && isAboutTime(sides.answer) ? skewOf(sides.answer, sides) : null;
    if (skew?.looks !== 'reused-date') return null;
    return {
      standing: 'explains',
      says: `The request was signed ${writeDuration(skew.by)} before the server answered, just over the 15 min that AWS allows: an old date may have been reused.`,
    };
  },
  example: {
    kind: 'answer',
    text: '<Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the request time and the current time is too large.</Message><RequestTime>20150604T221055Z</RequestTime><ServerTime>2015-06-04T22:26:16Z</ServerTime><MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds></Error>',
  },
};

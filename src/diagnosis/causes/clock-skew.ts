/** Describes a request whose time differs from the server's by more than the 15 minutes that AWS allows. */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { AUTHENTICATING_REQUESTS } from '../../sigv4/documentation.ts';
import { isAboutTime, type Skew, skewOf } from '../answers/clock.ts';
import { writeDuration } from '../answers/moments.ts';
import type { Cause, Statement } from '../cause.ts';
import type { Sides } from '../sides.ts';

export const clockSkew: Cause = {
  id: 'clock-skew',
  stage: 'credential-scope',
  says: "The time of the request is too far from the server's.",
  fix: 'Synchronize the clock of the signing machine with NTP, and write the time in UTC.',
  see: AUTHENTICATING_REQUESTS,
  threads: [
    'https://github.com/aws/aws-sdk-php/issues/612',
    'https://github.com/TTLabs/EvaporateJS/issues/56',
    'https://github.com/TTLabs/EvaporateJS/issues/74',
    'https://github.com/minio/minio/issues/12089',
    'https://github.com/huaweicloud/huaweicloud-sdk-java-obs/issues/84',
    'https://github.com/mhart/aws4fetch/issues/73',
    'https://github.com/NickWaterton/Roomba980-Python/issues/118',
    'https://github.com/versity/versitygw/issues/1514',
  ],
  mutations: [],
  states: (answer, sides) => (isAboutTime(answer) ? stateSkew(answer, sides) : null),
  example: {
    kind: 'answer',
    text: '<Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the request time and the current time is too large.</Message><RequestTime>20150604T232559Z</RequestTime><ServerTime>2015-06-04T22:26:16Z</ServerTime><MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds></Error>',
  },
};

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

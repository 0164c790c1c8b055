/** Describes a date that depends on the locale. Dates require ASCII digits and the Gregorian calendar. */
import type { Octets } from '../../bytes/octets.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { SIGNATURE_ELEMENTS } from '../../sigv4/documentation.ts';
import { readTimestamp } from '../../sigv4/timestamp.ts';
import { requestHeader, wordsOf } from '../answers/answers.ts';
import { isAboutTime, skewOf } from '../answers/clock.ts';
import { calendarOf, calendarOfYears, writeDuration, YEARS_AHEAD } from '../answers/moments.ts';
import type { Cause, Statement } from '../cause.ts';
import { type Draft, withScope, withSteps } from '../draft/draft.ts';
import { RIGHT_STEPS } from '../draft/steps.ts';
import { signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';

/** Lists the date with its year in other calendars. Years with fewer than four digits are padded with zeros. */
const datesOf = ({ scope: { date } }: Draft): readonly Octets[] =>
  /^\d{8}$/.test(date)
    ? YEARS_AHEAD.map((ahead) => Number(date.slice(0, 4)) + ahead)
        .filter((year) => year > 0)
        .map((year) => `${String(year).padStart(4, '0')}${date.slice(4)}` as Octets)
    : [];

export const localeDependentDate: Cause = {
  id: 'locale-dependent-date',
  stage: 'credential-scope',
  says: "The date was written in the format of the machine's locale: in another calendar, or with digits other than 0 to 9.",
  fix: 'Format the date with an invariant locale: Locale.ROOT, CultureInfo.InvariantCulture, en_US_POSIX, LC_ALL=C.',
  see: SIGNATURE_ELEMENTS,
  threads: [
    'https://github.com/wso2/product-integrator-mi/issues/3468',
    'https://github.com/bcuff/elasticsearch-net-aws/pull/63',
    'https://github.com/thirdweb-dev/dotnet/pull/158',
    'https://github.com/apache/paimon/pull/7577',
    'https://github.com/swiftlang/swift/issues/79571',
  ],
  mutations: [
    signing('credential-in-another-calendar', 'The year in the credential is from another calendar.', (draft) =>
      datesOf(draft).map((date) => withScope(draft, { date })),
    ),
    signing('key-in-another-calendar', 'The signing key was derived for a year in another calendar.', (draft) =>
      datesOf(draft).map((date) =>
        withSteps(draft, {
          signingKey: (made, secret) => RIGHT_STEPS.signingKey({ ...made, scope: { ...made.scope, date } }, secret),
        }),
      ),
    ),
  ],
  states: (answer, sides) => stateSkew(answer, sides) ?? stateScope(answer, sides) ?? stateHeader(answer, sides),
  example: {
    kind: 'answer',
    text: '<Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the request time and the current time is too large.</Message><RequestTime>25580604T222559Z</RequestTime><ServerTime>2015-06-04T22:26:16Z</ServerTime><MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds></Error>',
  },
};

function stateSkew(answer: ServerAnswer, sides: Sides): Statement | null {
  const skew = isAboutTime(answer) ? skewOf(answer, sides) : null;
  const calendar = skew && calendarOf(skew.requested, skew.answered);
  if (!skew || calendar === null) return null;
  return {
    says: `The time of the request is ${writeDuration(skew.by)} ${skew.by > 0 ? 'later than' : 'earlier than'} the server's: its year is from the ${calendar} calendar.`,
    variant: 'calendar',
  };
}

/** Reports a credential whose year differs from that of the request time by the offset of another calendar. */
function stateScope(answer: ServerAnswer, { claim }: Sides): Statement | null {
  if (!claim || !/invalid credential date|date in credential scope/i.test(wordsOf(answer))) return null;
  const year = Number(claim.scope.date.octets.slice(0, 4));
  const calendar = calendarOfYears(year, Number(claim.timestamp.octets.slice(0, 4)));
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

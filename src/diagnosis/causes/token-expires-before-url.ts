/** Describes a presigned URL whose session token has expired, so that the URL is no longer valid. */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { QUERY_STRING } from '../../sigv4/documentation.ts';
import { codeOf, detailOf, wordsOf } from '../answers/answers.ts';
import { readAnyMoment, writeDuration } from '../answers/moments.ts';
import type { Cause, Statement } from '../cause.ts';
import type { Sides } from '../sides.ts';

export const tokenExpiresBeforeUrl: Cause = {
  id: 'token-expires-before-url',
  stage: 'credentials',
  says: 'The session token has expired, so requests and URLs that were signed with these temporary credentials no longer work.',
  fix: 'Get new credentials and sign again. If a URL must last longer than a session, sign it with a long-term key, or create the URL when it is requested.',
  see: QUERY_STRING,
  threads: [
    'https://github.com/aws/aws-sdk-go/issues/751',
    'https://github.com/boto/boto3/issues/2392',
    'https://github.com/aws/aws-sdk-ruby/issues/1182',
    'https://github.com/aws/aws-sdk-js/issues/1099',
    'https://github.com/aws/aws-sdk-js-v3/issues/3608',
  ],
  mutations: [],
  states,
  example: {
    kind: 'answer',
    text: '<Error><Code>ExpiredToken</Code><Message>The provided token has expired.</Message></Error>',
  },
};

function states(answer: ServerAnswer, { claim }: Sides): Statement | null {
  const text = wordsOf(answer);
  const isStated =
    /^ExpiredToken/.test(codeOf(answer)) ||
    /(?:provided|security) token (?:included in the request )?(?:has|is) expired/i.test(text);
  // Google Cloud Storage uses the same code for an expired signature.
  if (!isStated || /Request signature expired/.test(text)) return null;
  const now = readAnyMoment(detailOf(answer, 'ServerTime') ?? answer.headers.get('date'));
  const expires = claim?.scheme === 'query' ? Number(claim.expires?.octets ?? 0) * 1000 : 0;
  if (!claim || expires === 0)
    return { says: 'The session token of the temporary credentials has expired.', variant: 'expired' };
  const age =
    now !== null && now > claim.moment
      ? `${writeDuration(now - claim.moment)} after it was signed`
      : 'before the URL itself expired';
  return {
    says: `The session token in the presigned URL has expired, ${age}. The URL was valid for ${writeDuration(expires)}.`,
    variant: 'before-url',
  };
}

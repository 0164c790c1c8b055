/** Describes a signed session token in a request to AWS IoT, which requires the token to be added after signing. */
import { rulesOf } from '../../aws/services.ts';
import type { Octets } from '../../bytes/octets.ts';
import { hasParameter, scopeSigned } from '../answers/answers.ts';
import { saysMismatch } from '../answers/mismatch.ts';
import type { Cause } from '../cause.ts';
import type { Draft } from '../draft/draft.ts';
import { signing } from '../mutation.ts';

export const sessionTokenSignedButMustBeAppended: Cause = {
  id: 'session-token-signed-but-must-be-appended',
  stage: 'canonical-query-string',
  says: 'The session token was signed, but this service requires it to be added to the URL after signing.',
  fix: 'Sign the URL without X-Amz-Security-Token, and add the parameter after signing.',
  see: 'https://docs.aws.amazon.com/iot/latest/developerguide/protocols.html#mqtt-ws',
  threads: ['https://github.com/aws/aws-sdk-js-v3/issues/3417'],
  mutations: [
    signing('signed', 'X-Amz-Security-Token was in the query string that was signed.', (draft, { head }) => {
      const token = /[?&](X-Amz-Security-Token=[^&#]*)/.exec(head?.target.octets ?? '')?.[1];
      return token === undefined || !isAppended(draft) ? [] : [withPair(draft, token)];
    }),
  ],
  suspects: (sides) =>
    sides.answer !== null &&
    saysMismatch(sides.answer) &&
    isAppendedTo(scopeSigned(sides)?.service ?? '') &&
    hasParameter(sides, 'X-Amz-Security-Token')
      ? {
          standing: 'possible',
          says: 'This service requires the session token to be added to the URL after signing, but it may have been signed.',
        }
      : null,
  example: {
    kind: 'answer',
    text: '{"message":"The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."}',
    request:
      'GET /mqtt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=ASIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fiotdevicegateway%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-Security-Token=made-up&X-Amz-SignedHeaders=host&X-Amz-Signature=0000000000000000000000000000000000000000000000000000000000000000 HTTP/1.1\r\nHost: example.iot.us-east-1.amazonaws.com\r\n\r\n',
  },
};

const isAppendedTo = (service: string): boolean => rulesOf(service).sessionToken === 'appended';

const isAppended = ({ scope, canonicalQueryString }: Draft): boolean =>
  isAppendedTo(scope.service) && !canonicalQueryString.includes('X-Amz-Security-Token=');

/** Inserts a parameter at its place in the sorted query. */
function withPair(draft: Draft, pair: string): Draft {
  const canonicalQueryString = [...draft.canonicalQueryString.split('&'), pair].sort().join('&') as Octets;
  return { ...draft, canonicalQueryString };
}

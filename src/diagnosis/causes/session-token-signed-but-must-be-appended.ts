/** AWS IoT wants the session token behind a URL that was signed without it. */
import { rulesOf } from '../../aws/services.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Cause } from '../cause.ts';
import type { Draft } from '../draft.ts';
import { signing } from '../mutation.ts';

export const sessionTokenSignedButMustBeAppended: Cause = {
  id: 'session-token-signed-but-must-be-appended',
  stage: 'canonical-query-string',
  says: 'The session token was signed, and this service wants it added to the URL after signing.',
  fix: 'Sign the URL without X-Amz-Security-Token, and add the parameter to it afterwards.',
  see: 'https://docs.aws.amazon.com/iot/latest/developerguide/protocols.html#mqtt-ws',
  threads: ['https://github.com/aws/aws-sdk-js-v3/issues/3417'],
  mutations: [
    signing('signed', 'X-Amz-Security-Token was in the query string that was signed.', (draft, { head }) => {
      const token = /[?&](X-Amz-Security-Token=[^&#]*)/.exec(head?.target.octets ?? '')?.[1];
      return token === undefined || !isAppended(draft) ? [] : [withPair(draft, token)];
    }),
  ],
  example: {
    kind: 'answer',
    text: '{"message":"The request signature we calculated does not match the signature you provided."}',
  },
};

const isAppended = ({ scope, canonicalQueryString }: Draft): boolean =>
  rulesOf(scope.service).sessionToken === 'appended' && !canonicalQueryString.includes('X-Amz-Security-Token=');

/** Where the order of the parameters has it. */
function withPair(draft: Draft, pair: string): Draft {
  const canonicalQueryString = [...draft.canonicalQueryString.split('&'), pair].sort().join('&') as Octets;
  return { ...draft, canonicalQueryString };
}

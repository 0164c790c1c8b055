/** Describes a session token that has expired, is damaged, or does not belong to the access key ID. */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { codeOf, detailOf, hasSessionToken, keyIdOf, requestHeader, wordsOf } from '../answers/answers.ts';
import type { Cause, Statement } from '../cause.ts';
import type { Sides } from '../sides.ts';

export const sessionTokenInvalid: Cause = {
  id: 'session-token-invalid',
  stage: 'credentials',
  says: 'The session token does not belong to this access key ID, or it is damaged.',
  fix: 'Use the access key ID, secret, and token from the same STS response, and clear a leftover AWS_SESSION_TOKEN.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_use-resources.html',
  threads: [
    'https://github.com/ex-aws/ex_aws/issues/228',
    'https://github.com/convox/rack/issues/997',
    'https://github.com/aws/aws-cli/issues/1197',
    'https://github.com/aws/aws-sdk-ruby/issues/3200',
    'https://github.com/jrl84/amazon-sp-api/issues/57',
    'https://github.com/aws-actions/configure-aws-credentials/issues/1190',
  ],
  mutations: [],
  states,
  example: {
    kind: 'answer',
    text: '<Error><Code>InvalidToken</Code><Message>The provided token is malformed or otherwise invalid.</Message><Token-0>made up</Token-0></Error>',
  },
};

const INVALID = /^(?:InvalidToken|InvalidTokenId|InvalidClientTokenId|UnrecognizedClient|InvalidSecurityToken)$/;
const IN_WORDS = /provided token is malformed or otherwise invalid|security token included in the request is invalid/i;

function states(answer: ServerAnswer, sides: Sides): Statement | null {
  const code = codeOf(answer);
  if (!INVALID.test(code) && !IN_WORDS.test(wordsOf(answer))) return null;
  // Without a token, it must be the key that the server does not know.
  if (hasSessionToken(sides) === false) return null;
  const isKeyAsLikely = /^(?:InvalidClientTokenId|UnrecognizedClient)$/.test(code) && hasSessionToken(sides) === null;
  return isKeyAsLikely ? null : damageOf(answer, sides);
}
/** Describes the damage to the token, as it was received or sent. The token itself is never shown. */
function damageOf(answer: ServerAnswer, sides: Sides): Statement {
  const token = detailOf(answer, 'Token-0') ?? requestHeader(sides, 'x-amz-security-token') ?? '';
  const id = keyIdOf(sides);
  if (/[^ ] [^ ]/.test(token)) {
    return {
      says: 'The session token arrived with spaces instead of +: it was decoded one time too many.',
      fix: 'Percent-encode the token once when you put it into a URL, so that + becomes %2B.',
      variant: 'plus-as-space',
    };
  }
  if (/%[0-9A-Fa-f]{2}/.test(token)) {
    return {
      says: 'The session token arrived percent-encoded: it was encoded one time too many.',
      fix: 'Percent-encode the token once in a URL, and not at all in a header.',
      variant: 'percent-encoded',
    };
  }
  return /^AKIA/.test(id ?? '')
    ? {
        says: `The access key ID ${id} is a long-term key of a user, which has no session token. The token belongs to other credentials.`,
        fix: 'Do not send a token with this key. Clear AWS_SESSION_TOKEN and aws_session_token.',
        variant: 'token-with-long-lived-key',
      }
    : {
        says: 'The server says that the session token is not valid: it does not belong to this access key ID, or it is damaged.',
      };
}

/** Describes temporary credentials without their session token. */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { codeOf, hasSessionToken, keyIdOf, wordsOf } from '../answers/answers.ts';
import { saysMismatch } from '../answers/mismatch.ts';
import type { Cause, Statement, Suspicion } from '../cause.ts';
import type { Sides } from '../sides.ts';

/**
 * Matches temporary access key IDs
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids).
 */
const TEMPORARY = /^ASIA/;

export const sessionTokenMissing: Cause = {
  id: 'session-token-missing',
  stage: 'credentials',
  says: 'The access key ID belongs to temporary credentials, but their session token was not sent.',
  fix: 'Give AWS_SESSION_TOKEN to the client. It must send and sign the token as x-amz-security-token, or as X-Amz-Security-Token in a presigned URL.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_use-resources.html',
  threads: [
    'https://github.com/bradenmacdonald/s3-lite-client/issues/50',
    'https://github.com/estivensh/aws-kmp/issues/63',
    'https://github.com/boto/botocore/pull/292',
    'https://github.com/AdRoll/goamz/pull/9',
    'https://github.com/quarfie/s3presignedUrl_FMFunction/pull/2',
  ],
  mutations: [],
  states,
  suspects,
  example: {
    kind: 'answer',
    text: '<Error><Code>InvalidAccessKeyId</Code><Message>The AWS Access Key Id you provided does not exist in our records.</Message><AWSAccessKeyId>ASIAIOSFODNN7EXAMPLE</AWSAccessKeyId></Error>',
    request:
      'GET /test.txt HTTP/1.1\r\nHost: examplebucket.s3.amazonaws.com\r\nx-amz-content-sha256: UNSIGNED-PAYLOAD\r\nx-amz-date: 20130524T000000Z\r\nAuthorization: AWS4-HMAC-SHA256 Credential=ASIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=0000000000000000000000000000000000000000000000000000000000000000\r\n\r\n',
  },
};

const isWithout = (sides: Sides): boolean => TEMPORARY.test(keyIdOf(sides) ?? '') && hasSessionToken(sides) === false;

function states(answer: ServerAnswer, sides: Sides): Statement | null {
  if (/must (?:contain|provide|include).{0,30}(?:session|security) token/i.test(wordsOf(answer)))
    return stateMissing(sides);
  const isUnknown = /^(?:InvalidAccessKeyId|InvalidClientTokenId|UnrecognizedClient|InvalidToken)$/.test(
    codeOf(answer),
  );
  return isUnknown && isWithout(sides) ? stateMissing(sides) : null;
}

function suspects(sides: Sides): Suspicion | null {
  const { answer } = sides;
  if (!answer) return null;
  if (saysMismatch(sides.answer) && isWithout(sides)) return { standing: 'possible', ...stateMissing(sides) };
  const isUnknown = codeOf(answer) === 'InvalidAccessKeyId' && hasSessionToken(sides) === null;
  return isUnknown && TEMPORARY.test(keyIdOf(sides) ?? '')
    ? {
        standing: 'possible',
        says: 'The access key ID belongs to temporary credentials, which S3 does not recognize without their session token.',
      }
    : null;
}

function stateMissing(sides: Sides): Statement {
  const id = keyIdOf(sides);
  return {
    says: `The access key ID${id === null ? '' : ` ${id}`} belongs to temporary credentials, but the request has no session token.`,
  };
}

/**
 * Describes a Signature Version 2 request to a server that accepts only Version 4, as newer Regions, KMS, and most
 * services do.
 */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { headerValue } from '../../http/message.ts';
import { AUTHENTICATING_REQUESTS } from '../../sigv4/documentation.ts';
import { hasParameter, wordsOf } from '../answers/answers.ts';
import { saysMismatch } from '../answers/mismatch.ts';
import type { Cause, Statement, Suspicion } from '../cause.ts';
import type { Sides } from '../sides.ts';

export const sigv2AgainstV4Only: Cause = {
  id: 'sigv2-against-v4-only',
  stage: 'authorization',
  says: 'The request is signed with Signature Version 2, but the server accepts only Version 4.',
  fix: "Configure the client to sign with Version 4: signature_version = s3v4 (boto), signature_v2 = False (s3cmd), v2_auth = false (rclone), signatureVersion: 'v4' (SDK for JavaScript 2).",
  see: AUTHENTICATING_REQUESTS,
  threads: [
    'https://github.com/s3tools/s3cmd/issues/1376',
    'https://github.com/aws-samples/aws-java-sample/issues/19',
    'https://github.com/benefitcloud/ember-uploader/issues/143',
    'https://github.com/boto/botocore/issues/377',
    'https://github.com/aws/aws-sdk-js/issues/1147',
    'https://github.com/CTFd/CTFd/pull/1882',
  ],
  mutations: [],
  states,
  suspects,
  example: {
    kind: 'answer',
    text: '<Error><Code>InvalidRequest</Code><Message>The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.</Message></Error>',
  },
};

function states(answer: ServerAnswer): Statement | null {
  const text = wordsOf(answer);
  if (/Please use AWS4-HMAC-SHA256/.test(text)) {
    return { says: 'The server accepts only AWS4-HMAC-SHA256, but the request is signed with another version.' };
  }
  if (!/require AWS Signature Version 4/.test(text)) return null;
  return {
    says: 'Requests for objects that are encrypted with KMS require Signature Version 4, but this request is signed with Version 2.',
    variant: 'kms',
  };
}

/**
 * Suspects a request that uses Version 2. If the server quotes its string to sign, it supports Version 2, so there is
 * nothing to suspect.
 */
function suspects(sides: Sides): Suspicion | null {
  const { request, answer } = sides;
  if (!saysMismatch(sides.answer) || answer?.stringToSign) return null;
  const authorization = request && headerValue(request.head.headers, 'authorization')?.octets;
  const inQuery = hasParameter(sides, 'AWSAccessKeyId') && hasParameter(sides, 'Signature');
  if (!authorization?.startsWith('AWS ') && !inQuery) return null;
  return {
    standing: 'possible',
    says: 'The request is signed with Signature Version 2, which this server may not accept.',
  };
}

/**
 * Describes a body in chunks with a trailing checksum. AWS SDKs have sent it since January 2025, but older servers
 * cannot read it.
 */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { STREAMING_TRAILERS } from '../../sigv4/documentation.ts';
import { UNSIGNED_CHUNKS } from '../../sigv4/payload-words.ts';
import { mayBeMismatch } from '../answers/mismatch.ts';
import type { Cause, Statement } from '../cause.ts';
import type { Sides } from '../sides.ts';
import { seenHeader } from '../signs.ts';

const WORDS = UNSIGNED_CHUNKS.octets;
const SENT = `x-amz-content-sha256 is ${WORDS}: the body was sent in chunks with a checksum after them`;

/** Matches the errors, other than a mismatch, from servers that do not support this value. */
const REFUSALS =
  /^(?:InvalidRequest|MissingContentLength|InvalidArgument|XAmzContentSHA256Mismatch|NotImplemented|IncompleteBody|InvalidDigest|BadDigest)$/;

export const unsignedTrailerUnsupported: Cause = {
  id: 'unsigned-trailer-unsupported',
  stage: 'hashed-payload',
  says: 'The body was sent in chunks with a checksum after them, as AWS SDKs do since January 2025, but the server does not support that.',
  fix: 'Set AWS_REQUEST_CHECKSUM_CALCULATION=when_required and AWS_RESPONSE_CHECKSUM_VALIDATION=when_required for the SDK or the AWS CLI, or update the server.',
  see: STREAMING_TRAILERS,
  threads: [
    'https://github.com/coopcycle/coopcycle-web/issues/4832',
    'https://github.com/seaweedfs/seaweedfs/issues/6517',
    'https://github.com/storj/gateway-st/issues/89',
    'https://github.com/treeverse/lakeFS/issues/7939',
    'https://github.com/afreidah/s3-orchestrator/issues/1536',
    'https://github.com/trinodb/aws-proxy/issues/199',
    'https://github.com/aws/aws-sdk-go-v2/issues/1816',
  ],
  mutations: [],
  states,
  suspects: suspicion,
  example: {
    kind: 'answer',
    text: `<Error><Code>InvalidArgument</Code><Message>x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, or a valid sha256 value.</Message><ArgumentName>x-amz-content-sha256</ArgumentName><ArgumentValue>${WORDS}</ArgumentValue></Error>`,
  },
};

function states({ code, details }: ServerAnswer): Statement | null {
  const isNamed = [details.get('ArgumentValue'), details.get('ClientComputedContentSHA256')].includes(WORDS);
  if (code === null || !REFUSALS.test(code) || !isNamed) return null;
  return { says: `${SENT}. The server refuses this with ${code}.` };
}

function suspicion(sides: Sides) {
  const { answer, client, server } = sides;
  const hashedPayload =
    client.draft?.hashedPayload ?? server.draft?.hashedPayload ?? seenHeader(sides, 'x-amz-content-sha256');
  if (hashedPayload !== WORDS) return null;
  if (answer?.code && REFUSALS.test(answer.code)) {
    return { standing: 'explains', says: `${SENT}, but the server answers ${answer.code}.` } as const;
  }
  return mayBeMismatch(sides)
    ? ({ standing: 'possible', says: `${SENT}, which many S3-compatible servers do not support.` } as const)
    : null;
}

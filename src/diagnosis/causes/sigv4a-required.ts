/** Describes a request to a multi-Region endpoint without SigV4A, whose signature covers a set of Regions. */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { SIGV4A } from '../../sigv4/documentation.ts';
import { hostOf, scopeSigned, wordsOf } from '../answers/answers.ts';
import { saysMismatch } from '../answers/mismatch.ts';
import type { Cause, Statement, Suspicion } from '../cause.ts';
import type { Sides } from '../sides.ts';

export const sigv4aRequired: Cause = {
  id: 'sigv4a-required',
  stage: 'signing-key',
  says: 'The endpoint serves several Regions and accepts only SigV4A.',
  fix: 'Sign with AWS4-ECDSA-P256-SHA256 and x-amz-region-set. Install the SigV4A package of the SDK (the AWS CRT).',
  see: SIGV4A,
  threads: [
    'https://github.com/aws/aws-sdk-js/issues/4545',
    'https://github.com/aws/aws-sdk-js-v3/issues/5576',
    'https://github.com/envoyproxy/envoy/issues/35078',
    'https://github.com/aws-beam/aws_signature/pull/37',
  ],
  mutations: [],
  states,
  suspects,
  example: {
    kind: 'answer',
    text: '<Error><Code>InvalidRequest</Code><Message>The authorization mechanism you have provided is not supported. Please use AWS4-ECDSA-P256-SHA256.</Message></Error>',
  },
};

/** Matches the hosts of Multi-Region Access Points, the CloudFront KeyValueStore, and global EventBridge endpoints. */
const HOSTS: readonly RegExp[] = [
  /\.accesspoint\.s3-global\.amazonaws\.com$/,
  /\.cloudfront-kvs\.global\.api\.aws$/,
  /^cloudfront-kvs\./,
  /\.endpoint\.events\.amazonaws\.com$/,
];

function states(answer: ServerAnswer, sides: Sides): Statement | null {
  if (
    /(?:Please use|must be signed with|requires?) AWS4-ECDSA-P256-SHA256|(?:requires?|use) SigV4A/i.test(
      wordsOf(answer),
    )
  ) {
    return {
      says: 'The server accepts only AWS4-ECDSA-P256-SHA256, but the request is signed with another algorithm.',
    };
  }
  const isScope = /Credential should be scoped to a valid region/.test(wordsOf(answer));
  return isScope && isMultiRegion(sides) && !isSigned(sides) ? stateMultiRegion(sides) : null;
}

function suspects(sides: Sides): Suspicion | null {
  const isLikely = isMultiRegion(sides) || scopeSigned(sides)?.region === '*';
  return saysMismatch(sides.answer) && isLikely && !isSigned(sides)
    ? { standing: 'possible', ...stateMultiRegion(sides) }
    : null;
}

const isMultiRegion = (sides: Sides): boolean => HOSTS.some((host) => host.test(hostOf(sides)));
const isSigned = ({ claim, server, client }: Sides): boolean =>
  claim?.algorithm.boundTo === 'region-set' || [server, client].some(({ draft }) => draft?.algorithm.includes('ECDSA'));

function stateMultiRegion(sides: Sides): Statement {
  return isMultiRegion(sides)
    ? {
        says: `The endpoint ${hostOf(sides)} serves several Regions, but the request is signed for one Region with AWS4-HMAC-SHA256.`,
      }
    : { says: "The request is signed for the Region '*' with AWS4-HMAC-SHA256, which can sign for only one Region." };
}

/** What is in several regions at once is signed with SigV4A, whose signature is for a set of regions. */
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { SIGV4A } from '../../sigv4/documentation.ts';
import { hostOf, scopeSigned, wordsOf } from '../answers/answers.ts';
import { saysMismatch } from '../answers/mismatch.ts';
import type { Cause, Statement, Suspicion } from '../cause.ts';
import type { Sides } from '../sides.ts';

export const sigv4aRequired: Cause = {
  id: 'sigv4a-required',
  stage: 'signing-key',
  says: 'The endpoint is one of several regions, which takes SigV4A only.',
  fix: 'Sign with AWS4-ECDSA-P256-SHA256 and x-amz-region-set: give the SDK its package for SigV4A (the AWS CRT).',
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

/** Access points of several regions, CloudFront's key value store, EventBridge's global endpoints. */
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
    return { says: 'The server takes AWS4-ECDSA-P256-SHA256 only, and the request is signed with another algorithm.' };
  }
  const isScope = /Credential should be scoped to a valid region/.test(wordsOf(answer));
  return isScope && isOfSeveralRegions(sides) && !isSigned(sides) ? statement(sides) : null;
}

function suspects(sides: Sides): Suspicion | null {
  const isLikely = isOfSeveralRegions(sides) || scopeSigned(sides)?.region === '*';
  return saysMismatch(sides.answer) && isLikely && !isSigned(sides)
    ? { standing: 'possible', ...statement(sides) }
    : null;
}

const isOfSeveralRegions = (sides: Sides): boolean => HOSTS.some((host) => host.test(hostOf(sides)));
const isSigned = ({ claim, server, client }: Sides): boolean =>
  claim?.algorithm.boundTo === 'region-set' || [server, client].some(({ draft }) => draft?.algorithm.includes('ECDSA'));

function statement(sides: Sides): Statement {
  return isOfSeveralRegions(sides)
    ? {
        says: `The endpoint ${hostOf(sides)} is one of several regions; the request is signed for one region, with AWS4-HMAC-SHA256.`,
      }
    : { says: "The request is signed for the region '*' with AWS4-HMAC-SHA256, whose signature is for one region." };
}

/** Causes that involve the service or the algorithm that the endpoint requires. */

import { serviceInHost } from '../../aws/s3-hosts.ts';
import { SIGNING_NAMES } from '../../aws/signing-names.ts';
import type { Draft } from '../../drafts/draft.ts';
import { eachOf } from '../../drafts/parts.ts';
import { headerValue } from '../../http/message.ts';
import { hasParameter, hostOf, scopeSigned, wordsOf } from '../../sides/answers/answers.ts';
import { givesReason, saysMismatch } from '../../sides/answers/says-mismatch.ts';
import type { Sides } from '../../sides/sides.ts';
import { SIGV4A } from '../../sigv4/documentation.ts';
import { MALFORMED_SCOPE } from '../answers.ts';
import type { Statement } from '../cause.ts';
import { cause, plainDifference, possible, signing, wide } from '../define-cause.ts';
import { ofHost } from '../features/host.ts';
import { statedBy } from '../stated.ts';
import { inCredential, inKeyAndString, keyForAnother, scopeCopied } from './other-scope.ts';

/**
 * Signing names that are often confused (https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html).
 */
const SERVICES = [
  's3',
  'S3',
  's3express',
  's3-object-lambda',
  's3-outposts',
  's3api',
  'aws',
  'minio',
  'storage',
  'sts',
  'es',
  'aoss',
  'opensearch',
  'execute-api',
  'apigateway',
  'lambda',
  'iotdevicegateway',
  'iotdata',
  'iot',
  'ses',
  'email',
  'sns',
  'sqs',
  'dynamodb',
  'ec2',
  'iam',
  'glacier',
  'vpc-lattice-svcs',
  'bedrock',
  'ProductAdvertisingAPI',
];

const othersOf =
  (services: readonly string[]) =>
  ({ scope }: Draft): readonly string[] =>
    services.filter((service) => service !== scope.service);

export const wrongService = cause('wrong-service', 'credential-scope', {
  says: 'The request was signed for a service other than the one of the endpoint.',
  symptom: 'The message names the service of the endpoint, and the credential scope names another.',
  fix: 'Sign with the signing name of the service, such as s3, s3express, s3-object-lambda, es, aoss, execute-api, or ses.',
  threads: 'cllunsford/aws-signing-proxy/issues/25 aws/aws-sdk-php/issues/732',
  features: [ofHost.labelOfHostInScope, ofHost.serviceOfHostDiffers],
  lesson: 'derive-the-key',
  needs: ['answer-of-aws-before-signature'],
  answers: { 'credential-for-another-service': MALFORMED_SCOPE },
  mutations: {
    'credential-for-another-service': signing(
      'The credential has a different service than the endpoint.',
      inCredential('service', othersOf(SERVICES.filter((service) => service !== ''))),
    ),
    'key-for-another-service': keyForAnother(
      'service',
      'The signing key was derived for a different service than the service in the credential.',
      othersOf(SERVICES),
    ),
    'usual-credential': wide(
      'The request was signed for another service.',
      eachOf(inCredential('service', othersOf(SIGNING_NAMES)), inKeyAndString('service', othersOf(SIGNING_NAMES))),
    ),
    'usual-key': keyForAnother(
      'service',
      'The signing key was derived for a service other than the one in the credential.',
      othersOf(SIGNING_NAMES),
      wide,
    ),
    ...plainDifference('scope', {
      signed: 'The client signed a different service than the one that the server used.',
      arrived: 'The request arrived with a service other than the signed one.',
      change: scopeCopied('service'),
    }),
  },
  states(answer, sides) {
    const text = wordsOf(answer);
    const signed = scopeSigned(sides)?.service ?? null;
    const inS3 = IN_S3.exec(text);
    if (inS3) return stateServices(inS3[1] ?? signed, inS3[2] ?? null);
    const elsewhere = ELSEWHERE.exec(text);
    if (elsewhere) return stateServices(signed, elsewhere[1] ?? null);
    return IN_MINIO.test(text) ? stateServices(signed, null) : null;
  },
  /**
   * Compares the host with the scope, but only if no server has given a reason. A server checks the scope first, so its
   * reason would say that the service is wrong.
   */
  suspects(sides) {
    const atHost = serviceInHost(hostOf(sides));
    const signed = scopeSigned(sides)?.service ?? null;
    if (givesReason(sides) || atHost === null || signed === null || atHost === signed) return null;
    return { certainty: 'explains', role: 'defect', ...stateServices(signed, atHost) };
  },
});

const IN_S3 = /incorrect service "([\w.-]{1,60})"\. This endpoint belongs to "([\w.-]{1,60})"/;
const ELSEWHERE = /Credential should be scoped to (?:the )?correct service(?:: '([\w.-]{1,60})')?/;
/** Matches the messages of MinIO. Some versions mention the Region instead. */
const IN_MINIO = /incorrect service|service name.{0,20} (?:is )?(?:wrong|invalid|incorrect)/i;

function stateServices(signed: string | null, expected: string | null): Statement {
  const known = signed !== null && /^[\w.-]{1,60}$/.test(signed) ? `the service '${signed}'` : 'another service';
  return {
    says: `The request was signed for ${known}, but the service of the endpoint is ${expected === null ? 'different' : `'${expected}'`}.`,
    ...(expected === null ? {} : { fix: `Sign with '${expected}' as the service name.` }),
    variant: 'credential-for-another-service',
  };
}

/** Only SigV4A signatures cover a set of Regions. */
export const sigv4aRequired = cause('sigv4a-required', 'signing-key', {
  says: 'The endpoint serves several Regions and accepts only SigV4A.',
  symptom:
    'The host is that of a Multi-Region Access Point or another multi-Region endpoint, and the scope names one Region.',
  fix: 'Sign with AWS4-ECDSA-P256-SHA256 and x-amz-region-set. Install the SigV4A package of the SDK (the AWS CRT).',
  lines: { boto3: 'pip install "botocore[crt]"', javascript: 'npm install @aws-sdk/signature-v4-crt' },
  see: SIGV4A,
  threads: `
    aws/aws-sdk-js/issues/4545 aws/aws-sdk-js-v3/issues/5576 envoyproxy/envoy/issues/35078
    aws-beam/aws_signature/pull/37
  `,
  needs: ['answer-before-signature'],
  states(answer, sides) {
    const stated = stateVersion4a(answer);
    if (stated) return stated;
    const isScope = /Credential should be scoped to a valid region/.test(wordsOf(answer));
    return isScope && isMultiRegion(sides) && !isSigned(sides) ? stateMultiRegion(sides) : null;
  },
  suspects(sides) {
    const isLikely = isMultiRegion(sides) || scopeSigned(sides)?.region === '*';
    return saysMismatch(sides.answer) && isLikely && !isSigned(sides)
      ? { certainty: 'possible', ...stateMultiRegion(sides) }
      : null;
  },
});

/** Matches the hosts of Multi-Region Access Points, the CloudFront KeyValueStore, and global EventBridge endpoints. */
const HOSTS: readonly RegExp[] = [
  /\.accesspoint\.s3-global\.amazonaws\.com$/,
  /\.cloudfront-kvs\.global\.api\.aws$/,
  /^cloudfront-kvs\./,
  /\.endpoint\.events\.amazonaws\.com$/,
];

const stateVersion4a = statedBy({
  words: /(?:Please use|must be signed with|requires?) AWS4-ECDSA-P256-SHA256|(?:requires?|use) SigV4A/i,
  says: 'The server accepts only AWS4-ECDSA-P256-SHA256, but the request is signed with another algorithm.',
});

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

export const sigv2AgainstV4Only = cause('sigv2-against-v4-only', 'authorization', {
  says: 'The request is signed with Signature Version 2, but the server accepts only Version 4.',
  symptom:
    'Authorization begins with "AWS KEY:", or the URL has AWSAccessKeyId and Signature, and the message asks for AWS4-HMAC-SHA256.',
  fix: "Configure the client to sign with Version 4: signature_version = s3v4 (boto), signature_v2 = False (s3cmd), v2_auth = false (rclone), signatureVersion: 'v4' (SDK for JavaScript 2).",
  lines: {
    'aws-cli': 'aws configure set default.s3.signature_version s3v4',
    boto3: 'Config(signature_version="s3v4")',
    javascript: 'signatureVersion: "v4"',
    rclone: 'v2_auth = false',
    s3cmd: 'signature_v2 = False',
  },
  threads: `
    s3tools/s3cmd/issues/1376 aws-samples/aws-java-sample/issues/19 benefitcloud/ember-uploader/issues/143
    boto/botocore/issues/377 aws/aws-sdk-js/issues/1147 CTFd/CTFd/pull/1882
  `,
  inVersion2: true,
  needs: ['answer-before-signature'],
  states: statedBy(
    {
      words: /Please use AWS4-HMAC-SHA256/,
      says: 'The server accepts only AWS4-HMAC-SHA256, but the request is signed with another version.',
    },
    {
      words: /require AWS Signature Version 4/,
      variant: 'kms',
      says: 'Requests for objects that are encrypted with KMS require Signature Version 4, but this request is signed with Version 2.',
    },
  ),
  /**
   * Suspects a request that uses Version 2. If the server quotes its string to sign, it supports Version 2, so there is
   * nothing to suspect.
   */
  suspects(sides) {
    const { request, answer } = sides;
    if (!saysMismatch(sides.answer) || answer?.stringToSign) return null;
    const authorization = request && headerValue(request.head.headers, 'authorization')?.octets;
    const inQuery = hasParameter(sides, 'AWSAccessKeyId') && hasParameter(sides, 'Signature');
    if (!authorization?.startsWith('AWS ') && !inQuery) return null;
    return possible('The request is signed with Signature Version 2, which this server may not accept.');
  },
});

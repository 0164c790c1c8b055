/** Answers that say that a request was signed for another Region, another service, or without SigV4A. */
import { describe, expect, it } from 'vitest';
import {
  type AnsweredRow,
  badQuery,
  expectStated,
  inWords,
  LONG_LIVED,
  malformed,
  requestWith,
} from '../../support/evidence/answered-rows.ts';
import { findingsOf } from '../../support/evidence/stated-evidence.ts';

const IAM = requestWith('AKIDEXAMPLE/20130524/eu-central-1/iam', [], 'iam.amazonaws.com');
const KEY_VALUE_STORE = requestWith(
  'AKIDEXAMPLE/20130524/us-east-1/cloudfront-keyvaluestore',
  [],
  'abc.cloudfront-kvs.global.api.aws',
);

const ROWS: readonly AnsweredRow[] = [
  [
    'S3: region',
    malformed("the region 'us-east-1' is wrong; expecting 'eu-central-1'", { Region: 'eu-central-1' }),
    'wrong-region/credential-for-another-region',
    "The request was signed for the Region 'us-east-1', but the server is in 'eu-central-1'.",
  ],
  [
    'MinIO: region',
    {
      code: 'AuthorizationHeaderMalformed',
      message: "The authorization header is malformed; the region is wrong; expecting 'eu-west-1'.",
      details: { Region: 'eu-west-1' },
      request: LONG_LIVED,
    },
    'wrong-region/credential-for-another-region',
    "The request was signed for the Region 'us-east-1', but the server is in 'eu-west-1'.",
  ],
  [
    'Garage: scope',
    {
      code: 'AuthorizationHeaderMalformed',
      message: 'Authorization header malformed, unexpected scope: 20260326/us-east-1/s3/aws4_request',
      details: { Region: 'garage' },
    },
    'wrong-region/credential-for-another-region',
    "The request was signed for the Region 'us-east-1', but the server is in 'garage'.",
  ],
  [
    'S3: region of a presigned URL',
    badQuery("Error parsing the X-Amz-Credential parameter; the region 'us-east-1' is wrong; expecting 'eu-west-3'"),
    'wrong-region/credential-for-another-region',
    /'us-east-1', but the server is in 'eu-west-3'/,
  ],
  [
    'S3: x-amz-bucket-region',
    { code: 'AuthorizationHeaderMalformed', headers: { 'x-amz-bucket-region': 'eu-west-1' }, request: LONG_LIVED },
    'wrong-region/credential-for-another-region',
    /'us-east-1', but the server is in 'eu-west-1'/,
  ],
  [
    'other services: region',
    inWords("Credential should be scoped to a valid region, not 'us-east-2'. "),
    'wrong-region/credential-for-another-region',
    /the Region 'us-east-2', which is not the Region of the server/,
  ],
  [
    'IAM: region',
    {
      code: 'SignatureDoesNotMatch',
      message: "Credential should be scoped to a valid region, not 'eu-central-1'. ",
      request: IAM,
    },
    'global-endpoint-region/null',
    "The endpoint iam.amazonaws.com serves all Regions and requires 'us-east-1', but the request was signed for 'eu-central-1'.",
  ],
  [
    'CloudFront KeyValueStore: region',
    { ...inWords('Credential should be scoped to a valid region. '), request: KEY_VALUE_STORE },
    'sigv4a-required/null',
    /abc\.cloudfront-kvs\.global\.api\.aws serves several Regions/,
  ],
  [
    'S3: SigV4A',
    {
      code: 'InvalidRequest',
      message: 'The authorization mechanism you have provided is not supported. Please use AWS4-ECDSA-P256-SHA256.',
    },
    'sigv4a-required/null',
    /accepts only AWS4-ECDSA-P256-SHA256/,
  ],
  [
    'S3: service',
    malformed('incorrect service "execute-api". This endpoint belongs to "s3".'),
    'wrong-service/credential-for-another-service',
    "The request was signed for the service 'execute-api', but the service of the endpoint is 's3'.",
  ],
  [
    'other services: service',
    { ...inWords("Credential should be scoped to correct service: 'batch'. "), request: LONG_LIVED },
    'wrong-service/credential-for-another-service',
    "The request was signed for the service 's3', but the service of the endpoint is 'batch'.",
  ],
  [
    'MinIO: service',
    {
      code: 'AuthorizationParametersError',
      message:
        'Error parsing the Credential/X-Amz-Credential parameter; incorrect service. This endpoint belongs to "s3".',
    },
    'wrong-service/credential-for-another-service',
    /signed for another service/,
  ],
];

describe('What a server says', () => {
  it.each(ROWS)('%s: the cause is stated', expectStated);

  it.each([
    [
      "Error parsing the X-Amz-Credential parameter; the region 'us-east-1' is wrong; expecting 'eu-west-3'",
      'wrong-region',
    ],
    [
      'Error parsing the X-Amz-Credential parameter; incorrect service "ec2". This endpoint belongs to "s3".',
      'wrong-service',
    ],
    ['a non-empty Access Key (AKID) must be provided in the credential.', 'unknown-access-key'],
  ])('%s: names one cause only', (message, id) => {
    expect(findingsOf(badQuery(message)).map(({ cause }) => cause.id)).toEqual([id]);
  });
});

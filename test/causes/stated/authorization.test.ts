/** Answers that say that the authorization of a request has another scheme, two of them, or another form. */
import { describe, expect, it } from 'vitest';
import {
  type AnsweredRow,
  badQuery,
  expectStated,
  inWords,
  malformed,
  S3_SCOPE,
} from '../../support/evidence/answered-rows.ts';
import { findingsOf, type Stated } from '../../support/evidence/stated-evidence.ts';
import { ordered } from '../../support/sandbox/sandbox-client.ts';

const oneMechanism = (ArgumentValue: string): Stated => ({
  code: 'InvalidArgument',
  message:
    'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
  details: { ArgumentName: 'Authorization', ArgumentValue },
});

const ROWS: readonly AnsweredRow[] = [
  [
    'S3: format of the date',
    malformed('incorrect date format "2013-05-24". This date in the credential must be in the format "yyyyMMdd".'),
    'authorization-header-malformed/date-format',
    "The date in the credential is '2013-05-24', not YYYYMMDD.",
  ],
  [
    'S3: two, AWS',
    oneMechanism(
      `\nAWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/${S3_SCOPE}/aws4_request, SignedHeaders=host, Signature=00\n`,
    ),
    'two-auth-mechanisms/signed-twice',
    /AWS4-HMAC-SHA256 and another signature/,
  ],
  ['S3: two, Basic', oneMechanism('Basic bWFkZTp1cA=='), 'two-auth-mechanisms/other-scheme', /scheme Basic/],
  [
    'MinIO: two',
    { code: 'InvalidRequest', message: 'Invalid Request (request has multiple authentication types, please use one)' },
    'two-auth-mechanisms/null',
    /and another authentication/,
  ],
  [
    'S3: Version 2',
    {
      code: 'InvalidRequest',
      message: 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    },
    'sigv2-against-v4-only/null',
    /accepts only AWS4-HMAC-SHA256/,
  ],
  [
    'S3: Version 2 and KMS',
    {
      code: 'InvalidArgument',
      message: 'Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.',
    },
    'sigv2-against-v4-only/kms',
    /KMS/,
  ],
  [
    'S3: terminator',
    malformed('incorrect terminal "aws4". This endpoint uses "aws4_request".'),
    'authorization-header-malformed/terminator',
    /aws4_request/,
  ],
  [
    'other services: terminator',
    inWords("Credential should be scoped with a valid terminator: 'aws4_request', not 'aws4'. "),
    'authorization-header-malformed/terminator',
    /aws4_request/,
  ],
  [
    'S3: credential',
    malformed('the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".'),
    'authorization-header-malformed/credential',
    /five parts/,
  ],
  [
    'S3: credential of a presigned URL',
    badQuery(
      'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    ),
    'authorization-header-malformed/credential',
    /five parts/,
  ],
  [
    'S3: three parts',
    malformed('the authorization header requires three components: Credential, SignedHeaders, and Signature.'),
    'authorization-header-malformed/part-missing',
    /three parts/,
  ],
  [
    'versitygw: a part',
    malformed('missing Signature.'),
    'authorization-header-malformed/part-missing',
    'The Authorization header has no Signature.',
  ],
  [
    'versitygw: a component',
    malformed('the authorization component "Credential" is malformed.'),
    'authorization-header-malformed/part-malformed',
    /NAME=VALUE/,
  ],
  [
    'other services: parts',
    {
      code: 'IncompleteSignatureException',
      message:
        "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. (Hashed with SHA-256 and encoded with Base64)",
    },
    'authorization-header-malformed/part-missing',
    'The Authorization header has no Credential.',
  ],
  [
    'other services: equal-sign',
    {
      code: 'IncompleteSignature',
      message:
        "'made-up' not a valid key=value pair (missing equal-sign) in Authorization header: 'AWS4-HMAC-SHA256 made-up'.",
    },
    'authorization-header-malformed/no-equals',
    /no "="/,
  ],
  [
    'other services: credential',
    {
      code: 'IncompleteSignature',
      message:
        "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'made-up'",
    },
    'authorization-header-malformed/credential',
    /five parts/,
  ],
  [
    'S3: parameters',
    badQuery(
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    ),
    'authorization-header-malformed/parameter-missing',
    /is missing/,
  ],
  [
    'S3: type',
    {
      code: 'InvalidArgument',
      message: 'Unsupported Authorization Type',
      details: { ArgumentName: 'Authorization', ArgumentValue: 'Bearer made-up' },
    },
    'authorization-header-malformed/algorithm',
    /not a Signature Version 4 algorithm/,
  ],
  ['any: malformed', { code: 'AuthorizationHeaderMalformed' }, 'authorization-header-malformed/null', /cannot read/],
];

describe('What a server says', () => {
  it.each(ROWS)('%s: the cause is stated', expectStated);

  it('is perhaps Version 2, unless the server has made a string of Version 2 itself', () => {
    const { request } = ordered({ authorization: 'AWS AKIAIOSFODNN7EXAMPLE:bWFkZS11cA==' });
    const answered = { code: 'SignatureDoesNotMatch' };
    const ids = (more: object) => findingsOf({ ...answered, ...more, request }).map(({ cause }) => cause.id);
    expect(ids({})).toEqual(['sigv2-against-v4-only']);
    expect(ids({ stringToSign: 'GET\n\n\nFri, 24 May 2013 00:00:00 GMT\n/examplebucket/test.txt' })).toEqual([]);
  });
});

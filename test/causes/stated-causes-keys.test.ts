/** Causes that a server says by code, message or element: answers as servers write them, and the cause each states. */
import { describe, expect, it } from 'vitest';
import { findCauses } from '../../src/search/find-causes.ts';
import type { Finding } from '../../src/search/finding.ts';
import { sidesOf } from '../../src/sides/sides.ts';
import { type Answered, evidenceOfAnswer } from '../support/evidence/stated-answers.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';
import { presigned } from '../support/sigv4/presigned-order.ts';

const found = (answered: Answered, request: string | null = null): readonly Finding[] =>
  findCauses(sidesOf(evidenceOfAnswer(answered, request), () => null));

const SKEWED = 'The difference between the request time and the current time is too large.';
const skewed = (RequestTime: string, ServerTime: string): Answered => ({
  code: 'RequestTimeTooSkewed',
  message: SKEWED,
  details: { RequestTime, ServerTime, MaxAllowedSkewMilliseconds: '900000' },
});
const malformed = (what: string, details = {}): Answered => ({
  code: 'AuthorizationHeaderMalformed',
  message: `The authorization header is malformed; ${what}`,
  details,
});
const badQuery = (message: string): Answered => ({ code: 'AuthorizationQueryParametersError', message });

/** A request whose Authorization header is that of another key, region, service or date; its signature is made up. */
function requestOf(credential: string, more: readonly string[] = [], host = 'examplebucket.s3.amazonaws.com'): string {
  const lines = [
    'GET /test.txt HTTP/1.1',
    `Host: ${host}`,
    'x-amz-date: 20130524T000000Z',
    ...more,
    `Authorization: AWS4-HMAC-SHA256 Credential=${credential}/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

const S3_SCOPE = '20130524/us-east-1/s3';
const LONG_LIVED = requestOf(`AKIAIOSFODNN7EXAMPLE/${S3_SCOPE}`);
const TEMPORARY = requestOf(`ASIAIOSFODNN7EXAMPLE/${S3_SCOPE}`);
const WITH_TOKEN = requestOf(`ASIAIOSFODNN7EXAMPLE/${S3_SCOPE}`, ['x-amz-security-token: made-up']);
const LONG_LIVED_WITH_TOKEN = requestOf(`AKIAIOSFODNN7EXAMPLE/${S3_SCOPE}`, ['x-amz-security-token: made-up']);
const IAM = requestOf('AKIDEXAMPLE/20130524/eu-central-1/iam', [], 'iam.amazonaws.com');
const KEY_VALUE_STORE = requestOf(
  'AKIDEXAMPLE/20130524/us-east-1/cloudfront-keyvaluestore',
  [],
  'abc.cloudfront-kvs.global.api.aws',
);
const NOT_DATED = LONG_LIVED.replace('x-amz-date: 20130524T000000Z\r\n', '');
const THAI_DIGITS = LONG_LIVED.replace('20130524T000000Z', '\xe0\xb9\x92\xe0\xb9\x90130524T000000Z');
const TWO_DIGITS = LONG_LIVED.replace('20130524T000000Z', '130524T000000Z');

const UNKNOWN_KEY: Answered = {
  code: 'InvalidAccessKeyId',
  message: 'The AWS Access Key Id you provided does not exist in our records.',
};
const invalidToken = (token: string): Answered => ({
  code: 'InvalidToken',
  message: 'The provided token is malformed or otherwise invalid.',
  details: { 'Token-0': token },
});
const oneMechanism = (ArgumentValue: string): Answered => ({
  code: 'InvalidArgument',
  message:
    'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
  details: { ArgumentName: 'Authorization', ArgumentValue },
});
const inWords = (message: string, headers = {}): Answered => ({ code: null, message, headers });

type Row = readonly [name: string, answered: Answered, request: string | null, named: string, says: string | RegExp];

/**
 * Most answers are as public threads quote them (the `threads` of each cause) or as S3's documents have them. No such
 * source was at hand for the words of these: SigV4A and terminator of other services, service and two authentications
 * and token of MinIO, Google's, the DynamoDB one, and the parts and credential of IncompleteSignature.
 */
const ROWS: readonly Row[] = [
  [
    'S3: region',
    malformed("the region 'us-east-1' is wrong; expecting 'eu-central-1'", { Region: 'eu-central-1' }),
    null,
    'wrong-region/credential-for-another-region',
    "The request was signed for the Region 'us-east-1', but the server is in 'eu-central-1'.",
  ],
  [
    'MinIO: region',
    {
      code: 'AuthorizationHeaderMalformed',
      message: "The authorization header is malformed; the region is wrong; expecting 'eu-west-1'.",
      details: { Region: 'eu-west-1' },
    },
    LONG_LIVED,
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
    null,
    'wrong-region/credential-for-another-region',
    "The request was signed for the Region 'us-east-1', but the server is in 'garage'.",
  ],
  [
    'S3: region of a presigned URL',
    badQuery("Error parsing the X-Amz-Credential parameter; the region 'us-east-1' is wrong; expecting 'eu-west-3'"),
    null,
    'wrong-region/credential-for-another-region',
    /'us-east-1', but the server is in 'eu-west-3'/,
  ],
  [
    'S3: x-amz-bucket-region',
    { code: 'AuthorizationHeaderMalformed', message: null, headers: { 'x-amz-bucket-region': 'eu-west-1' } },
    LONG_LIVED,
    'wrong-region/credential-for-another-region',
    /'us-east-1', but the server is in 'eu-west-1'/,
  ],
  [
    'other services: region',
    inWords("Credential should be scoped to a valid region, not 'us-east-2'. "),
    null,
    'wrong-region/credential-for-another-region',
    /the Region 'us-east-2', which is not the Region of the server/,
  ],
  [
    'IAM: region',
    { code: 'SignatureDoesNotMatch', message: "Credential should be scoped to a valid region, not 'eu-central-1'. " },
    IAM,
    'global-endpoint-region/null',
    "The endpoint iam.amazonaws.com serves all Regions and requires 'us-east-1', but the request was signed for 'eu-central-1'.",
  ],
  [
    'CloudFront KeyValueStore: region',
    inWords('Credential should be scoped to a valid region. '),
    KEY_VALUE_STORE,
    'sigv4a-required/null',
    /abc\.cloudfront-kvs\.global\.api\.aws serves several Regions/,
  ],
  [
    'S3: SigV4A',
    {
      code: 'InvalidRequest',
      message: 'The authorization mechanism you have provided is not supported. Please use AWS4-ECDSA-P256-SHA256.',
    },
    null,
    'sigv4a-required/null',
    /accepts only AWS4-ECDSA-P256-SHA256/,
  ],
  [
    'S3: service',
    malformed('incorrect service "execute-api". This endpoint belongs to "s3".'),
    null,
    'wrong-service/credential-for-another-service',
    "The request was signed for the service 'execute-api', but the service of the endpoint is 's3'.",
  ],
  [
    'other services: service',
    inWords("Credential should be scoped to correct service: 'batch'. "),
    LONG_LIVED,
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
    null,
    'wrong-service/credential-for-another-service',
    /signed for another service/,
  ],
  [
    'S3: credential date',
    malformed('Invalid credential date. Date is not the same as X-Amz-Date.'),
    requestOf('AKIDEXAMPLE/20130523/us-east-1/s3'),
    'scope-date-differs/credential-of-another-day',
    "The credential is for the day '20130523', but the time of the request is on '20130524'.",
  ],
  [
    'S3: credential date of a presigned URL',
    badQuery('Invalid credential date "20130523". This date is not the same as X-Amz-Date: "20130524".'),
    null,
    'scope-date-differs/credential-of-another-day',
    /'20130523', .*'20130524'/,
  ],
  [
    'S3: format of the date',
    malformed('incorrect date format "2013-05-24". This date in the credential must be in the format "yyyyMMdd".'),
    null,
    'authorization-header-malformed/date-format',
    "The date in the credential is '2013-05-24', not YYYYMMDD.",
  ],
  [
    'other services: date',
    inWords(
      "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20151124' != '20151125', from '20151125T154140Z'.",
    ),
    null,
    'scope-date-differs/credential-of-another-day',
    /'20151124', .*'20151125'/,
  ],
  [
    'S3: credential in the Buddhist calendar',
    malformed('Invalid credential date. Date is not the same as X-Amz-Date.'),
    requestOf('AKIDEXAMPLE/25560524/us-east-1/s3'),
    'locale-dependent-date/credential-in-another-calendar',
    /2556, which is from the Buddhist calendar/,
  ],
  [
    'S3: an hour',
    skewed('20150604T232559Z', '2015-06-04T22:26:16Z'),
    null,
    'clock-skew/time-zone',
    /^The time of the request is 59 min 43 s later than the server's, as much as a time zone offset/,
  ],
  [
    'S3: half an hour of a zone',
    skewed('20150604T035559Z', '2015-06-04T09:26:16Z'),
    null,
    'clock-skew/time-zone',
    /5 h 30 min earlier/,
  ],
  [
    'OBS: a day',
    skewed('Sat, 12 Feb 2022 09:37:03 GMT', '2022-02-11T09:37:02.823Z'),
    null,
    'clock-skew/day',
    /1 d later than the server's, a whole number of days/,
  ],
  [
    'S3: minutes',
    skewed('20150604T220000Z', '2015-06-04T22:26:16Z'),
    null,
    'clock-skew/clock',
    "The time of the request is 26 min 16 s earlier than the server's.",
  ],
  [
    'S3: just over fifteen minutes',
    skewed('20150604T221055Z', '2015-06-04T22:26:16Z'),
    null,
    'clock-skew/reused-date',
    /15 min 21 s earlier .* reused/,
  ],
  [
    'S3: the Buddhist calendar',
    skewed('25580604T222559Z', '2015-06-04T22:26:16Z'),
    null,
    'locale-dependent-date/calendar',
    /543 years later than the server's: its year is from the Buddhist calendar/,
  ],
  [
    'S3: the Japanese calendar',
    skewed('00080604T222559Z', '2026-06-04T22:26:16Z'),
    null,
    'locale-dependent-date/calendar',
    /earlier than the server's: its year is from the Japanese calendar/,
  ],
  [
    'S3: the Persian calendar',
    skewed('14050604T222559Z', '2026-06-04T22:26:16Z'),
    null,
    'locale-dependent-date/calendar',
    /Persian/,
  ],
  [
    'MinIO: times are elsewhere',
    { code: 'RequestTimeTooSkewed', message: SKEWED, headers: { date: 'Fri, 24 May 2013 02:00:05 GMT' } },
    LONG_LIVED,
    'clock-skew/time-zone',
    /2 h earlier|2 h 5 s earlier|1 h 59 min/,
  ],
  ['MinIO: no times', { code: 'RequestTimeTooSkewed', message: SKEWED }, null, 'clock-skew/null', /but not how far/],
  [
    'other services: expired',
    {
      code: 'InvalidSignatureException',
      message: 'Signature expired: 20150830T123600Z is now earlier than 20150830T133100Z (20150830T133600Z - 5 min.)',
    },
    null,
    'clock-skew/time-zone',
    /1 h earlier than the server's/,
  ],
  [
    'other services: not yet',
    {
      code: 'SignatureDoesNotMatch',
      message:
        'Signature not yet current: 20150830T123600Z is still later than 20150830T122000Z (20150830T121500Z + 5 min.)',
    },
    null,
    'clock-skew/clock',
    /21 min later/,
  ],
  [
    'S3: not yet valid',
    {
      code: 'AccessDenied',
      message: 'Request is not yet valid',
      details: { 'X-Amz-Date': '1369364400000', Expires: '2013-05-24T04:00:00Z', ServerTime: '2013-05-24T02:00:00Z' },
    },
    null,
    'clock-skew/time-zone',
    /1 h later/,
  ],
  [
    'S3: no date',
    { code: 'AccessDenied', message: 'AWS authentication requires a valid Date or x-amz-date header' },
    NOT_DATED,
    'x-amz-date-missing/not-sent',
    'The request has no x-amz-date and no Date.',
  ],
  [
    'S3: no date, lost',
    { code: 'AccessDenied', message: 'AWS authentication requires a valid Date or x-amz-date header' },
    LONG_LIVED,
    'x-amz-date-missing/lost-on-the-way',
    /lost in transit/,
  ],
  [
    'other services: no date',
    inWords(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256",
    ),
    null,
    'x-amz-date-missing/null',
    /did not find an x-amz-date/,
  ],
  [
    'S3: two digits of the year',
    { code: 'AccessDenied', message: 'AWS authentication requires a valid Date or x-amz-date header' },
    TWO_DIGITS,
    'x-amz-date-missing/not-a-timestamp',
    /not in the form/,
  ],
  [
    'S3: digits of another script',
    { code: 'AccessDenied', message: 'AWS authentication requires a valid Date or x-amz-date header' },
    THAI_DIGITS,
    'locale-dependent-date/digits',
    /non-ASCII/,
  ],
  [
    'S3: date of a presigned URL',
    badQuery("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\""),
    null,
    'x-amz-date-missing/null',
    /did not find an/,
  ],
  [
    'S3: expired',
    {
      code: 'AccessDenied',
      message: 'Request has expired',
      details: { 'X-Amz-Expires': '300', Expires: '2013-05-24T00:05:00Z', ServerTime: '2013-05-24T01:15:00Z' },
    },
    null,
    'presign-expired-or-too-long/expired',
    'The presigned URL expired 1 h 10 min before the server answered, after the 300 s of X-Amz-Expires.',
  ],
  [
    'MinIO: expired',
    { code: 'AccessDenied', message: 'Request has expired', headers: { date: 'Sat, 25 May 2013 00:00:10 GMT' } },
    presigned().request,
    'presign-expired-or-too-long/expired',
    /10 s before the server answered, after the 86400 s/,
  ],
  [
    'Google: expired',
    {
      code: 'ExpiredToken',
      message: 'Invalid argument.',
      details: { Details: 'The provided token has expired. Request signature expired at: 2017-11-23T03:52:21+00:00' },
    },
    null,
    'presign-expired-or-too-long/expired',
    /^The presigned URL expired/,
  ],
  [
    'S3: the policy of a form expired',
    { code: 'AccessDenied', message: 'Invalid according to Policy: Policy expired.' },
    null,
    'presign-expired-or-too-long/policy-expired',
    'The policy of the form expired: its expiration is before the time of the server.',
  ],
  [
    'S3: too long',
    badQuery(
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    ),
    presigned({ expires: '999999' }).request,
    'presign-expired-or-too-long/too-long',
    'X-Amz-Expires is 999999: longer than a week.',
  ],
  [
    'S3: negative',
    badQuery('X-Amz-Expires must be non-negative'),
    null,
    'presign-expired-or-too-long/negative',
    'X-Amz-Expires is negative.',
  ],
  [
    'S3: no number',
    badQuery('X-Amz-Expires should be a number'),
    null,
    'presign-expired-or-too-long/not-a-number',
    'X-Amz-Expires is not a number.',
  ],
  [
    'S3: unknown key',
    UNKNOWN_KEY,
    LONG_LIVED,
    'unknown-access-key/example-key',
    /AKIAIOSFODNN7EXAMPLE, which is one of AWS's examples/,
  ],
  [
    'B2: unknown key',
    { code: 'InvalidAccessKeyId', message: "The key '0012345' is not valid" },
    null,
    'unknown-access-key/null',
    'The server does not know the access key ID. It did not check the signature.',
  ],
  [
    'S3: empty key',
    malformed('a non-empty Access Key (AKID) must be provided in the credential.'),
    null,
    'unknown-access-key/empty',
    'The access key ID is empty.',
  ],
  [
    'STS: unknown key',
    { code: 'InvalidClientTokenId', message: 'The security token included in the request is invalid.' },
    LONG_LIVED,
    'unknown-access-key/example-key',
    /does not know the access key ID AKIAIOSFODNN7EXAMPLE/,
  ],
  [
    'S3: ASIA without token',
    UNKNOWN_KEY,
    TEMPORARY,
    'session-token-missing/null',
    'The access key ID ASIAIOSFODNN7EXAMPLE belongs to temporary credentials, but the request has no session token.',
  ],
  [
    'DynamoDB: ASIA without token',
    {
      code: 'com.amazon.coral.service#UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    },
    TEMPORARY,
    'session-token-missing/null',
    /no session token/,
  ],
  [
    'S3: token',
    invalidToken('made-up'),
    WITH_TOKEN,
    'session-token-invalid/null',
    /does not belong to this access key ID/,
  ],
  [
    'S3: token with spaces',
    invalidToken('made up to/be=one'),
    WITH_TOKEN,
    'session-token-invalid/plus-as-space',
    /spaces instead of \+/,
  ],
  [
    'S3: encoded token',
    invalidToken('made%2Bup'),
    WITH_TOKEN,
    'session-token-invalid/percent-encoded',
    /encoded one time too many/,
  ],
  [
    'S3: token beside a long-lived key',
    invalidToken('made-up'),
    LONG_LIVED_WITH_TOKEN,
    'session-token-invalid/token-with-long-lived-key',
    /AKIAIOSFODNN7EXAMPLE is a long-term key of a user/,
  ],
  [
    'MinIO: token',
    { code: 'InvalidTokenId', message: 'The security token included in the request is invalid' },
    WITH_TOKEN,
    'session-token-invalid/null',
    /session token is not valid/,
  ],
  [
    'S3: expired token',
    { code: 'ExpiredToken', message: 'The provided token has expired.', details: { 'Token-0': 'made-up' } },
    WITH_TOKEN,
    'token-expires-before-url/expired',
    'The session token of the temporary credentials has expired.',
  ],
  [
    'S3: expired token of a URL',
    {
      code: 'ExpiredToken',
      message: 'The provided token has expired.',
      details: { 'Token-0': 'made-up', ServerTime: '2013-05-24T06:00:00Z' },
    },
    presigned({ token: 'made-up' }).request,
    'token-expires-before-url/before-url',
    /expired, 6 h after it was signed. The URL was valid for 1 d/,
  ],
  [
    'S3: two, AWS',
    oneMechanism(
      `\nAWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/${S3_SCOPE}/aws4_request, SignedHeaders=host, Signature=00\n`,
    ),
    null,
    'two-auth-mechanisms/signed-twice',
    /AWS4-HMAC-SHA256 and another signature/,
  ],
  ['S3: two, Basic', oneMechanism('Basic bWFkZTp1cA=='), null, 'two-auth-mechanisms/other-scheme', /scheme Basic/],
  [
    'MinIO: two',
    { code: 'InvalidRequest', message: 'Invalid Request (request has multiple authentication types, please use one)' },
    null,
    'two-auth-mechanisms/null',
    /and another authentication/,
  ],
  [
    'S3: Version 2',
    {
      code: 'InvalidRequest',
      message: 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    },
    null,
    'sigv2-against-v4-only/null',
    /accepts only AWS4-HMAC-SHA256/,
  ],
  [
    'S3: Version 2 and KMS',
    {
      code: 'InvalidArgument',
      message: 'Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.',
    },
    null,
    'sigv2-against-v4-only/kms',
    /KMS/,
  ],
  [
    'S3: terminator',
    malformed('incorrect terminal "aws4". This endpoint uses "aws4_request".'),
    null,
    'authorization-header-malformed/terminator',
    /aws4_request/,
  ],
  [
    'other services: terminator',
    inWords("Credential should be scoped with a valid terminator: 'aws4_request', not 'aws4'. "),
    null,
    'authorization-header-malformed/terminator',
    /aws4_request/,
  ],
  [
    'S3: credential',
    malformed('the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".'),
    null,
    'authorization-header-malformed/credential',
    /five parts/,
  ],
  [
    'S3: credential of a presigned URL',
    badQuery(
      'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    ),
    null,
    'authorization-header-malformed/credential',
    /five parts/,
  ],
  [
    'S3: three parts',
    malformed('the authorization header requires three components: Credential, SignedHeaders, and Signature.'),
    null,
    'authorization-header-malformed/part-missing',
    /three parts/,
  ],
  [
    'versitygw: a part',
    malformed('missing Signature.'),
    null,
    'authorization-header-malformed/part-missing',
    'The Authorization header has no Signature.',
  ],
  [
    'versitygw: a component',
    malformed('the authorization component "Credential" is malformed.'),
    null,
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
    null,
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
    null,
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
    null,
    'authorization-header-malformed/credential',
    /five parts/,
  ],
  [
    'S3: parameters',
    badQuery(
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    ),
    null,
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
    null,
    'authorization-header-malformed/algorithm',
    /not a Signature Version 4 algorithm/,
  ],
  [
    'any: malformed',
    { code: 'AuthorizationHeaderMalformed', message: null },
    null,
    'authorization-header-malformed/null',
    /cannot read/,
  ],
];

describe('What a server says', () => {
  it.each(ROWS)('%s: the cause is stated', (_name, answered, request, named, says) => {
    const [first, ...others] = found(answered, request);
    expect(`${first?.cause.id}/${first?.variant}`).toBe(named);
    expect(first?.standing).toEqual({ kind: 'proved', by: 'statement' });
    if (typeof says === 'string') expect(first?.says).toBe(says);
    else expect(first?.says).toMatch(says);
    for (const { says: text, fix } of first ? [first, ...others] : []) expect(text + fix).not.toMatch(/made.up|bWFkZ/);
  });

  it('gives the reused date beside the clock', () => {
    const ids = found(skewed('20150604T221055Z', '2015-06-04T22:26:16Z')).map(({ cause, standing }) => [
      cause.id,
      standing.kind,
    ]);
    expect(ids).toEqual([
      ['clock-skew', 'proved'],
      ['stale-date-reused', 'explains'],
    ]);
  });

  it.each(['NoSuchKey', 'AccessDenied', 'SlowDown', 'InternalError', 'MethodNotAllowed'])(
    '%s is none of these',
    (code) => {
      expect(found({ code, message: 'Access Denied' }, ordered().request)).toEqual([]);
    },
  );

  it('has no wrong region where MinIO only names its own', () => {
    const answered = { code: 'SignatureDoesNotMatch', message: null, details: { Region: 'eu-west-1' } };
    expect(found(answered, ordered().request)).toEqual([]);
  });

  it('is perhaps Version 2, unless the server has made a string of Version 2 itself', () => {
    const { request } = ordered({ authorization: 'AWS AKIAIOSFODNN7EXAMPLE:bWFkZS11cA==' });
    const answered = { code: 'SignatureDoesNotMatch', message: null };
    const ids = (more: object) => found({ ...answered, ...more }, request).map(({ cause }) => cause.id);
    expect(ids({})).toEqual(['sigv2-against-v4-only']);
    expect(ids({ stringToSign: 'GET\n\n\nFri, 24 May 2013 00:00:00 GMT\n/examplebucket/test.txt' })).toEqual([]);
  });

  it('is about a clock that was not set', () => {
    const [first] = found(skewed('19700101T000102Z', '2026-06-04T22:26:16Z'));
    expect([first?.cause.id, first?.variant]).toEqual(['clock-skew', 'not-set']);
  });

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
    expect(found(badQuery(message)).map(({ cause }) => cause.id)).toEqual([id]);
  });

  it('is not suspected where nothing points to it', () => {
    const plain = {
      code: 'SignatureDoesNotMatch',
      message:
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    };
    expect(found(plain)).toEqual([]);
    expect(found(plain, ordered().request)).toEqual([]);
    expect(found(plain, presigned().request)).toEqual([]);
  });
});

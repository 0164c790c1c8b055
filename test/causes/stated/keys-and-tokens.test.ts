/** Answers that say that an access key ID or a session token is unknown, missing, or expired. */
import { describe, it } from 'vitest';
import {
  type AnsweredRow,
  expectStated,
  LONG_LIVED,
  malformed,
  requestWith,
  S3_SCOPE,
} from '../../support/evidence/answered-rows.ts';
import type { Stated } from '../../support/evidence/stated-evidence.ts';
import { presigned } from '../../support/sigv4/presigned-order.ts';

const TEMPORARY = requestWith(`ASIAIOSFODNN7EXAMPLE/${S3_SCOPE}`);
const WITH_TOKEN = requestWith(`ASIAIOSFODNN7EXAMPLE/${S3_SCOPE}`, ['x-amz-security-token: made-up']);
const LONG_LIVED_WITH_TOKEN = requestWith(`AKIAIOSFODNN7EXAMPLE/${S3_SCOPE}`, ['x-amz-security-token: made-up']);
const UNKNOWN_KEY: Stated = {
  code: 'InvalidAccessKeyId',
  message: 'The AWS Access Key Id you provided does not exist in our records.',
};
const invalidToken = (token: string): Stated => ({
  code: 'InvalidToken',
  message: 'The provided token is malformed or otherwise invalid.',
  details: { 'Token-0': token },
});

const ROWS: readonly AnsweredRow[] = [
  [
    'S3: unknown key',
    { ...UNKNOWN_KEY, request: LONG_LIVED },
    'unknown-access-key/example-key',
    /AKIAIOSFODNN7EXAMPLE, which is one of AWS's examples/,
  ],
  ...(['AKIAIOSFODNN7EXAMPL', 'AKIAIOSFODNN7EXAMPLEE'] as const).map(
    (id): AnsweredRow => [
      `S3: a key of ${id.length} characters`,
      { ...UNKNOWN_KEY, request: requestWith(`${id}/${S3_SCOPE}`) },
      'unknown-access-key/cut',
      `The server does not know the access key ID ${id}, which has ${id.length} characters: AWS's access key IDs that begin with AKIA have 20. It did not check the signature.`,
    ],
  ),
  [
    'B2: unknown key',
    { code: 'InvalidAccessKeyId', message: "The key '0012345' is not valid" },
    'unknown-access-key/null',
    'The server does not know the access key ID. It did not check the signature.',
  ],
  [
    'S3: empty key',
    malformed('a non-empty Access Key (AKID) must be provided in the credential.'),
    'unknown-access-key/empty',
    'The access key ID is empty.',
  ],
  [
    'STS: unknown key',
    {
      code: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid.',
      request: LONG_LIVED,
    },
    'unknown-access-key/example-key',
    /does not know the access key ID AKIAIOSFODNN7EXAMPLE/,
  ],
  [
    'S3: ASIA without token',
    { ...UNKNOWN_KEY, request: TEMPORARY },
    'session-token-missing/null',
    'The access key ID ASIAIOSFODNN7EXAMPLE belongs to temporary credentials, but the request has no session token.',
  ],
  [
    'DynamoDB: ASIA without token',
    {
      code: 'com.amazon.coral.service#UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
      request: TEMPORARY,
    },
    'session-token-missing/null',
    /no session token/,
  ],
  [
    'S3: token',
    { ...invalidToken('made-up'), request: WITH_TOKEN },
    'session-token-invalid/null',
    /does not belong to this access key ID/,
  ],
  [
    'S3: token with spaces',
    { ...invalidToken('made up to/be=one'), request: WITH_TOKEN },
    'session-token-invalid/plus-as-space',
    /spaces instead of \+/,
  ],
  [
    'S3: encoded token',
    { ...invalidToken('made%2Bup'), request: WITH_TOKEN },
    'session-token-invalid/percent-encoded',
    /encoded one time too many/,
  ],
  [
    'S3: token beside a long-lived key',
    { ...invalidToken('made-up'), request: LONG_LIVED_WITH_TOKEN },
    'session-token-invalid/token-with-long-lived-key',
    /AKIAIOSFODNN7EXAMPLE is a long-term key of a user/,
  ],
  [
    'MinIO: token',
    { code: 'InvalidTokenId', message: 'The security token included in the request is invalid', request: WITH_TOKEN },
    'session-token-invalid/null',
    /session token is not valid/,
  ],
  [
    'S3: expired token',
    {
      code: 'ExpiredToken',
      message: 'The provided token has expired.',
      details: { 'Token-0': 'made-up' },
      request: WITH_TOKEN,
    },
    'token-expires-before-url/expired',
    'The session token of the temporary credentials has expired.',
  ],
  [
    'S3: expired token of a URL',
    {
      code: 'ExpiredToken',
      message: 'The provided token has expired.',
      details: { 'Token-0': 'made-up', ServerTime: '2013-05-24T06:00:00Z' },
      request: presigned({ token: 'made-up' }).request,
    },
    'token-expires-before-url/before-url',
    /expired, 6 h after it was signed. The URL was valid for 1 d/,
  ],
];

describe('What a server says', () => {
  it.each(ROWS)('%s: the cause is stated', expectStated);
});

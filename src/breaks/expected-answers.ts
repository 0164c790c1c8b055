/**
 * Defines which error Amazon S3 returns for a break. Most breaks change what is signed, and S3 returns
 * SignatureDoesNotMatch. The others fail a check that comes before or after the signature
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
 */
import type { Break } from './break.ts';

/** An error code, or `none` for a response without one: a success, or the response to a HEAD request. */
export type ExpectedAnswer = string;

const USUAL = 'SignatureDoesNotMatch';
/** The error for a scope that cannot be right, in the header or in a presigned URL. */
const MALFORMED = ['AuthorizationHeaderMalformed', 'AuthorizationQueryParametersError'];
const UNKNOWN_KEY = ['InvalidAccessKeyId'];
/**
 * The signature is right for the hash that is sent, which is not the hash of the body. An unsigned payload is accepted.
 */
const OTHER_BODY = ['XAmzContentSHA256Mismatch', 'none'];
const NOT_ALL_SIGNED = ['AccessDenied'];

const ANSWERS: Readonly<Record<string, readonly ExpectedAnswer[]>> = {
  'authorization-header-malformed/algorithm': ['InvalidArgument', USUAL],
  'authorization-header-malformed/date-format': MALFORMED,
  'authorization-header-malformed/terminator': MALFORMED,
  'content-length-signed/signed-empty': ['none', USUAL],
  'content-length-signed/to-another': ['BadRequest'],
  'content-sha256-header-missing/removed': ['InvalidRequest'],
  'header-value-whitespace/server-keeps-spaces': ['none'],
  'locale-dependent-date/credential-in-another-calendar': MALFORMED,
  'method-mismatch/arrived-as-another': ['none', USUAL],
  'path-not-encoded/sent-in-latin-1': ['InvalidURI'],
  'payload-changed-after-signing': [...OTHER_BODY, USUAL],
  'payload-changed-after-signing/on-the-way': OTHER_BODY,
  'payload-charset-or-binary': [...OTHER_BODY, USUAL],
  'payload-hash-of-empty-body/header-too': OTHER_BODY,
  'scope-date-differs/credential-of-another-day': MALFORMED,
  'turkish-locale-lowercase/lines-and-list': [USUAL, 'AccessDenied'],
  'unknown-access-key': UNKNOWN_KEY,
  'unknown-access-key/empty': MALFORMED,
  'wrong-region/credential-for-another-region': MALFORMED,
  'wrong-service/credential-for-another-service': MALFORMED,
  'x-amz-date-missing/lost-on-the-way': ['AccessDenied', USUAL],
  'xamz-header-not-signed': NOT_ALL_SIGNED,
};

/**
 * Returns the errors that S3 can return for this break, the usual one first. The actual error depends on the request.
 */
export function expectedAnswers({ id, cause }: Pick<Break, 'id' | 'cause'>): readonly ExpectedAnswer[] {
  return ANSWERS[id] ?? ANSWERS[cause.id] ?? [USUAL];
}

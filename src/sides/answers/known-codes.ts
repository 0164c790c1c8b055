/**
 * Knows which error codes say what a refusal is about. A refusal is about the signature unless its code is known to be
 * about something else, because services and S3-compatible servers name a mismatch in ways of their own.
 */
import { S3_ERRORS } from '../../aws/s3-errors.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';

/**
 * Returns the error code after removing any namespace, `Exception` suffix, and URL. For example,
 * `com.amazon.coral.service#InvalidTokenException:http://…` becomes `InvalidToken`. Returns an empty string if there is
 * no code.
 */
export function codeOf({ code }: ServerAnswer): string {
  const name = (code ?? '').trim().split(':')[0] ?? '';
  return name.slice(name.lastIndexOf('#') + 1).replace(/Exception$/, '');
}

/** The codes of S3 that a mismatch has, or that say nothing. Some servers refuse a wrong signature with each of them. */
const OF_MISMATCH: ReadonlySet<string> = new Set(['SignatureDoesNotMatch', 'AccessDenied', 'BadRequest']);

/**
 * The codes that other services have in common, and the codes about the identity, the time, or the form of a signature
 * (https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
 */
const OF_SERVICES = `
  ConditionalCheckFailed ExpiredToken IncompleteSignature InternalError InternalFailure InternalServerError
  InvalidAction InvalidClientTokenId InvalidHTTPRequest InvalidParameterCombination InvalidParameterValue
  InvalidQueryParameter InvalidSecurity InvalidTokenId MalformedHttpRequest MalformedQueryString MissingAction
  MissingAuthenticationToken MissingParameter MissingSecurityHeader MovedPermanently NotAuthorized OptInRequired
  PermanentRedirect ProvisionedThroughputExceeded Redirect RequestAbort RequestAborted RequestEntityTooLarge
  RequestExpired RequestInTheFuture RequestThrottled RequestTimeout ServiceUnavailable TemporaryRedirect Throttling
  ThrottlingError TooManyRequests UnknownOperation UnrecognizedClient Validation ValidationError
  XAmzContentSHA256Mismatch
`;

/** What the names of codes have that are about a resource, its state, or its limits. Services check these later. */
const OF_RESOURCES =
  /^(?:NoSuch|KMS|InvalidPart|BucketAlready|ObjectLock|EntityToo|KeyTooLong)|NotFound|AlreadyExists|NotImplemented|InUse|LimitExceeded|Unsupported|Conflict/;

const KNOWN: ReadonlySet<string> = new Set([
  ...Object.keys(S3_ERRORS).flatMap((code) => (OF_MISMATCH.has(code) ? [] : [code.replace(/Exception$/, '')])),
  ...OF_SERVICES.trim().split(/\s+/),
]);

/** Returns whether a code, as `codeOf` returns it, is known to be about something other than a wrong signature. */
export const isAboutElse = (code: string): boolean => KNOWN.has(code) || OF_RESOURCES.test(code);

/**
 * Returns whether a code only repeats the status or says that there is none. Clients write such codes if a response has
 * no body, as the response to a HEAD request.
 */
export const isCodeOfStatus = (code: string): boolean =>
  /^(?:[1-5]\d\d|Unknown|UnknownError|Forbidden|Unauthorized|BadRequest)?$/.test(code);

/**
 * Names which error Amazon S3 returns for mistakes. Most mistakes change what is signed, and S3 returns
 * SignatureDoesNotMatch. The others fail a check that comes before or after the signature
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
 */

import type { S3ErrorCode } from '../aws/s3-errors.ts';

/** An error code, or `none` for a response without one: a success, or the response to a HEAD request. */
export type ExpectedAnswer = S3ErrorCode | 'none';

export const MISMATCH = 'SignatureDoesNotMatch';
/** The error for a scope that cannot be right, in the header or in a presigned URL. */
export const MALFORMED_SCOPE: readonly ExpectedAnswer[] = [
  'AuthorizationHeaderMalformed',
  'AuthorizationQueryParametersError',
];
/**
 * The signature is right for the hash that is sent, which is not the hash of the body. An unsigned payload is accepted.
 */
export const OTHER_BODY: readonly ExpectedAnswer[] = ['XAmzContentSHA256Mismatch', 'none'];

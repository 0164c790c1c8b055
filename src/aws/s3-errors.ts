/** What S3 answers when it refuses: codes, statuses, messages. */

export interface S3Error {
  readonly status: number;
  readonly message: string;
}

/**
 * By code. Statuses and codes are those of the Amazon S3 API Reference
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html); messages are as S3 sends them.
 */
export const S3_ERRORS = {
  AccessDenied: { status: 403, message: 'Access Denied' },
  AuthorizationHeaderMalformed: { status: 400, message: 'The authorization header is malformed' },
  BadRequest: { status: 400, message: 'An error occurred when parsing the HTTP request.' },
  EntityTooLarge: { status: 400, message: 'Your proposed upload exceeds the maximum allowed size' },
  InvalidAccessKeyId: {
    status: 403,
    message: 'The AWS Access Key Id you provided does not exist in our records.',
  },
  InvalidArgument: { status: 400, message: 'Invalid Argument' },
  InvalidRange: { status: 416, message: 'The requested range is not satisfiable' },
  InvalidRequest: { status: 400, message: 'Invalid Request' },
  MethodNotAllowed: { status: 405, message: 'The specified method is not allowed against this resource.' },
  NoSuchBucket: { status: 404, message: 'The specified bucket does not exist' },
  NoSuchKey: { status: 404, message: 'The specified key does not exist.' },
  NotImplemented: {
    status: 501,
    message: 'A header you provided implies functionality that is not implemented',
  },
  RequestTimeTooSkewed: {
    status: 403,
    message: 'The difference between the request time and the current time is too large.',
  },
  SignatureDoesNotMatch: {
    status: 403,
    message:
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  },
  XAmzContentSHA256Mismatch: {
    status: 400,
    message: "The provided 'x-amz-content-sha256' header does not match what was computed.",
  },
} as const satisfies Readonly<Record<string, S3Error>>;

export type S3ErrorCode = keyof typeof S3_ERRORS;

/** How far the time of a request may be from the server's, in milliseconds, as S3 states it in its own answer. */
export const MAX_ALLOWED_SKEW = 900_000;

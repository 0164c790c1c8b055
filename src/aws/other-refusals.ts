/**
 * The sentences of AWS that say that a refusal is about something other than a wrong signature. Their codes say less:
 * `AccessDenied`, `InvalidSignatureException`, or none at all.
 */

/** The beginnings or parts of these sentences, in lowercase. S3-compatible servers use those of S3. */
export const OTHER_REFUSALS: readonly string[] = [
  // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  'headers present in the request which were not signed',
  'request has expired',
  'request is not yet valid',
  'aws authentication requires a valid date or x-amz-date header',
  'invalid according to policy',
  'query-string authentication requires the signature',
  'the authorization header is malformed',
  'only one auth mechanism allowed',
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
  'signature expired',
  'signature not yet current',
  'is now earlier than',
  'is still later than',
  'authorization header requires',
  "must be a 'signedheader",
  'the security token included in the request is expired',
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
  'is not authorized to perform',
  'explicit deny',
  '-based policy',
  'bucket policy',
];

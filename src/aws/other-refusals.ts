/**
 * What servers say if they refuse a request for a reason other than a wrong signature, and their code says less:
 * `AccessDenied`, `InvalidSignatureException`, or none at all. Each entry is the part of a sentence that is always the
 * same, in lowercase. AWS documents the codes of S3, but not these sentences, so those are from responses that people
 * published. S3-compatible servers use them too.
 */

/** What a denial of a policy says. Its source is AWS's page unless another one is given. */
export const POLICY_DENIALS: readonly string[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
  'is not authorized to perform',
  'explicit deny',
  // https://github.com/ali-sdk/ali-oss/issues/1298 (Alibaba Cloud OSS)
  'denied by bucket policy',
];

export const OTHER_REFUSALS: readonly string[] = [
  // https://github.com/brendanhay/amazonka/issues/272
  'headers present in the request which were not signed',
  // https://github.com/dansalias/aws_s3_presign/issues/9
  'request has expired',
  // https://github.com/dmjio/s3-signer/issues/16
  'request is not yet valid',
  // https://github.com/hubrick/vertx-s3-client/issues/5
  'aws authentication requires a valid date or x-amz-date header',
  // https://github.com/tj/node-s3-policy/pull/8
  'invalid according to policy',
  // https://github.com/aws/aws-sdk-php/issues/97
  'query-string authentication requires the signature',
  // https://github.com/s3fs-fuse/s3fs-fuse/issues/1186
  'the authorization header is malformed',
  // https://github.com/catalyst/moodle-tool_objectfs/issues/303
  'only one auth mechanism allowed',
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html, of which clients may print a part
  'signature expired',
  'signature not yet current',
  'is now earlier than',
  'is still later than',
  // https://github.com/digitalepidemiologylab/crowdbreaks/issues/3 (Amazon OpenSearch Service)
  'authorization header requires',
  // https://github.com/aws/aws-sdk-php/issues/2469 (other services than S3)
  "must be a 'signedheader",
  // https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
  'the security token included in the request is expired',
  ...POLICY_DENIALS,
];

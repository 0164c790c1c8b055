/**
 * What servers say if they refuse a request. Their code says less: `AccessDenied`, `InvalidSignatureException`, or none at
 * all. AWS documents the codes of S3, but not these sentences, so most are from responses that people published.
 * S3-compatible servers use them too.
 */

/**
 * What a refusal is about. `signature`: the signature, or a part of it that is compared with it. `headers`: headers that
 * are not signed. `time`: when the request was signed. `policy`: permission. `form`: how the request is authenticated.
 */
type RefusalSubject = 'signature' | 'headers' | 'time' | 'policy' | 'form';

/**
 * `words` is the part of the sentence that is always the same, as a regular expression. `begins` is there if it begins a
 * message that programs print without the rest of the response: `whole` if no value is in it, so that only another
 * sentence may follow, and `beginning` otherwise.
 */
type Refusal = readonly [about: RefusalSubject, words: string, begins?: 'whole' | 'beginning'];

const TIME = String.raw`\d{8}T\d{6}Z`;

const REFUSALS: readonly Refusal[] = [
  // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  [
    'signature',
    String.raw`The request signature we calculated\w{0,2} does not match the signature you provided`,
    'whole',
  ],
  ['signature', 'The computed request signature does not match the one provided', 'whole'],
  ['signature', '(?:Forbidden: |403 )Invalid signature', 'whole'],
  ['signature', 'Signature validation failed', 'whole'],
  ['signature', "The provided 'x-amz-content-sha256' header does not match what was computed", 'whole'],
  ['signature', 'The authorization mechanism you have provided is not supported', 'whole'],
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
  ['signature', 'Date in Credential scope does not match ', 'beginning'],
  ['signature', 'Credential should be scoped to ', 'beginning'],
  ['signature', 'Query-string authentication version 4 requires ', 'beginning'],
  ['signature', 'X-Amz-(?:Expires|Date|Algorithm|Credential) (?:must be|should be|only supports) ', 'beginning'],
  // https://github.com/brendanhay/amazonka/issues/272
  ['headers', 'There were headers present in the request which were not signed', 'whole'],
  // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  ['time', 'The difference between the request time and the current time is too large', 'whole'],
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html, of which clients may print a part
  ['time', 'Signature (?:expired|not yet current): ', 'beginning'],
  ['time', `${TIME} is now (?:earlier|later) than `, 'beginning'],
  ['time', 'is (?:now earlier|still later) than '],
  // https://github.com/dmjio/s3-signer/issues/16
  ['time', 'Request is not yet valid'],
  // https://github.com/dansalias/aws_s3_presign/issues/9
  ['form', 'Request has expired', 'whole'],
  // https://github.com/hubrick/vertx-s3-client/issues/5
  ['form', 'AWS authentication requires a valid Date or x-amz-date header', 'whole'],
  // https://github.com/tj/node-s3-policy/pull/8
  ['form', 'Invalid according to Policy'],
  // https://github.com/aws/aws-sdk-php/issues/97
  ['form', 'Query-string authentication requires the Signature'],
  // https://github.com/s3fs-fuse/s3fs-fuse/issues/1186
  ['form', 'The authorization header is malformed', 'beginning'],
  // https://github.com/catalyst/moodle-tool_objectfs/issues/303
  ['form', 'Only one auth mechanism allowed', 'beginning'],
  // https://github.com/digitalepidemiologylab/crowdbreaks/issues/3 (Amazon OpenSearch Service)
  ['form', 'Authorization header requires'],
  // https://github.com/aws/aws-sdk-php/issues/2469 (other services than S3)
  ['form', "must be a 'SignedHeader"],
  // https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
  ['form', 'The security token included in the request is expired'],
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
  ['policy', 'is not authorized to perform'],
  ['policy', 'explicit deny'],
  // https://github.com/ali-sdk/ali-oss/issues/1298 (Alibaba Cloud OSS)
  ['policy', 'denied by bucket policy'],
];

const anyOf = (isMeant: (one: Refusal) => boolean): string =>
  `(?:${REFUSALS.flatMap((one) => (isMeant(one) ? one[1] : [])).join('|')})`;

const matching = (isMeant: (about: RefusalSubject) => boolean): RegExp =>
  new RegExp(
    anyOf(([about]) => isMeant(about)),
    'i',
  );

/** Match messages by what they are about; `ELSE` is all that is not about a signature. */
export const ABOUT_HEADERS = matching((about) => about === 'headers');
export const ABOUT_TIME = matching((about) => about === 'time');
export const ABOUT_POLICY = matching((about) => about === 'policy');
export const ABOUT_ELSE = matching((about) => about !== 'signature');

const beginning = (wanted: Refusal[2]): string => anyOf(([, , begins]) => begins === wanted);

/** Matches a message that a program prints without the rest of the response. Another sentence may follow. */
export const MESSAGE_ALONE = new RegExp(
  `${beginning('whole')}(?:\\.[^\\n<"'\`]{0,400})?|${beginning('beginning')}[^\\n<"\`]{1,300}`,
);

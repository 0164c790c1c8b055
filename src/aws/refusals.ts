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

interface Refusal {
  readonly about: RefusalSubject;
  /** The part of the sentence that is always the same, as a regular expression. */
  readonly words: string;
  /**
   * Whether the words begin a message, which programs print without the rest of the response: `whole` if no value is in
   * it, so that only another sentence may follow, and `beginning` otherwise.
   */
  readonly begins?: 'whole' | 'beginning';
}

const TIME = String.raw`\d{8}T\d{6}Z`;

const REFUSALS: readonly Refusal[] = [
  // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  {
    about: 'signature',
    words: String.raw`The request signature we calculated\w{0,2} does not match the signature you provided`,
    begins: 'whole',
  },
  { about: 'signature', words: 'The computed request signature does not match the one provided', begins: 'whole' },
  { about: 'signature', words: '(?:Forbidden: |403 )Invalid signature', begins: 'whole' },
  { about: 'signature', words: 'Signature validation failed', begins: 'whole' },
  {
    about: 'signature',
    words: "The provided 'x-amz-content-sha256' header does not match what was computed",
    begins: 'whole',
  },
  { about: 'signature', words: 'The authorization mechanism you have provided is not supported', begins: 'whole' },
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
  { about: 'signature', words: 'Date in Credential scope does not match ', begins: 'beginning' },
  { about: 'signature', words: 'Credential should be scoped to ', begins: 'beginning' },
  { about: 'signature', words: 'Query-string authentication version 4 requires ', begins: 'beginning' },
  {
    about: 'signature',
    words: 'X-Amz-(?:Expires|Date|Algorithm|Credential) (?:must be|should be|only supports) ',
    begins: 'beginning',
  },
  // https://github.com/brendanhay/amazonka/issues/272
  { about: 'headers', words: 'There were headers present in the request which were not signed', begins: 'whole' },
  // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  {
    about: 'time',
    words: 'The difference between the request time and the current time is too large',
    begins: 'whole',
  },
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html, of which clients may print a part
  { about: 'time', words: 'Signature (?:expired|not yet current): ', begins: 'beginning' },
  { about: 'time', words: `${TIME} is now (?:earlier|later) than `, begins: 'beginning' },
  { about: 'time', words: 'is (?:now earlier|still later) than ' },
  // https://github.com/dmjio/s3-signer/issues/16
  { about: 'time', words: 'Request is not yet valid' },
  // https://github.com/dansalias/aws_s3_presign/issues/9
  { about: 'form', words: 'Request has expired', begins: 'whole' },
  // https://github.com/hubrick/vertx-s3-client/issues/5
  { about: 'form', words: 'AWS authentication requires a valid Date or x-amz-date header', begins: 'whole' },
  // https://github.com/tj/node-s3-policy/pull/8
  { about: 'form', words: 'Invalid according to Policy' },
  // https://github.com/aws/aws-sdk-php/issues/97
  { about: 'form', words: 'Query-string authentication requires the Signature' },
  // https://github.com/s3fs-fuse/s3fs-fuse/issues/1186
  { about: 'form', words: 'The authorization header is malformed', begins: 'beginning' },
  // https://github.com/catalyst/moodle-tool_objectfs/issues/303
  { about: 'form', words: 'Only one auth mechanism allowed', begins: 'beginning' },
  // https://github.com/digitalepidemiologylab/crowdbreaks/issues/3 (Amazon OpenSearch Service)
  { about: 'form', words: 'Authorization header requires' },
  // https://github.com/aws/aws-sdk-php/issues/2469 (other services than S3)
  { about: 'form', words: "must be a 'SignedHeader" },
  // https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
  { about: 'form', words: 'The security token included in the request is expired' },
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
  { about: 'policy', words: 'is not authorized to perform' },
  { about: 'policy', words: 'explicit deny' },
  // https://github.com/ali-sdk/ali-oss/issues/1298 (Alibaba Cloud OSS)
  { about: 'policy', words: 'denied by bucket policy' },
];

const anyOf = (some: readonly Refusal[]): string => `(?:${some.map(({ words }) => words).join('|')})`;
const beginning = (begins: Refusal['begins']): string => anyOf(REFUSALS.filter((one) => one.begins === begins));

const matching = (isMeant: (one: Refusal) => boolean): RegExp => new RegExp(anyOf(REFUSALS.filter(isMeant)), 'i');

/** Match messages by what they are about; `ELSE` is all that is not about a signature. */
export const ABOUT_HEADERS = matching(({ about }) => about === 'headers');
export const ABOUT_TIME = matching(({ about }) => about === 'time');
export const ABOUT_POLICY = matching(({ about }) => about === 'policy');
export const ABOUT_ELSE = matching(({ about }) => about !== 'signature');

/** Matches a message that a program prints without the rest of the response. Another sentence may follow. */
export const MESSAGE_ALONE = new RegExp(
  `${beginning('whole')}(?:\\.[^\\n<"'\`]{0,400})?|${beginning('beginning')}[^\\n<"\`]{1,300}`,
);

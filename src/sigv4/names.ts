/** Has the names of what a signature adds to a request: headers, query parameters, and form fields. */

/** The name in a request of each algorithm. */
export const HMAC_SHA256_NAME = 'AWS4-HMAC-SHA256';
export const ECDSA_P256_SHA256_NAME = 'AWS4-ECDSA-P256-SHA256';

/** The last part of every scope, and the last message in the derivation of the signing key. */
export const TERMINATOR_NAME = 'aws4_request';

/** The beginning of the names of AWS's own headers, which must be signed. */
export const AMZ_PREFIX = 'x-amz-';

/** The headers of a signature, in lowercase. */
export const AMZ_HEADERS = {
  date: 'x-amz-date',
  contentSha256: 'x-amz-content-sha256',
  securityToken: 'x-amz-security-token',
  regionSet: 'x-amz-region-set',
  decodedContentLength: 'x-amz-decoded-content-length',
  trailer: 'x-amz-trailer',
  checksumPrefix: 'x-amz-checksum-',
} as const;

/** The query parameters of a presigned URL. */
export const AMZ_PARAMETERS = {
  algorithm: 'X-Amz-Algorithm',
  credential: 'X-Amz-Credential',
  date: 'X-Amz-Date',
  expires: 'X-Amz-Expires',
  signedHeaders: 'X-Amz-SignedHeaders',
  signature: 'X-Amz-Signature',
  securityToken: 'X-Amz-Security-Token',
  contentSha256: 'X-Amz-Content-Sha256',
  regionSet: 'X-Amz-Region-Set',
} as const;

/** The fields of a form whose policy is signed. */
export const AMZ_FIELDS = {
  algorithm: 'x-amz-algorithm',
  credential: 'x-amz-credential',
  date: 'x-amz-date',
  signature: 'x-amz-signature',
  securityToken: 'x-amz-security-token',
  regionSet: 'x-amz-region-set',
} as const;

/** The query parameters of a presigned URL, in lowercase. They do not describe the object. */
export const SIGNATURE_PARAMETERS: ReadonlySet<string> = new Set(
  Object.values(AMZ_PARAMETERS).map((name) => name.toLowerCase()),
);

/** Returns whether a header with this lowercase name must be signed if it is sent. */
export const mustBeSigned = (name: string): boolean => name === 'host' || name.startsWith(AMZ_PREFIX);

/** Returns whether a query parameter has the signature. Some clients write its name in small letters. */
export const isSignatureParameter = (name: string): boolean =>
  name.toLowerCase() === AMZ_PARAMETERS.signature.toLowerCase();

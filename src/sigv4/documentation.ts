/** The pages that define Signature Version 4 for S3. */
const S3_API = 'https://docs.aws.amazon.com/AmazonS3/latest/API';

/** How each value is computed, with worked examples. */
export const HEADER_CALCULATION = `${S3_API}/sig-v4-header-based-auth.html`;
/** The Authorization header, part by part. */
export const AUTHORIZATION_HEADER = `${S3_API}/sigv4-auth-using-authorization-header.html`;
/** Why requests are signed, and how long a signature is good for. */
export const AUTHENTICATING_REQUESTS = `${S3_API}/sig-v4-authenticating-requests.html`;
/** The same four steps for every AWS service. */
export const SIGNED_REQUEST =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html';
/** The elements of a signature: scope, keys. */
export const SIGNATURE_ELEMENTS =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html';

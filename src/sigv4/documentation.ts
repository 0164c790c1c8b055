/** The pages that define Signature Version 4 for S3. */
const S3_API = 'https://docs.aws.amazon.com/AmazonS3/latest/API';

/** How each value is computed, with worked examples. */
export const HEADER_CALCULATION = `${S3_API}/sig-v4-header-based-auth.html`;
/** The Authorization header, part by part. */
export const AUTHORIZATION_HEADER = `${S3_API}/sigv4-auth-using-authorization-header.html`;
/** Why requests are signed, and how long a signature is valid. */
export const AUTHENTICATING_REQUESTS = `${S3_API}/sig-v4-authenticating-requests.html`;
/** The same four steps for every AWS service. */
export const SIGNED_REQUEST =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html';
/** The elements of a signature: scope, keys. */
export const SIGNATURE_ELEMENTS =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html';
/** A body in signed chunks. */
export const STREAMING = `${S3_API}/sigv4-streaming.html`;
/** Signed chunks with trailing headers. */
export const STREAMING_TRAILERS = `${S3_API}/sigv4-streaming-trailers.html`;
/** Presigned URLs, with the signature in the query. */
export const QUERY_STRING = `${S3_API}/sigv4-query-string-auth.html`;
/** Browser uploads: the policy and its signature. */
export const POST_POLICY = `${S3_API}/sigv4-post-example.html`;
/** The fields of the form of a browser upload. */
export const POST_FORM = `${S3_API}/sigv4-HTTPPOSTForms.html`;
/** Signatures for several regions. */
export const SIGV4A = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html#how-sigv4a-works';

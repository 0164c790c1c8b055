/** The folder of the pages that define Signature Version 4 for S3. */
const S3_API = 'https://docs.aws.amazon.com/AmazonS3/latest/API';

/** Explains how each value is computed, with worked examples. */
export const HEADER_CALCULATION = `${S3_API}/sig-v4-header-based-auth.html`;
/** Explains the Authorization header part by part. */
export const AUTHORIZATION_HEADER = `${S3_API}/sigv4-auth-using-authorization-header.html`;
/** Explains why requests are signed, and how long signatures are valid. */
export const AUTHENTICATING_REQUESTS = `${S3_API}/sig-v4-authenticating-requests.html`;
/** Explains the four steps of signing, which are the same for every AWS service. */
export const CREATING_SIGNED_REQUESTS =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html';
/** Explains the elements of a signature, such as its scope and signing key. */
export const SIGNATURE_ELEMENTS =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html';
/** Explains how a body is sent in signed chunks. */
export const STREAMING = `${S3_API}/sigv4-streaming.html`;
export const STREAMING_TRAILERS = `${S3_API}/sigv4-streaming-trailers.html`;
/** Explains presigned URLs, which have the signature in the query. */
export const QUERY_STRING = `${S3_API}/sigv4-query-string-auth.html`;
/** Explains browser uploads: the policy and its signature. */
export const POST_POLICY = `${S3_API}/sigv4-post-example.html`;
/** Lists the form fields of a browser upload. */
export const POST_FORM = `${S3_API}/sigv4-HTTPPOSTForms.html`;
/** Explains signatures that are valid in multiple Regions. */
export const SIGV4A = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html#how-sigv4a-works';

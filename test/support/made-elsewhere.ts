/**
 * Variants that change nothing on the base requests, or that the sandbox cannot be made to refuse: each is proved in a
 * test of its own.
 */
export const MADE_ELSEWHERE: ReadonlySet<string> = new Set([
  'bucket-twice/sent-twice',
  'path-single-encoded-non-s3/encoded-once',
  'path-single-encoded-non-s3/not-normalised',
  'path-single-encoded-non-s3/as-for-s3',
  'path-single-encoded-non-s3/encoded-three-times',
  'presigned-url-mangled/html-escaped-sent',
  'query-not-sorted/in-another-order',
  'session-token-signed-but-must-be-appended/signed',
  'url-reencoded-by-http-client/written-anew',
]);

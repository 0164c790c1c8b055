/** Contains the names in the examples of AWS's documentation. They belong to no one. */

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html and the pages about S3 beside it. */
const BUCKETS: ReadonlySet<string> = new Set([
  'examplebucket',
  'awsexamplebucket',
  'awsexamplebucket1',
  'doc-example-bucket',
  'doc-example-bucket1',
  'sigv4examplebucket',
]);
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html reserves this beginning for examples. */
const EXAMPLE_BUCKET = /^amzn-s3-demo-/;

/** https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html and the pages of IAM. */
const ACCOUNTS: ReadonlySet<string> = new Set(['123456789012', '111122223333', '444455556666', '777788889999']);

/** Returns whether AWS uses this bucket name in its examples. Ignores case. */
export const isExampleBucket = (name: string): boolean =>
  BUCKETS.has(name.toLowerCase()) || EXAMPLE_BUCKET.test(name.toLowerCase());

/** Returns whether AWS uses this account ID in its examples. */
export const isExampleAccount = (account: string): boolean => ACCOUNTS.has(account);

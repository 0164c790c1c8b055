/**
 * Contains the example credentials in the AWS documentation. Their secrets are the only ones that the program shows
 * without being asked.
 */
import { type Octets, octetsFromText } from '../bytes/octets.ts';

export interface ExampleKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The URL of the page that publishes the key. */
  readonly source: string;
}

/** The key on the pages about S3. Its secret has a slash where the secret of the other key has a plus sign. */
export const S3_EXAMPLE_KEY: ExampleKey = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html',
};

/** The key in the signing test suite and on older pages about IAM. */
export const SUITE_EXAMPLE_KEY: ExampleKey = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  source: 'https://github.com/awslabs/aws-c-auth/tree/main/tests/aws-signing-test-suite',
};

export const EXAMPLE_KEYS: readonly ExampleKey[] = [S3_EXAMPLE_KEY, SUITE_EXAMPLE_KEY];

/** Returns whether AWS has published a secret as an example. */
export function isPublishedSecret(secret: string): boolean {
  return EXAMPLE_KEYS.some(({ secretAccessKey }) => secretAccessKey === secret);
}

const EXAMPLE_SECRETS = new Set<Octets>(EXAMPLE_KEYS.map((key) => octetsFromText(key.secretAccessKey)));

/** Returns whether AWS has published the secret of this access key ID. */
export const isExampleKey = (accessKeyId: string): boolean =>
  EXAMPLE_KEYS.some((key) => key.accessKeyId === accessKeyId);

/** Returns whether AWS has published this secret. */
export function isExampleSecret(secretAccessKey: Octets): boolean {
  return EXAMPLE_SECRETS.has(secretAccessKey);
}

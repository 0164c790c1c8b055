/** The only secrets that are ever handed to a learner's program: AWS has published each of them. */
import { EXAMPLE_KEYS } from '../../aws/example-keys.ts';

interface PublishedSecret {
  readonly secretAccessKey: string;
  readonly source: string;
}

/** In the tests of AWS's own SDKs: words in the place of a secret. */
const TEST_SECRETS: readonly PublishedSecret[] = [
  { secretAccessKey: 'SECRET', source: 'https://github.com/aws/aws-sdk-go-v2/tree/main/aws/signer/v4' },
  { secretAccessKey: 'secret', source: 'https://github.com/aws/aws-sdk-ruby/tree/version-3/gems/aws-sigv4/spec' },
  {
    secretAccessKey: 'bar',
    source: 'https://github.com/smithy-lang/smithy-typescript/tree/main/packages/signature-v4',
  },
  {
    secretAccessKey: 'notrealrnrELgWzOk3IfjzDKtFBhDby',
    source: 'https://github.com/smithy-lang/smithy-rs/tree/main/aws/rust-runtime/aws-sigv4',
  },
  {
    secretAccessKey: 'TESTSECRETKEY',
    source: 'https://github.com/smithy-lang/smithy-rs/tree/main/aws/sdk/integration-tests',
  },
];

const PUBLISHED = new Set([...EXAMPLE_KEYS, ...TEST_SECRETS].map(({ secretAccessKey }) => secretAccessKey));

/** Whether a line may have this secret in it. */
export function isPublishedSecret(secretAccessKey: string): boolean {
  return PUBLISHED.has(secretAccessKey);
}

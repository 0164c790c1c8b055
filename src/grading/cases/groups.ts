/** Defines the cases that are asked only on request or never, and the secrets that a learner's signer can receive. */

import { EXAMPLE_KEYS } from '../../aws/example-keys.ts';

/** Groups of cases that must be requested explicitly. */
export const GROUPS = ['other-services', 'session', 'chunked', 'refuse'] as const;
export type Group = (typeof GROUPS)[number];

const GROUP_SAYS: Readonly<Record<Group, string>> = {
  'other-services': 'paths for services other than S3, normalized and encoded twice, as "rules" in the line says',
  session: 'temporary credentials, which include a session token',
  chunked: 'aws-chunked bodies: the request, each chunk, and the trailing headers',
  refuse: 'requests that cannot be signed, for which the right answer is a line with "problem"',
};

/** The reasons that a published vector is not a case. */
export const LEFT_OUT = {
  sigv4a: 'SigV4A, because its signatures contain a random number and no two are alike',
  policy: 'policies of form uploads',
  events: 'event streams',
  disagreement: 'rules that sources disagree on, where the vector does not follow AWS',
  'no-host': 'requests without Host, which every HTTP/1.1 request has (RFC 9112, section 3.2)',
  secret: "requests signed with a secret that AWS has not published in its documentation or its SDKs' tests",
} as const;
export type LeftOut = keyof typeof LEFT_OUT;

const NEVER = [
  LEFT_OUT.sigv4a,
  'policies of form uploads',
  LEFT_OUT.events,
  'completing a request: each has its Host, its X-Amz-Date, and everything that is signed',
  'where credentials come from, and what is sent',
] as const;

/** The reasons that are reported only if they apply to at least one vector. */
const OTHERS = ['disagreement', 'no-host', 'secret'] as const;

/** Lists the aspects that a grade does not cover. Each item is a sentence without a period. */
export function untested({
  groups,
  leftOut,
}: {
  readonly groups: readonly Group[];
  readonly leftOut: ReadonlyMap<LeftOut, number>;
}): readonly string[] {
  return [
    ...GROUPS.filter((group) => !groups.includes(group)).map((group) => `--groups ${group}: ${GROUP_SAYS[group]}`),
    ...NEVER,
    ...OTHERS.flatMap((why) => {
      const count = leftOut.get(why) ?? 0;
      return count === 0 ? [] : [`${LEFT_OUT[why]} (${count} ${count === 1 ? 'vector' : 'vectors'})`];
    }),
  ];
}

interface PublishedSecret {
  readonly secretAccessKey: string;
  readonly source: string;
}

/** Placeholder secrets that the AWS SDKs use in their tests. */
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

/** Returns whether AWS has published a secret. A learner's program only ever receives published secrets. */
export function isPublishedSecret(secretAccessKey: string): boolean {
  return PUBLISHED.has(secretAccessKey);
}

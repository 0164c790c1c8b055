/** What a learner's signer can be asked beyond the rules of S3, and what it is never asked. */

/** What has to be asked for by name. */
export const GROUPS = ['other-services', 'session', 'chunked', 'refuse'] as const;
export type Group = (typeof GROUPS)[number];

/** What a group holds, and why it is not asked by itself. */
export const GROUP_SAYS: Readonly<Record<Group, string>> = {
  'other-services':
    'paths as other services than S3 want them: normalised, and encoded again; the line says so in "rules"',
  session: 'temporary credentials, which come with a session token',
  chunked: 'bodies in aws-chunked: the request in front, each chunk, the headers behind them',
  refuse: 'what cannot be signed: the right answer is a line with "problem"',
};

/** Why a published vector is no case. */
export const LEFT_OUT = {
  sigv4a: 'SigV4A: its signatures have a random number in them, and no two are alike',
  policy: 'policies of uploads by form',
  events: 'event streams',
  disagreement: 'rules on which sources disagree, as another source than AWS has them',
  'no-host': 'requests without Host: every request of HTTP/1.1 has one (RFC 9112, section 3.2)',
  secret: "requests that are signed with a secret that AWS has not published in its documents or its SDKs' tests",
} as const;
export type LeftOut = keyof typeof LEFT_OUT;

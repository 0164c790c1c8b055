/** Says in words what the record of each dialect has, row by row. */
import type { Dialect } from '../../sigv4/dialects/dialect.ts';
import { usualPayload } from '../../sigv4/rules.ts';

interface DialectRow {
  readonly id: string;
  /** What the row is about, as a heading. */
  readonly says: string;
  readonly of: (dialect: Dialect) => string;
}

const listed = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));

const PATHS: Readonly<Record<Dialect['path']['base'], string>> = {
  sent: 'as sent, each byte of the key encoded once',
  'with-bucket': '/BUCKET/KEY, even if the bucket is in the host',
  root: 'always /',
};
const TIMES: Readonly<Record<Dialect['time'], string>> = {
  compact: '20130524T000000Z',
  unix: '1369353600, in seconds since 1970',
  iso: '2013-05-24T00:00:00Z',
};
const LINES: Readonly<Record<Dialect['stringToSign'][number], string>> = {
  algorithm: 'algorithm',
  time: 'time',
  scope: 'scope',
  hash: 'hash of the canonical request',
  'canonical-request': 'the canonical request itself',
};

/** How the key is made, in one line. */
function keyOf({ keyPrefix, keyChain, signsWith }: Dialect): string {
  if (signsWith[0].keyKind === 'hkdf') return 'HKDF of the secret, with the key ID and the scope';
  const secret = keyPrefix.hmac === '' ? 'secret' : `"${keyPrefix.hmac}" + secret`;
  return keyChain.length === 0 ? `the ${secret} itself` : `HMAC of ${secret} over ${keyChain.join(', ')}`;
}

function headerValuesOf({ headerValues: { spaces, letters, repeated } }: Dialect): string {
  const parts = [
    spaces === 'collapsed' ? 'trimmed, runs of spaces collapsed' : 'trimmed',
    ...(letters === 'lowercase' ? ['in lowercase'] : []),
    ...(repeated === 'a-line-each' ? ['a line for each repeated value'] : []),
  ];
  return parts.join('; ');
}

function scopeOf({ scope, date, terminator }: Dialect): string {
  if (scope.length === 0) return 'none: a credential is a bare key ID';
  const day = date === 'dashed' ? '2013-05-24' : '20130524';
  return scope.map((part) => ({ date: day, region: 'REGION', service: 'SERVICE', terminator })[part]).join('/');
}

/** The rows, in the order in which a request is signed. */
export const DIALECT_ROWS: readonly DialectRow[] = [
  { id: 'algorithms', says: 'Algorithms', of: ({ signsWith }) => listed(signsWith.map(({ name }) => name)) },
  { id: 'scope', says: 'Scope', of: scopeOf },
  { id: 'service', says: 'Usual service and Region', of: ({ usual }) => listed(Object.values(usual).filter(Boolean)) },
  { id: 'key', says: 'Signing key', of: keyOf },
  { id: 'time', says: 'Time', of: ({ time, headers }) => `${headers.date}: ${TIMES[time]}` },
  {
    id: 'path',
    says: 'Path',
    of: ({ path }) => PATHS[path.base] + (path.lastSlash === 'always' ? ', with a slash at its end' : ''),
  },
  {
    id: 'query',
    says: 'Query',
    of: ({ query }) =>
      `${query.withoutValue === 'equals' ? 'acl=' : 'acl'} for a parameter without a value${query.names === 'lowercase' ? '; names in lowercase' : ''}`,
  },
  { id: 'header-values', says: 'Header values', of: headerValuesOf },
  {
    id: 'host',
    says: 'Port of the host',
    of: ({ hostPort }) => (hostPort === 'kept' ? 'signed' : 'dropped, even if it is sent'),
  },
  {
    id: 'signed-headers',
    says: 'Signed by default',
    of: ({ signedByDefault, leftOutByDefault }) =>
      (signedByDefault.includes('*') ? 'every header' : listed(signedByDefault)) +
      (leftOutByDefault.length > 0 ? `, but not ${listed(leftOutByDefault)}` : ''),
  },
  {
    id: 'list',
    says: 'List of headers',
    of: ({ list, authorization }) =>
      authorization.list === null
        ? 'none'
        : `${authorization.list}: ${list === 'all' ? 'every signed header' : 'only those that are signed additionally; left out if there are none'}`,
  },
  {
    id: 'payload',
    says: 'Payload',
    of: ({ rules, headers: { contentSha256 }, canonicalRequest }) =>
      canonicalRequest.includes('payload')
        ? `${rules && usualPayload(rules, 'header') === 'unsigned' ? 'UNSIGNED-PAYLOAD' : 'hash of the body'}${contentSha256 === null ? '' : `, in ${contentSha256}`}`
        : 'not in the canonical request',
  },
  {
    id: 'string-to-sign',
    says: 'String to sign',
    of: ({ stringToSign }) => listed(stringToSign.map((part) => LINES[part])),
  },
  { id: 'token', says: 'Session token', of: ({ headers }) => headers.securityToken ?? 'none exists' },
  {
    id: 'query-form',
    says: 'Presigned URL',
    of: ({ parameters }) => (parameters ? `${parameters.algorithm} … ${parameters.signature}` : 'none exists'),
  },
];

/** Where a publisher does not follow the record of its own dialect, as its vectors show. */
import type { Dialect, QueryNames } from '../sigv4/dialects/dialect.ts';

export const VARIATION_NAMES = ['lowercase-parameters', 'date-header', 'policy-url', 'no-payload-header'] as const;
export type VariationName = (typeof VARIATION_NAMES)[number];

const VARIATIONS: Readonly<Record<VariationName, (dialect: Dialect) => Dialect>> = {
  /** gsutil writes the names of the query parameters in lowercase, and signs them so. */
  'lowercase-parameters': (dialect) => ({
    ...dialect,
    parameters: dialect.parameters && inLowercase(dialect.parameters),
  }),
  /** The time is in Date, which is not signed. */
  'date-header': (dialect) => ({ ...dialect, headers: { ...dialect.headers, date: 'date' } }),
  /** A URL for all requests that a policy allows: only its query is signed, and it has no list of headers. */
  'policy-url': (dialect) => ({
    ...dialect,
    canonicalRequest: ['query', 'payload'],
    list: 'additional',
    signedByDefault: ['*'],
  }),
  /** No header states how the payload is signed. */
  'no-payload-header': (dialect) => ({ ...dialect, headers: { ...dialect.headers, contentSha256: null } }),
};

function inLowercase(names: QueryNames): QueryNames {
  const { algorithm, credential, date, expires, signedHeaders, signature } = names;
  return {
    ...names,
    algorithm: algorithm.toLowerCase(),
    credential: credential.toLowerCase(),
    date: date.toLowerCase(),
    expires: expires.toLowerCase(),
    signedHeaders: signedHeaders.toLowerCase(),
    signature: signature.toLowerCase(),
  };
}

/** Returns a dialect as the publisher writes it. */
export const varied = (dialect: Dialect, name: VariationName | undefined): Dialect =>
  name === undefined ? dialect : VARIATIONS[name](dialect);

/**
 * Names the parts of a request and of its signature: one name for each, on every screen and page, in the words of AWS and
 * HTTP.
 */
export const TERMS = {
  method: 'method',
  path: 'path',
  query: 'query',
  headers: 'headers',
  names: 'names',
  body: 'body',
  algorithm: 'algorithm',
  date: 'date',
  scope: 'scope',
  hash: 'hash',
  region: 'Region',
  service: 'service',
  keyId: 'access key ID',
  secret: 'secret',
  response: 'response',
} as const;

/** The shorter names of terms, for labels and rows without room for the whole ones. */
export const SHORT_TERMS = { keyId: 'key ID' } as const;

export type Term = keyof typeof TERMS;

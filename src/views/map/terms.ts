/**
 * Names the parts of a request and of its signature: one name for each, on every screen and page, in the words of AWS and
 * HTTP. `SYNONYMS` are the names that others use, which no label has.
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

/** Other names of what a term names. A label that is one of them, in any case, would be a second name. */
export const SYNONYMS: Readonly<Partial<Record<Term, readonly string[]>>> = {
  method: ['verb', 'HTTP verb', 'HTTP method'],
  path: ['URI', 'URI path', 'URL path', 'path of the URL', 'canonical URI', 'resource'],
  query: ['query string', 'query of the URL', 'parameters', 'canonical query string'],
  names: ['names of the headers', 'header names', 'SignedHeaders list'],
  body: ['payload', 'content', 'data', 'body of the request', 'hashed payload'],
  date: ['timestamp', 'date and time', 'time', 'x-amz-date'],
  scope: ['credential scope value', 'scope string'],
  service: ['service name'],
  keyId: ['access key', 'AWSAccessKeyId'],
  secret: ['secret key', 'password'],
  response: ['answer', 'reply'],
};

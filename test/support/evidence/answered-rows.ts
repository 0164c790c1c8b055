/** Rows of answers as servers write them, and the cause that each states by its code, message, or elements. */
import { expect } from 'vitest';
import { findingsOf, type Stated } from './stated-evidence.ts';

export const malformed = (what: string, details = {}): Stated => ({
  code: 'AuthorizationHeaderMalformed',
  message: `The authorization header is malformed; ${what}`,
  details,
});
export const badQuery = (message: string): Stated => ({ code: 'AuthorizationQueryParametersError', message });
export const inWords = (message: string, headers = {}): Stated => ({ message, headers });

/** A request whose Authorization header is that of another key, region, service or date; its signature is made up. */
export function requestWith(
  credential: string,
  more: readonly string[] = [],
  host = 'examplebucket.s3.amazonaws.com',
): string {
  const lines = [
    'GET /test.txt HTTP/1.1',
    `Host: ${host}`,
    'x-amz-date: 20130524T000000Z',
    ...more,
    `Authorization: AWS4-HMAC-SHA256 Credential=${credential}/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

export const S3_SCOPE = '20130524/us-east-1/s3';
export const LONG_LIVED = requestWith(`AKIAIOSFODNN7EXAMPLE/${S3_SCOPE}`);

/**
 * Most answers are as public threads quote them (the `threads` of each cause) or as S3's documents have them. No such
 * source was at hand for the words of these: SigV4A and terminator of other services, service and two authentications
 * and token of MinIO, Google's, the DynamoDB one, and the parts and credential of IncompleteSignature.
 */
export type AnsweredRow = readonly [name: string, answered: Stated, named: string, says: string | RegExp];

/** The cause of the row is stated by the server, in these words, and no credential of the answer is repeated. */
export function expectStated(...[, answered, named, says]: AnsweredRow): void {
  const [first, ...others] = findingsOf(answered);
  expect(`${first?.cause.id}/${first?.variant}`).toBe(named);
  expect(first?.certainty).toEqual({ kind: 'proved', by: 'statement' });
  if (typeof says === 'string') expect(first?.says).toBe(says);
  else expect(first?.says).toMatch(says);
  for (const { says: text, fix } of first ? [first, ...others] : []) expect(text + fix).not.toMatch(/made.up|bWFkZ/);
}

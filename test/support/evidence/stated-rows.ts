/** What the tests of stated causes are made of: lines of canonical requests, answers, and rows of a table. */
import { describe, expect, it } from 'vitest';
import { utf8 } from '../octets-of.ts';
import { ordered } from '../sandbox/sandbox-client.ts';
import { sha256Of } from '../sigv4/independent-signer.ts';
import { findingsOf, type Stated } from './stated-evidence.ts';

export const NOT_SIGNED = 'There were headers present in the request which were not signed';
const OF_NOTHING = sha256Of('');
export const HOST = 'host:examplebucket.s3.amazonaws.com';
export const DATE = 'x-amz-date:20130524T000000Z';
export const HASH = `x-amz-content-sha256:${OF_NOTHING}`;
export const MISMATCH = {
  code: 'SignatureDoesNotMatch',
  message:
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
};
export const BODY = utf8('{"size": "Größe",\r\n "a": 1}\r\n');
export const PUT = { method: 'PUT', body: BODY } as const;
export const of = (bodyOfClient: string, bodyOfServer: string) => ({
  ClientComputedContentSHA256: sha256Of(bodyOfClient),
  S3ComputedContentSHA256: sha256Of(bodyOfServer),
});
export const MISMATCH_OF_PAYLOAD = {
  code: 'XAmzContentSHA256Mismatch',
  message: "The provided 'x-amz-content-sha256' header does not match what was computed.",
};
/** As `ordered`, with a header less than was signed. */
export const lacking = (name: string, value: string) =>
  ordered({ headers: [[name, value]] }).request.replace(`${name}: ${value}\r\n`, '');

/** `certainty`: by what it is proved, or `explains` or `possible`. */
export type Row = readonly [what: string, stated: Stated, named: string, certainty: string, says: RegExp];

/** The first cause that is found is this one, so sure, in these words. */
export function describeRows(rows: readonly Row[]): void {
  describe.each(rows)('%s', (_what, stated, named, certainty, says) => {
    it(`is ${named}`, () => {
      const [first] = findingsOf(stated);
      expect([first?.cause.id, first?.variant].filter((part) => part).join('/')).toBe(named);
      expect(first?.certainty.kind === 'proved' ? first.certainty.by : first?.certainty.kind).toBe(certainty);
      expect(first?.says).toMatch(says);
    });
  });
}

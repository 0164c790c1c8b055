/** Variants of path and query that no base request has: on requests that have something for them to spoil. */
import { describe, expect, it } from 'vitest';
import { breakRequest, type RightRequest } from '../../src/breaks/break-request.ts';
import { CAUSES } from '../../src/causes/table.ts';
import type { Mutation } from '../../src/drafts/mutation.ts';
import { causesOf, failingRequests } from '../support/causes/failing-requests.ts';
import { causesFrom, requestOfHead, stringsOf } from '../support/evidence/quoting-answer.ts';
import { KEY_ID, ordered } from '../support/sandbox/sandbox-client.ts';
import { rightRequestOf } from '../support/sigv4/base-requests.ts';
import { presigned } from '../support/sigv4/presigned-order.ts';

function mutationOf(id: string, variant: string): Mutation {
  const found = CAUSES.find((cause) => cause.id === id)?.mutations.find((mutation) => mutation.variant === variant);
  if (!found) throw new Error(`There is no ${id}/${variant}.`);
  return found;
}

const BUCKET_TWICE = rightRequestOf(ordered({ path: '/examplebucket/test.txt' }).request);
const WITH_AMP = rightRequestOf(presigned({ query: [['amp;versionId', '1']] }).request);

describe('refused by the sandbox', () => {
  it.each([
    ['bucket-twice', 'sent-twice', BUCKET_TWICE],
    ['presigned-url-mangled', 'html-escaped-sent', WITH_AMP],
  ] as const)('%s/%s is named from the log and from the secret', (id, variant, right) => {
    const failing = failingRequests(right, mutationOf(id, variant));
    expect(failing).not.toEqual([]);
    for (const one of failing) {
      // The log says as well what a change on the way would do: the cause is sure, the variant is not.
      expect(causesOf(one, ['log'])[0]).toMatchObject({ cause: { id }, certainty: { kind: 'proved' } });
      expect(causesOf(one, ['secret'])[0]).toMatchObject({ cause: { id }, variant, certainty: { kind: 'proved' } });
    }
  });
});

/** A request to OpenSearch, whose path is normalised and encoded twice. */
const OPEN_SEARCH: RightRequest = rightRequestOf(
  [
    'GET /caf%C3%A9//./a%20b HTTP/1.1',
    'Host: search-example.us-east-1.es.amazonaws.com',
    'X-Amz-Date: 20130524T000000Z',
    `Authorization: AWS4-HMAC-SHA256 Credential=${KEY_ID}/20130524/us-east-1/es/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
    '',
    '',
  ].join('\r\n'),
);

describe('of another service than S3', () => {
  it('the path is what it should be', () => {
    expect(OPEN_SEARCH.draft.canonicalUri).toBe('/caf%25C3%25A9/a%2520b');
  });

  it.each([
    ['encoded-once', '/caf%C3%A9/a%20b'],
    ['not-normalised', '/caf%25C3%25A9//./a%2520b'],
    ['as-for-s3', '/caf%C3%A9//./a%20b'],
    ['encoded-three-times', '/caf%2525C3%2525A9/a%252520b'],
  ])('path-single-encoded-non-s3/%s signs %s and is named', (variant, canonicalUri) => {
    const broken = breakRequest(OPEN_SEARCH, mutationOf('path-single-encoded-non-s3', variant));
    expect(broken.map(({ signed }) => signed.canonicalUri)).toEqual([canonicalUri]);
    for (const { made, signed } of broken) {
      const request = requestOfHead(made);
      const answer = { code: 'InvalidSignatureException', computed: OPEN_SEARCH.draft };
      const expected = { cause: { id: 'path-single-encoded-non-s3' }, variant, certainty: { kind: 'proved' } };
      expect(causesFrom({ answer, request, secret: true })[0]).toMatchObject(expected);
      expect(causesFrom({ answer, request, client: stringsOf(signed) })[0]).toMatchObject(expected);
    }
  });

  it('the path that the server quotes makes it likely, where nothing of the client is known but its request', () => {
    const answer = { code: 'InvalidSignatureException', computed: OPEN_SEARCH.draft };
    const [first] = causesFrom({ answer, request: requestOfHead(OPEN_SEARCH.head) });
    expect(first).toMatchObject({
      cause: { id: 'path-single-encoded-non-s3' },
      certainty: { kind: 'possible' },
      says: "The server computes with %25C3 in the path: 'es' requires the path to be percent-encoded twice.",
    });
  });
});

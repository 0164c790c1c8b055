/** What no one can guess of a change on the way is read from what the server says, and proved by its hash. */
import { expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { type Draft, withValue } from '../../src/drafts/draft.ts';
import { withQuery, withUri } from '../../src/drafts/parts.ts';
import { causesFrom, requestOfHead, stringsOf } from '../support/evidence/quoting-answer.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';
import { rightRequestOf } from '../support/sigv4/base-requests.ts';
import { presigned } from '../support/sigv4/presigned-order.ts';

const PRESIGNED = rightRequestOf(presigned({ path: '/test (1).txt' }).request);
const SIGNED = rightRequestOf(ordered({ path: '/test (1).txt' }).request);

const ROWS: readonly (readonly [name: string, right: typeof SIGNED, saw: (draft: Draft) => Draft])[] = [
  ['path-prefix-stripped-by-proxy/prefix-added', SIGNED, (draft) => withUri(draft, `/own/gate${draft.canonicalUri}`)],
  [
    'presigned-extra-parameter/added-on-the-way',
    PRESIGNED,
    (draft) => withQuery(draft, `${draft.canonicalQueryString}&utm_source=letter`),
  ],
  [
    'redirect-not-resigned/followed',
    SIGNED,
    (draft) => withValue(draft, 'host', 'examplebucket.s3.ap-south-2.amazonaws.com'),
  ],
  ['url-reencoded-by-http-client/written-anew', SIGNED, (draft) => withUri(draft, '/test%20(1).txt')],
];

it.each(ROWS)('%s', (name, { head, draft }, saw) => {
  const [id, variant] = name.split('/');
  const answer = { computed: saw(draft), signatureProvided: 'f'.repeat(64) as Octets };
  const expected = { cause: { id }, variant, certainty: { kind: 'proved', by: 'hash' } };
  expect(causesFrom({ answer, request: requestOfHead(head) })[0]).toMatchObject(expected);
  // A log tells as little of who changed it as of when.
  expect(causesFrom({ answer, client: stringsOf(draft) })[0]).toMatchObject({
    ...expected,
    variant: expect.any(String),
  });
});

it('a prefix that only the client has is read from its log', () => {
  const signed = withUri(SIGNED.draft, `/own/gate${SIGNED.draft.canonicalUri}`);
  const answer = { computed: SIGNED.draft };
  expect(causesFrom({ answer, client: stringsOf(signed) })[0]).toMatchObject({
    cause: { id: 'path-prefix-stripped-by-proxy' },
    certainty: { kind: 'proved', by: 'hash' },
  });
});

it('an order that only the client has is read from its log', () => {
  const query = 'list-type=2&delimiter=%2F&prefix=a';
  const { draft } = rightRequestOf(
    ordered({
      query: [
        ['delimiter', '/'],
        ['list-type', '2'],
        ['prefix', 'a'],
      ],
    }).request,
  );
  const client = stringsOf(withQuery(draft, query));
  expect(causesFrom({ answer: { computed: draft }, client })[0]).toMatchObject({
    cause: { id: 'query-not-sorted' },
    variant: 'in-another-order',
    certainty: { kind: 'proved', by: 'hash' },
  });
});

/** Path and query handed to the signer in one piece, as the path. */
import type { Octets } from '../../bytes/octets.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import type { Cause } from '../cause.ts';
import { type Draft, headerOf } from '../draft/draft.ts';
import { eachOf, withQuery, withUri } from '../draft/parts.ts';
import { type Mutation, signing } from '../mutation.ts';
import { decoded, encodedPath } from '../spellings/percent.ts';
import { canonicalQuery, sentPairs } from '../spellings/query-pairs.ts';

/** The query as it is canonical, as it was sent, and as the client has it behind its path. */
const inside =
  (write: (query: Octets) => string): Mutation['change'] =>
  (draft, around) => {
    const sent = sentPairs(around);
    const queries = [draft.canonicalQueryString, sent.join('&') as Octets].filter((query) => query !== '');
    const made = queries.map((query) => asPath(draft, write(query)));
    return [...made, ...afterPath(draft, around.other).map((end) => asPath(draft, end))];
  };

const asPath = (draft: Draft, end: string): Draft => withQuery(withUri(draft, `${draft.canonicalUri}${end}`), '');

/** What stands between ampersands, in any order: where it was encoded as a path, nobody can tell them from those of values. */
const piecesOf = (query: Octets): string => encodedPath(decoded(query)).split('%26').sort().join('%26');

/** The query behind it, and on its own line or not; without its scheme or with one of the two. */
const wholeUrl: Mutation['change'] = (draft) => {
  const { canonicalUri, canonicalQueryString } = draft;
  const origins = ['https://', 'http://', ''].map((scheme) => `${scheme}${headerOf(draft, 'host') ?? ''}`);
  const end = canonicalQueryString === '' ? '' : `?${canonicalQueryString}`;
  return origins.flatMap((origin) => {
    const alone = withUri(draft, `${origin}${canonicalUri}`);
    return end === '' ? [alone] : [alone, withUri(draft, `${alone.canonicalUri}${end}`), asPath(alone, end)];
  });
};

const MARK = /^(?:\?|%3F)/;

/** What the other side has behind this path, where it is a query that means the same. */
function afterPath({ canonicalUri, canonicalQueryString }: Draft, other: Draft | null): Octets[] {
  if (!other?.canonicalUri.startsWith(canonicalUri)) return [];
  const end = other.canonicalUri.slice(canonicalUri.length) as Octets;
  const query = end.replace(MARK, '') as Octets;
  const meanings = [query, decoded(query)].map(canonicalQuery);
  const isSame = meanings.includes(canonicalQueryString) || piecesOf(query) === piecesOf(canonicalQueryString);
  return MARK.test(end) && isSame ? [end] : [];
}

export const queryInsidePath: Cause = {
  id: 'query-inside-path',
  stage: 'canonical-uri',
  says: 'The query was signed as a part of the path, and the line of the query was left empty.',
  fix: 'Hand path and query to the signer apart: the path ends before the "?", and the query has a line of its own in what is signed.',
  see: HEADER_CALCULATION,
  threads: ['https://github.com/minio/minio/issues/14592'],
  mutations: [
    signing(
      'as-it-is',
      'The query was signed behind the path, with the "?" between them.',
      inside((query) => `?${query}`),
    ),
    signing(
      'encoded',
      'The query was signed behind the path and percent-encoded with it: "?" as %3F.',
      eachOf(
        inside((query) => encodedPath(`?${query}` as Octets)),
        inside((query) => encodedPath(decoded(`?${query}` as Octets))),
      ),
    ),
    signing(
      'mark-encoded',
      'The query was signed behind the path, with %3F between them.',
      inside((query) => `%3F${query}`),
    ),
    {
      ...signing('whole-url', 'The whole URL was signed in the place of the path.', wholeUrl),
      fix: 'Take the URL apart: of it the path alone stands on the second line of what is signed, from the slash behind the host to the "?".',
    },
  ],
  example: { kind: 'mutation', base: 'get-range', variant: 'as-it-is' },
};

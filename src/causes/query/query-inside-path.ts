/** The cause in which a signer received the path and the query together as the path. */
import type { Octets } from '../../bytes/octets.ts';
import { type Draft, headerOf } from '../../drafts/draft.ts';
import { eachOf, withQuery, withUri } from '../../drafts/parts.ts';
import { decoded, encodedPath } from '../../drafts/spellings/percent.ts';
import { canonicalQuery, sentPairs } from '../../drafts/spellings/query-pairs.ts';
import { type Change, cause, signing } from '../define-cause.ts';
import { ofPath } from '../features/path.ts';

/** Appends the query to the path: in canonical form, as it was sent, and as it appears after the client's path. */
const appendToPath =
  (write: (query: Octets) => string): Change =>
  (draft, around) => {
    const sent = sentPairs(around);
    const queries = [draft.canonicalQueryString, sent.join('&') as Octets].filter((query) => query !== '');
    const made = queries.map((query) => asPath(draft, write(query)));
    return [...made, ...afterPath(draft, around.other).map((end) => asPath(draft, end))];
  };

const asPath = (draft: Draft, end: string): Draft => withQuery(withUri(draft, `${draft.canonicalUri}${end}`), '');

/**
 * Sorts the pieces between ampersands. Within an encoded path, the separators between parameters look like ampersands
 * in values.
 */
const piecesOf = (query: Octets): string => encodedPath(decoded(query)).split('%26').sort().join('%26');

/**
 * Signs the whole URL with `http`, with `https`, or without a scheme. The query follows the path, is on its own line,
 * or is omitted.
 */
const wholeUrl: Change = (draft) => {
  const { canonicalUri, canonicalQueryString } = draft;
  const origins = ['https://', 'http://', ''].map((scheme) => `${scheme}${headerOf(draft, 'host') ?? ''}`);
  const end = canonicalQueryString === '' ? '' : `?${canonicalQueryString}`;
  return origins.flatMap((origin) => {
    const alone = withUri(draft, `${origin}${canonicalUri}`);
    return end === '' ? [alone] : [alone, withUri(draft, `${alone.canonicalUri}${end}`), asPath(alone, end)];
  });
};

const MARK = /^(?:\?|%3F)/;

/** Returns the text that follows this path on the other side, if it is a query with the same meaning. */
function afterPath(draft: Draft, other: Draft | null): Octets[] {
  const { canonicalUri, canonicalQueryString } = draft;
  if (!other?.canonicalUri.startsWith(canonicalUri)) return [];
  const end = other.canonicalUri.slice(canonicalUri.length) as Octets;
  const query = end.replace(MARK, '') as Octets;
  const meanings = [query, decoded(query)].map((meaning) => canonicalQuery(meaning));
  const isSame = meanings.includes(canonicalQueryString) || piecesOf(query) === piecesOf(canonicalQueryString);
  return MARK.test(end) && isSame ? [end] : [];
}

export const queryInsidePath = cause('query-inside-path', 'canonical-uri', {
  says: 'The query was signed as part of the path, and the canonical query string was left empty.',
  symptom: "The second line of the client's canonical request contains ? or %3F, and its third line is empty.",
  fix: 'Give the path and the query to the signer separately. The path ends before the "?", and the query has its own line in the canonical request.',
  threads: 'minio/minio/issues/14592',
  features: [ofPath.questionMarkInPath],
  lesson: 'ten-lines',
  yes: { 'plain-name': 0.75 },
  mutations: {
    'as-it-is': signing(
      'The query was signed after the path, with a "?" between them.',
      appendToPath((query) => `?${query}`),
    ),
    encoded: signing(
      'The query was signed after the path and percent-encoded with it: "?" as %3F.',
      eachOf(
        appendToPath((query) => encodedPath(`?${query}` as Octets)),
        appendToPath((query) => encodedPath(decoded(`?${query}` as Octets))),
      ),
    ),
    'mark-encoded': signing(
      'The query was signed after the path, with %3F between them.',
      appendToPath((query) => `%3F${query}`),
    ),
    'whole-url': signing('The whole URL was signed in place of the path.', wholeUrl, {
      fix: 'Split the URL. Put only the path, from the slash after the host to the "?", on the second line of the canonical request.',
    }),
  },
});

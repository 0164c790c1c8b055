/** An HTTP client, proxy or framework that decodes a URL and writes it anew, after it was signed. */
import { plain } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { suspicionOfSeenPath } from '../answers/seen-path.ts';
import type { Cause } from '../cause.ts';
import type { Draft } from '../draft/draft.ts';
import { inBoth, inPath, inQuery, withQuery, withUri } from '../draft/parts.ts';
import { type Mutation, travelling } from '../mutation.ts';
import { decoded, decodedOnce, encodedPath, withRawOf } from '../spellings/percent.ts';
import { canonicalQuery } from '../spellings/query-pairs.ts';

/** What a server computes of a target; what stands behind a # is never sent. */
function arriving(draft: Draft, target: string): Draft {
  const [sent = ''] = target.split('#', 1);
  const mark = sent.indexOf('?');
  const path = (mark < 0 ? sent : sent.slice(0, mark)) as Octets;
  const query = (mark < 0 ? '' : sent.slice(mark + 1)) as Octets;
  return withQuery(withUri(draft, encodedPath(decoded(path))), canonicalQuery(query));
}

/** Written with these characters raw; a presigned URL would lose its signature with what stands behind # and ?. */
const delimitersRaw =
  (inThePath: string, inTheQuery: string): Mutation['change'] =>
  (draft, { scheme }) => {
    const path = withRawOf(plain(draft.canonicalUri), scheme === 'query' ? '' : inThePath).octets;
    const raw = inTheQuery.replace(scheme === 'query' ? '#' : '', '');
    const query = withRawOf(plain(draft.canonicalQueryString), raw).octets;
    if (path === draft.canonicalUri && query === draft.canonicalQueryString) return [];
    return [arriving(draft, query === '' ? path : `${path}?${query}`)];
  };

const inCanonicalForm = (draft: Draft): Draft =>
  withQuery(withUri(draft, encodedPath(decoded(draft.canonicalUri))), canonicalQuery(draft.canonicalQueryString));

const isSameUrl = (one: Draft, other: Draft): boolean =>
  one.canonicalUri === other.canonicalUri && one.canonicalQueryString === other.canonicalQueryString;

/** What a server quotes that takes the URL as it arrives: other escapes, where those that were signed were right. */
const writtenAnew: Mutation['change'] = (draft, { other }) =>
  other && isSameUrl(draft, inCanonicalForm(draft)) && isSameUrl(draft, inCanonicalForm(other))
    ? [withQuery(withUri(draft, other.canonicalUri), other.canonicalQueryString)]
    : [];

const MUTATIONS: readonly Mutation[] = [
  travelling(
    'path-decoded',
    'The path arrived decoded once more than it was signed: %2520 as %20.',
    inPath(decodedOnce),
  ),
  travelling(
    'query-decoded',
    'The query arrived decoded once more than it was signed: %2520 as %20.',
    inQuery(decodedOnce),
  ),
  travelling('decoded', 'The URL arrived decoded once more than it was signed: %2520 as %20.', inBoth(decodedOnce)),
  travelling(
    'ampersand-decoded',
    'A %26 in the query was made an &, which ends the value that it stands in.',
    delimitersRaw('', '&'),
  ),
  travelling('question-mark-decoded', 'A %3F in the path was made a ?, which ends the path.', delimitersRaw('?', '')),
  travelling('hash-decoded', 'A %23 was made a #, and nothing after it arrived.', delimitersRaw('#', '#')),
  travelling(
    'hash-decoded-in-query',
    'A %23 in the query was made a #, and nothing after it arrived.',
    delimitersRaw('', '#'),
  ),
  travelling('written-anew', 'The URL arrived with other escapes than it was signed with.', writtenAnew),
];

export const urlReencodedByHttpClient: Cause = {
  id: 'url-reencoded-by-http-client',
  stage: 'transport',
  says: 'Something decoded the URL after it was signed, and wrote it anew.',
  fix: 'Hand the signed URL on as it is: yarl.URL(url, encoded=True) in aiohttp, URI.create in Java, RawPath or Opaque in Go, proxy_pass without a path in nginx.',
  see: HEADER_CALCULATION,
  threads: ['https://github.com/jumpstarter-dev/jumpstarter/pull/662', 'https://github.com/s3tools/s3cmd/issues/983'],
  mutations: MUTATIONS,
  suspects: (sides) => suspicionOfSeenPath(MUTATIONS, sides),
  example: { kind: 'mutation', base: 'get-range', variant: 'path-decoded' },
};

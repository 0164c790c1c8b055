/** Describes an HTTP client, a proxy, or a framework that decodes a signed URL and encodes it again. */
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

/** Returns the draft that a server computes from a target. Anything after a # is never sent. */
function arriveAs(draft: Draft, target: string): Draft {
  const [sent = ''] = target.split('#', 1);
  const mark = sent.indexOf('?');
  const path = (mark < 0 ? sent : sent.slice(0, mark)) as Octets;
  const query = (mark < 0 ? '' : sent.slice(mark + 1)) as Octets;
  return withQuery(withUri(draft, encodedPath(decoded(path))), canonicalQuery(query));
}

/** Leaves these characters unencoded. In a presigned URL, a # or ? would cut off the signature. */
const leaveDelimiters =
  (inThePath: string, inTheQuery: string): Mutation['change'] =>
  (draft, { scheme }) => {
    const path = withRawOf(plain(draft.canonicalUri), scheme === 'query' ? '' : inThePath).octets;
    const raw = inTheQuery.replace(scheme === 'query' ? '#' : '', '');
    const query = withRawOf(plain(draft.canonicalQueryString), raw).octets;
    if (path === draft.canonicalUri && query === draft.canonicalQueryString) return [];
    return [arriveAs(draft, query === '' ? path : `${path}?${query}`)];
  };

const canonicalize = (draft: Draft): Draft =>
  withQuery(withUri(draft, encodedPath(decoded(draft.canonicalUri))), canonicalQuery(draft.canonicalQueryString));

const isSameUrl = (one: Draft, other: Draft): boolean =>
  one.canonicalUri === other.canonicalUri && one.canonicalQueryString === other.canonicalQueryString;

/**
 * Uses the other side's percent-encoding if the signed one was right. This applies to servers that quote the URL as it
 * arrives.
 */
const reencode: Mutation['change'] = (draft, { other }) =>
  other && isSameUrl(draft, canonicalize(draft)) && isSameUrl(draft, canonicalize(other))
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
    'A %26 in the query was decoded to &, which ends the value.',
    leaveDelimiters('', '&'),
  ),
  travelling(
    'question-mark-decoded',
    'A %3F in the path was decoded to ?, which ends the path.',
    leaveDelimiters('?', ''),
  ),
  travelling('hash-decoded', 'A %23 was decoded to #, and nothing after it arrived.', leaveDelimiters('#', '#')),
  travelling(
    'hash-decoded-in-query',
    'A %23 in the query was decoded to #, and nothing after it arrived.',
    leaveDelimiters('', '#'),
  ),
  travelling('written-anew', 'The URL arrived with different percent-encoding than it was signed with.', reencode),
];

export const urlReencodedByHttpClient: Cause = {
  id: 'url-reencoded-by-http-client',
  stage: 'transport',
  says: 'Something decoded and re-encoded the URL after it was signed.',
  fix: 'Pass the signed URL on unchanged: yarl.URL(url, encoded=True) in aiohttp, URI.create in Java, RawPath or Opaque in Go, or proxy_pass without a path in nginx.',
  see: HEADER_CALCULATION,
  threads: ['https://github.com/jumpstarter-dev/jumpstarter/pull/662', 'https://github.com/s3tools/s3cmd/issues/983'],
  mutations: MUTATIONS,
  suspects: (sides) => suspicionOfSeenPath(MUTATIONS, sides),
  example: { kind: 'mutation', base: 'get-range', variant: 'path-decoded' },
};

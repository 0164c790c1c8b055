/** Describes a proxy that serves S3 under a path prefix, which it removes or adds when it forwards a request. */
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { suspicionOfSeenPath } from '../answers/seen-path.ts';
import type { Cause } from '../cause.ts';
import type { Draft } from '../draft/draft.ts';
import { pathBytes, withPrefix, withUri } from '../draft/parts.ts';
import { type Mutation, signing, travelling } from '../mutation.ts';
import { withoutSegments } from '../spellings/path-segments.ts';

/** Lists prefixes that documentation and public threads use for S3 next to other services. */
const USUAL_PREFIXES = ['/minio', '/s3', '/storage', '/files', '/api', '/api/s3', '/minio/s3', '/objects'];

/**
 * Removes the first `count` segments of the path. Returns no draft if one of them is empty, because proxies do not use
 * empty segments in a prefix.
 */
const without =
  (count: number): Mutation['change'] =>
  (draft) => {
    const shorter = withoutSegments(pathBytes(draft), count);
    const prefix = shorter === null ? '/' : draft.canonicalUri.slice(0, -shorter.octets.length);
    return shorter === null || `${prefix}/`.includes('//') ? [] : [withUri(draft, shorter)];
  };

/**
 * Returns what one path has before the other. Returns `null` if it does not end with the other path, or if the prefix
 * contains an empty segment.
 */
function prefixOf({ canonicalUri: whole }: Draft, { canonicalUri: end }: Draft): string | null {
  if (whole.length <= end.length || !whole.endsWith(end)) return null;
  const prefix = whole.slice(0, -end.length);
  return `${prefix}/`.includes('//') ? null : prefix;
}

const withUsualPrefix: Mutation['change'] = (draft, { other }) => {
  const known = other && prefixOf(other, draft);
  return [...(known ? [known] : []), ...USUAL_PREFIXES].map((prefix) => withPrefix(draft, prefix));
};

const MUTATIONS: readonly Mutation[] = [
  travelling('first-segment', 'The first segment of the path was signed, but a proxy removed it.', without(1)),
  travelling('two-segments', 'The first two segments of the path were signed, but a proxy removed them.', without(2)),
  travelling(
    'three-segments',
    'The first three segments of the path were signed, but a proxy removed them.',
    without(3),
  ),
  signing('signed-with-prefix', 'The path was signed with a prefix but arrived without it.', withUsualPrefix),
  travelling('prefix-added', 'The path arrived with a prefix that was not signed: a proxy added it.', withUsualPrefix),
  signing(
    'signed-without-prefix',
    'The path was signed without its first segments, which were added after signing.',
    (draft, around) => [1, 2, 3].flatMap((count) => without(count)(draft, around)),
  ),
];

export const pathPrefixStrippedByProxy: Cause = {
  id: 'path-prefix-stripped-by-proxy',
  stage: 'canonical-uri',
  says: 'The path was signed with a prefix that a proxy removes, or without a prefix that a proxy adds.',
  fix: 'Serve S3 at / of its own host name and pass the path on unchanged (nginx: proxy_pass http://upstream; without a path after it). Or make the client sign the path that the server receives.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/minio/minio/issues/6546',
    'https://github.com/seaweedfs/seaweedfs/issues/6086',
    'https://github.com/seaweedfs/seaweedfs/pull/6092',
    'https://github.com/seaweedfs/seaweedfs/issues/7320',
    'https://github.com/seaweedfs/seaweedfs/issues/8598',
    'https://github.com/anomalizer/ngx_aws_auth/pull/2',
  ],
  mutations: MUTATIONS,
  suspects: (sides) => suspicionOfSeenPath(MUTATIONS, sides, 'possible'),
  example: { kind: 'mutation', base: 'put-metadata', variant: 'first-segment' },
};

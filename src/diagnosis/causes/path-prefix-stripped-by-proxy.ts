/** A proxy that serves S3 under a path of its own, and takes that off or puts one on before it hands the request on. */
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { suspicionOfSeenPath } from '../answers/seen-path.ts';
import type { Cause } from '../cause.ts';
import type { Draft } from '../draft/draft.ts';
import { pathBytes, withPrefix, withUri } from '../draft/parts.ts';
import { type Mutation, signing, travelling } from '../mutation.ts';
import { withoutSegments } from '../spellings/path-segments.ts';

/** Under which S3 is served beside other things, as documents and threads have it. */
const USUAL_PREFIXES = ['/minio', '/s3', '/storage', '/files', '/api', '/api/s3', '/minio/s3', '/objects'];

/** Empty segments are no prefix of a proxy's. */
const without =
  (count: number): Mutation['change'] =>
  (draft) => {
    const shorter = withoutSegments(pathBytes(draft), count);
    const prefix = shorter === null ? '/' : draft.canonicalUri.slice(0, -shorter.octets.length);
    return shorter === null || `${prefix}/`.includes('//') ? [] : [withUri(draft, shorter)];
  };

/** What the one path has before the other; `null` where it does not end with it, or has only slashes more. */
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
  travelling(
    'first-segment',
    'The first segment of the path was signed, and taken off on the way to the server.',
    without(1),
  ),
  travelling(
    'two-segments',
    'The first two segments of the path were signed, and taken off on the way to the server.',
    without(2),
  ),
  travelling(
    'three-segments',
    'The first three segments of the path were signed, and taken off on the way to the server.',
    without(3),
  ),
  signing(
    'signed-with-prefix',
    'The path was signed with a prefix that was no longer there when it arrived.',
    withUsualPrefix,
  ),
  travelling(
    'prefix-added',
    'The path arrived with a prefix that was not signed: a proxy put it there.',
    withUsualPrefix,
  ),
  signing(
    'signed-without-prefix',
    'The path was signed without its first segments, which were put before it afterwards.',
    (draft, around) => [1, 2, 3].flatMap((count) => without(count)(draft, around)),
  ),
];

export const pathPrefixStrippedByProxy: Cause = {
  id: 'path-prefix-stripped-by-proxy',
  stage: 'canonical-uri',
  says: 'The path was signed with a prefix that a proxy takes off, or without one that it puts on.',
  fix: 'Serve S3 at / of a host name of its own and hand the path on as it is (nginx: proxy_pass http://upstream; without a path behind it), or have the client sign the path that the server sees.',
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

/** Causes that involve the segments of the path. */
import { join, slice } from '../../bytes/bytes.ts';
import { type Draft, putBytes } from '../../drafts/draft.ts';
import { eachOf, inPath, pathBytes, type Rewriting, withPrefix, withUri } from '../../drafts/parts.ts';
import {
  mergeLeadingSlashes,
  mergeSlashes,
  removeDotSegments,
  withMeaning,
  withoutSegments,
} from '../../drafts/spellings/percent.ts';
import { isSecretPublished } from '../../sides/secrets.ts';
import { CREATING_SIGNED_REQUESTS } from '../../sigv4/documentation.ts';
import { type Change, cause, copied, forEach, plainDifference, possible, signing, traveling } from '../define-cause.ts';
import { ofHost } from '../features/host.ts';
import { ofPath } from '../features/path.ts';
import { targetOfMute } from '../seen-path.ts';

const WAYS: readonly (readonly [variant: string, done: string, rewrite: Rewriting])[] = [
  ['slashes-merged', 'each run of slashes in the path was merged into one slash', mergeSlashes],
  ['dots-removed', 'the segments "." and ".." were removed from the path', removeDotSegments],
  [
    'normalised',
    'the path lost its empty segments and its segments "." and ".."',
    (path) => mergeSlashes(removeDotSegments(path)),
  ],
  ['leading-slashes-merged', 'the slashes at the beginning of the path were merged into one', mergeLeadingSlashes],
  [
    'decomposed',
    'accented letters were split into letter and accent (Unicode form NFD)',
    (path) => withMeaning(path, (text) => text.normalize('NFD')),
  ],
  [
    'composed',
    'letters and accents were combined (Unicode form NFC)',
    (path) => withMeaning(path, (text) => text.normalize('NFC')),
  ],
];

/** Matches the parts of a path that normalization changes. */
const UNTIDY = /\/\/|\/\.{1,2}(?:\/|$)/;

/** S3 keeps empty segments and dots because keys may contain them, but many libraries and proxies remove them. */
export const pathNormalised = cause('path-normalised', 'canonical-uri', {
  says: 'The path was normalized on one side only: empty segments or dots were removed.',
  symptom: 'A "//", "/./" or "/../" in the path is on one side only.',
  fix: 'Sign and send the path exactly as the key is written (curl: --path-as-is; nginx: merge_slashes off, and proxy_pass without a path). Do not begin a key with a slash: Python requests 2.32 and later cannot send a path that begins with two slashes.',
  lines: {
    nginx: 'merge_slashes off;',
    apache: 'MergeSlashes Off',
    envoy: 'merge_slashes: false',
    curl: '--path-as-is',
  },
  threads: `
    versity/versitygw/issues/2274 cognitect-labs/aws-api/issues/53 duckdb/duckdb-httpfs/issues/333
    boto/boto3/issues/4181 psf/requests/issues/6711 tedder/requests-aws4auth/issues/31 aws/aws-sdk-java/issues/82
    minio/minio-js/issues/1344 nginx/nginx-s3-gateway/pull/585 aws/aws-sdk-js/issues/1046
  `,
  features: [ofPath.encodedSlashInPath, ofPath.emptyOrDotSegment, ofPath.repeatedSegment],
  test: 'Send the same request for a name without a slash at its beginning, double slashes, or dots.',
  inVersion2: true,
  yes: { slashes: 0.9, 'sent-directly': 0.5 },
  seenInPath: 'explains',
  mutations: {
    ...forEach(WAYS, ([variant, done, rewrite]) => [variant, traveling(`In transit, ${done}.`, inPath(rewrite))]),
    ...forEach(WAYS, ([variant, done, rewrite]) => [
      `${variant}-signed`,
      signing(`During signing, ${done}, but the path was sent unchanged.`, inPath(rewrite)),
    ]),
    'leading-slash-lost': signing('The path was signed with one more leading slash than it arrived with.', (draft) => [
      withPrefix(draft, '/'),
    ]),
    'first-slash-missing': signing('The path was signed without its leading slash.', (draft) => [
      withUri(draft, slice(pathBytes(draft), 1)),
    ]),
  },
  suspects(sides) {
    const found = targetOfMute(sides)?.path.octets.match(UNTIDY)?.[0];
    if (found === undefined) return null;
    return possible(`The path contains "${found}", which many HTTP clients and proxies remove after signing.`);
  },
});

const withSlash: Change = (draft) =>
  draft.canonicalUri.endsWith('/') ? [] : [withUri(draft, join([pathBytes(draft), putBytes(draft, '/')]))];

const withoutSlash: Change = (draft) =>
  draft.canonicalUri.length > 1 && draft.canonicalUri.endsWith('/')
    ? [withUri(draft, slice(pathBytes(draft), 0, draft.canonicalUri.length - 1))]
    : [];

export const trailingSlash = cause('trailing-slash', 'canonical-uri', {
  says: 'The path ends with a slash on one side only.',
  symptom: 'The path ends with a slash on one side only.',
  fix: 'Sign the path exactly as it is sent: /bucket and /bucket/ are different paths. In nginx, write location and proxy_pass both with or both without the slash.',
  lines: { nginx: 'proxy_pass http://UPSTREAM;' },
  threads: 'postmanlabs/postman-app-support/issues/7585 quiltdata/quilt/pull/3148',
  features: [ofPath.slashAtEndOfPath],
  test: 'Send the same request without the slash at the end of the path.',
  yes: { 'plain-name': 0.2, slashes: 0.5 },
  seenInPath: 'explains',
  mutations: {
    lost: traveling('The slash at the end of the path was signed but lost in transit.', withoutSlash),
    added: traveling('A slash was added to the end of the path in transit.', withSlash),
    signed: signing('The path was signed with a slash at its end but arrived without it.', withSlash),
    'not-signed': signing('The path was signed without the slash at its end.', withoutSlash),
  },
});

/** Lists path prefixes under which, in documentation and public threads, S3 is served next to other services. */
const USUAL_PREFIXES = ['/minio', '/s3', '/storage', '/files', '/api', '/api/s3', '/minio/s3', '/objects'];

/**
 * Removes the first `count` segments of the path. Returns no draft if any of these segments is empty, because proxies
 * do not use empty segments in a prefix.
 */
const withoutFirst =
  (count: number): Change =>
  (draft) => {
    const shorter = withoutSegments(pathBytes(draft), count);
    const prefix = shorter === null ? '/' : draft.canonicalUri.slice(0, -shorter.octets.length);
    return shorter === null || `${prefix}/`.includes('//') ? [] : [withUri(draft, shorter)];
  };

/**
 * Returns the prefix that one path has in addition to the other. Returns `null` if the longer path does not end with
 * the other path, or if the prefix contains an empty segment.
 */
function prefixOf({ canonicalUri: whole }: Draft, { canonicalUri: end }: Draft): string | null {
  if (whole.length <= end.length || !whole.endsWith(end)) return null;
  const prefix = whole.slice(0, -end.length);
  return `${prefix}/`.includes('//') ? null : prefix;
}

const withUsualPrefix: Change = (draft, { other }) => {
  const known = other && prefixOf(other, draft);
  return [...(known ? [known] : []), ...USUAL_PREFIXES].map((prefix) => withPrefix(draft, prefix));
};

export const pathPrefixStrippedByProxy = cause('path-prefix-stripped-by-proxy', 'canonical-uri', {
  says: 'The path was signed with a prefix that a proxy removes, or without a prefix that a proxy adds.',
  symptom: 'The path that the server saw is the signed one without its first segments, or with segments before it.',
  fix: 'Serve S3 at / of its own host name and pass the path on unchanged (nginx: proxy_pass http://upstream; without a path after it). Or make the client sign the path that the server receives.',
  fixIn: 'proxy',
  lines: { nginx: 'proxy_pass http://UPSTREAM;' },
  threads: `
    minio/minio/issues/6546 seaweedfs/seaweedfs/issues/6086 seaweedfs/seaweedfs/pull/6092
    seaweedfs/seaweedfs/issues/7320 seaweedfs/seaweedfs/issues/8598 anomalizer/ngx_aws_auth/pull/2
  `,
  features: [ofHost.proxyConfiguration, ofHost.namedHostOfOwnServer],
  lesson: 'in-the-middle',
  inVersion2: true,
  yes: { 'plain-name': 0.2, slashes: 0.5, 'sent-directly': 0.9 },
  seenInPath: 'possible',
  mutations: {
    'first-segment': traveling('The first segment of the path was signed but did not arrive.', withoutFirst(1)),
    ...forEach(['two', 'three'], (count, index) => [
      `${count}-segments`,
      traveling(`The first ${count} segments of the path were signed but did not arrive.`, withoutFirst(index + 2)),
    ]),
    'signed-with-prefix': signing('The path was signed with a prefix but arrived without it.', withUsualPrefix),
    'prefix-added': traveling('The path arrived with a prefix that was not signed.', withUsualPrefix),
  },
});

export const pathPrefixNotSigned = cause('path-prefix-not-signed', 'canonical-uri', {
  says: 'The path was signed without a prefix that the URL has.',
  symptom: 'The signed path is the path of the URL without its first segments, such as /items for /prod/items.',
  fix: 'Give the signer the whole path of the URL, with the stage of API Gateway or the base path of the endpoint.',
  see: CREATING_SIGNED_REQUESTS,
  inVersion2: true,
  mutations: {
    'signed-without-prefix': signing(
      'The path was signed without its first segments, which were added after signing.',
      eachOf(...[1, 2, 3].map(withoutFirst)),
    ),
  },
});

export const urlPathChanged = cause('url-path-changed', 'canonical-uri', {
  says: 'The path of the request is not the one that was signed.',
  symptom: 'The two paths differ, and no known mistake turns one into the other.',
  fix: 'Use the path that was signed, or sign again for the new path: a signature is valid for only one path.',
  test: 'Use the URL exactly as it was created.',
  why: 'Any part of a URL may have been edited after signing: a change leaves no trace in it.',
  inVersion2: true,
  mutations: plainDifference('path', {
    signed: 'The path that was signed is not the path that the server computed with.',
    arrived: 'The path changed between signing and the server.',
    change: copied('canonicalUri'),
  }),
  /** Suspects a change after signing if the key is not in doubt, because AWS publishes its secret. */
  suspects(sides) {
    const { server, client, rightFor, signature } = sides;
    const isOneSided = server.known !== 'quoted' && client.known !== 'quoted';
    if (!isOneSided || signature === null || rightFor.request === true || !isSecretPublished(sides)) return null;
    return possible(
      'The URL was changed after signing: its path, or another part of it, is not the one that was signed.',
    );
  },
});

/**
 * Describes a normalized path. S3 keeps empty segments and dots because keys may contain them, but many libraries and
 * proxies remove them.
 */
import { join, slice } from '../../bytes/bytes.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { targetOfMute } from '../answers/mute-answer.ts';
import { suspicionOfSeenPath } from '../answers/seen-path.ts';
import type { Cause, Suspicion } from '../cause.ts';
import { putBytes } from '../draft/draft.ts';
import { inPath, pathBytes, type Rewriting, withUri } from '../draft/parts.ts';
import { type Mutation, signing, travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { mergeLeadingSlashes, mergeSlashes, removeDotSegments } from '../spellings/path-segments.ts';
import { withMeaning } from '../spellings/percent.ts';

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

const inTransit = ([variant, done, rewrite]: (typeof WAYS)[number]): Mutation =>
  travelling(variant, `In transit, ${done}.`, inPath(rewrite));

const duringSigning = ([variant, done, rewrite]: (typeof WAYS)[number]): Mutation =>
  signing(`${variant}-signed`, `During signing, ${done}, but the path was sent unchanged.`, inPath(rewrite));

const LEADING_SLASH_LOST = signing(
  'leading-slash-lost',
  'The path was signed with one slash more at its beginning than it arrived with.',
  (draft) => [withUri(draft, join([putBytes(draft, '/'), pathBytes(draft)]))],
);

const FIRST_SLASH_MISSING = signing(
  'first-slash-missing',
  'The path was signed without its leading slash.',
  (draft) => [withUri(draft, slice(pathBytes(draft), 1))],
);

/** Matches the parts of a path that normalization changes. */
const UNTIDY = /\/\/|\/\.{1,2}(?:\/|$)/;

const MUTATIONS: readonly Mutation[] = [
  ...WAYS.map(inTransit),
  ...WAYS.map(duringSigning),
  LEADING_SLASH_LOST,
  FIRST_SLASH_MISSING,
];

function suspicionOf(sides: Sides): Suspicion | null {
  const found = targetOfMute(sides)?.path.octets.match(UNTIDY)?.[0];
  if (found === undefined) return null;
  return {
    standing: 'possible',
    says: `The path contains "${found}", which many HTTP clients and proxies remove after signing.`,
  };
}

export const pathNormalised: Cause = {
  id: 'path-normalised',
  stage: 'canonical-uri',
  says: 'The path was normalized on one side only: empty segments or dots were removed.',
  fix: 'Sign and send the path exactly as the key is written (curl: --path-as-is; nginx: merge_slashes off, and proxy_pass without a path). Do not begin a key with a slash: Python requests 2.32 and later cannot send a path that begins with two slashes.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/versity/versitygw/issues/2274',
    'https://github.com/cognitect-labs/aws-api/issues/53',
    'https://github.com/duckdb/duckdb-httpfs/issues/333',
    'https://github.com/boto/boto3/issues/4181',
    'https://github.com/psf/requests/issues/6711',
    'https://github.com/tedder/requests-aws4auth/issues/31',
    'https://github.com/aws/aws-sdk-java/issues/82',
    'https://github.com/minio/minio-js/issues/1344',
    'https://github.com/nginx/nginx-s3-gateway/pull/585',
    'https://github.com/aws/aws-sdk-js/issues/1046',
  ],
  mutations: MUTATIONS,
  suspects: (sides) => suspicionOfSeenPath(MUTATIONS, sides) ?? suspicionOf(sides),
  example: { kind: 'mutation', base: 'get-range', variant: 'slashes-merged' },
};

/** The path, tidied: S3 keeps empty segments and dots, since a key may hold them; many libraries and proxies do not. */
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
  ['slashes-merged', 'each run of slashes in the path was made one slash', mergeSlashes],
  ['dots-removed', 'the segments "." and ".." were taken out of the path', removeDotSegments],
  [
    'normalised',
    'the path lost its empty segments and its segments "." and ".."',
    (path) => mergeSlashes(removeDotSegments(path)),
  ],
  ['leading-slashes-merged', 'the slashes that the path begins with were made one', mergeLeadingSlashes],
  [
    'decomposed',
    'letters with accents were taken apart into letter and accent (Unicode form NFD)',
    (path) => withMeaning(path, (text) => text.normalize('NFD')),
  ],
  [
    'composed',
    'letters and accents were put together (Unicode form NFC)',
    (path) => withMeaning(path, (text) => text.normalize('NFC')),
  ],
];

const onTheWay = ([variant, done, rewrite]: (typeof WAYS)[number]): Mutation =>
  travelling(variant, `On the way to the server, ${done}.`, inPath(rewrite));

const whileSigning = ([variant, done, rewrite]: (typeof WAYS)[number]): Mutation =>
  signing(`${variant}-signed`, `While it was signed, ${done}; it was sent as it is.`, inPath(rewrite));

const LEADING_SLASH_LOST = signing(
  'leading-slash-lost',
  'The path was signed with one more slash at its beginning than it arrived with.',
  (draft) => [withUri(draft, join([putBytes(draft, '/'), pathBytes(draft)]))],
);

const FIRST_SLASH_MISSING = signing(
  'first-slash-missing',
  'The path was signed without the slash at its beginning.',
  (draft) => [withUri(draft, slice(pathBytes(draft), 1))],
);

/** Bytes that a client or proxy which normalises does not leave as they are. */
const UNTIDY = /\/\/|\/\.{1,2}(?:\/|$)/;

const MUTATIONS: readonly Mutation[] = [
  ...WAYS.map(onTheWay),
  ...WAYS.map(whileSigning),
  LEADING_SLASH_LOST,
  FIRST_SLASH_MISSING,
];

function suspicionOf(sides: Sides): Suspicion | null {
  const found = targetOfMute(sides)?.path.octets.match(UNTIDY)?.[0];
  if (found === undefined) return null;
  return {
    standing: 'possible',
    says: `The path has "${found}" in it, which many HTTP clients and proxies take out after signing.`,
  };
}

export const pathNormalised: Cause = {
  id: 'path-normalised',
  stage: 'canonical-uri',
  says: 'The path was normalised on one side only: empty segments or dots were taken out of it.',
  fix: 'Sign and send the path as the key has it: curl --path-as-is, in nginx merge_slashes off and proxy_pass without a path; Python requests from 2.32 on sends no path that begins with two slashes, so name no key with a slash at its beginning.',
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

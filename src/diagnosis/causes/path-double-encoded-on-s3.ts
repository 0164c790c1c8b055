/** Describes a path that was encoded twice. S3 encodes the path once; all other services encode it twice. */
import { rulesOf } from '../../aws/services.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { suspicionOfSeenPath } from '../answers/seen-path.ts';
import type { Cause } from '../cause.ts';
import type { Draft } from '../draft/draft.ts';
import { eachOf, inPath, type Rewriting, sentTarget, withUri } from '../draft/parts.ts';
import { type Mutation, signing, travelling } from '../mutation.ts';
import { decoded, decodedOnce, encodedAgain, encodedPath } from '../spellings/percent.ts';
import type { Surroundings } from '../surroundings.ts';

/**
 * Returns whether the path is encoded once. The path itself is checked too, because services with other names may
 * follow the rules of S3.
 */
function isOnce({ canonicalUri, scope }: Draft, around: Surroundings): boolean {
  if (rulesOf(scope.service).pathEncoding === 'once') return true;
  const path = sentTarget(around)?.path;
  return path !== undefined && encodedPath(path) !== canonicalUri && encodedPath(decoded(path)) === canonicalUri;
}

const onS3 =
  (rewrite: Rewriting): Mutation['change'] =>
  (draft, around) =>
    isOnce(draft, around) ? inPath(rewrite)(draft, around) : [];

/**
 * Encodes the path exactly as the request or the client wrote it, so that existing escapes are encoded twice and other
 * characters once.
 */
const encodeAsWritten: Mutation['change'] = (draft, around) => {
  const paths = [sentTarget(around)?.path, around.other && decoded(around.other.canonicalUri)];
  return paths
    .filter((path) => path !== undefined && path !== null)
    .filter((path) => encodedPath(decoded(path)) === draft.canonicalUri && isOnce(draft, around))
    .map((path) => withUri(draft, encodedPath(path)));
};

const MUTATIONS: readonly Mutation[] = [
  signing(
    'signed-twice',
    'The path was signed percent-encoded twice, as every service except S3 requires.',
    eachOf(onS3(encodedAgain), encodeAsWritten),
  ),
  travelling(
    'sent-twice',
    'The path was signed percent-encoded once but arrived percent-encoded twice.',
    onS3(encodedAgain),
  ),
  signing('signed-once', 'The path was sent percent-encoded twice but signed percent-encoded once.', onS3(decodedOnce)),
];

export const pathDoubleEncodedOnS3: Cause = {
  id: 'path-double-encoded-on-s3',
  stage: 'canonical-uri',
  says: 'The path was percent-encoded twice on one side, but S3 encodes it once.',
  fix: 'Encode the path once: set uriEscapePath = false (JavaScript), use_double_uri_encode = false (CRT), doubleUrlEncode = false (Java), or DisableURIPathEscaping = true (Go). Do not give an encoded key to a signer that encodes it.',
  see: HEADER_CALCULATION,
  threads: ['https://github.com/aws/aws-sdk-net/issues/933', 'https://github.com/chimera-nas/chimera/pull/702'],
  mutations: MUTATIONS,
  suspects: (sides) => suspicionOfSeenPath(MUTATIONS, sides),
  example: { kind: 'mutation', base: 'get-range', variant: 'signed-twice' },
};

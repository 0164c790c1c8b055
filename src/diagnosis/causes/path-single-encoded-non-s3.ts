/** Every service but S3 normalises the path, and encodes what is encoded already once more. */
import { rulesOf } from '../../aws/services.ts';
import { SIGNED_REQUEST } from '../../sigv4/documentation.ts';
import type { Cause } from '../cause.ts';
import type { Draft } from '../draft.ts';
import { type Mutation, signing } from '../mutation.ts';
import { inPath, type Rewriting, sentTarget, withUri } from '../parts.ts';
import { decoded, decodedOnce, encodedAgain, encodedPath } from '../percent.ts';

const isTwice = ({ scope }: Draft): boolean => scope.service !== '' && rulesOf(scope.service).pathEncoding === 'twice';

const elsewhere =
  (rewrite: Rewriting): Mutation['change'] =>
  (draft, around) =>
    isTwice(draft) ? inPath(rewrite)(draft, around) : [];

/** The path of the request, as it stands there, by rules that are not those of the service. */
const fromSent =
  (rewrite: Rewriting): Mutation['change'] =>
  (draft, around) => {
    const path = sentTarget(around)?.path;
    return path !== undefined && isTwice(draft) ? [withUri(draft, rewrite(path))] : [];
  };

export const pathSingleEncodedNonS3: Cause = {
  id: 'path-single-encoded-non-s3',
  stage: 'canonical-uri',
  says: 'The path was signed as S3 wants it, and this service wants it normalised and percent-encoded once more.',
  fix: 'Sign the path of the URL with each segment percent-encoded again (%20 becomes %2520), without empty segments, "." and ".."; only S3 takes it as it is.',
  see: SIGNED_REQUEST,
  threads: [
    'https://github.com/furaiev/amazon-cognito-identity-dart-2/issues/57',
    'https://github.com/aws/aws-sdk-js/issues/853',
    'https://github.com/sharetribe/aws-sig4/issues/10',
    'https://github.com/jcberquist/aws-cfml/issues/18',
    'https://github.com/awslabs/aws-crt-python/pull/274',
  ],
  mutations: [
    signing('encoded-once', 'The path was signed percent-encoded once, as only S3 wants it.', elsewhere(decodedOnce)),
    signing(
      'not-normalised',
      'The path was signed with its empty segments and dots, as only S3 wants it.',
      fromSent(encodedPath),
    ),
    signing(
      'as-for-s3',
      'The path was signed as S3 wants it, neither normalised nor encoded again.',
      fromSent((path) => encodedPath(decoded(path))),
    ),
    signing('encoded-three-times', 'The path was signed percent-encoded three times.', elsewhere(encodedAgain)),
  ],
  example: { kind: 'mutation', base: 'get-range', variant: 'encoded-once' },
};

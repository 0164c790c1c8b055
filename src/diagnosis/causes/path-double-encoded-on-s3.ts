/** S3 encodes the path once; all other services encode what is encoded already once more. */
import { rulesOf } from '../../aws/services.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import type { Cause } from '../cause.ts';
import type { Draft } from '../draft.ts';
import { type Mutation, signing, travelling } from '../mutation.ts';
import { inPath, type Rewriting } from '../parts.ts';
import { decodedOnce, encodedAgain } from '../percent.ts';
import { suspicionOfSeenPath } from '../seen-path.ts';

const isOnce = ({ scope }: Draft): boolean => rulesOf(scope.service).pathEncoding === 'once';

const onS3 =
  (rewrite: Rewriting): Mutation['change'] =>
  (draft, around) =>
    isOnce(draft) ? inPath(rewrite)(draft, around) : [];

const MUTATIONS: readonly Mutation[] = [
  signing(
    'signed-twice',
    'The path was signed percent-encoded twice, as every service but S3 wants it.',
    onS3(encodedAgain),
  ),
  travelling(
    'sent-twice',
    'The path was signed percent-encoded once and arrived percent-encoded twice.',
    onS3(encodedAgain),
  ),
  signing('signed-once', 'The path was sent percent-encoded twice and signed percent-encoded once.', onS3(decodedOnce)),
];

export const pathDoubleEncodedOnS3: Cause = {
  id: 'path-double-encoded-on-s3',
  stage: 'canonical-uri',
  says: 'The path was percent-encoded twice on one side, and S3 encodes it once.',
  fix: 'Encode the path once: set uriEscapePath (JavaScript), use_double_uri_encode (CRT), doubleUrlEncode (Java) or DisableURIPathEscaping = true (Go) as S3 wants it, and hand no encoded key to a signer that encodes.',
  see: HEADER_CALCULATION,
  threads: ['https://github.com/aws/aws-sdk-net/issues/933', 'https://github.com/chimera-nas/chimera/pull/702'],
  mutations: MUTATIONS,
  suspects: (sides) => suspicionOfSeenPath(MUTATIONS, sides),
  example: { kind: 'mutation', base: 'get-range', variant: 'signed-twice' },
};

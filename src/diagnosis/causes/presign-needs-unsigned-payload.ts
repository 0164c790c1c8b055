/**
 * Describes a presigned S3 URL with a payload hash. The last line must be UNSIGNED-PAYLOAD, because the body is not
 * known when the URL is made.
 */
import { EMPTY } from '../../bytes/octets.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { QUERY_STRING } from '../../sigv4/documentation.ts';
import { UNSIGNED_PAYLOAD } from '../../sigv4/payload-words.ts';
import { mayBeSignersMistake } from '../answers/mismatch.ts';
import type { Cause } from '../cause.ts';
import { withHashes } from '../draft/payload-hashes.ts';
import { signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';

const HASH = /^[0-9a-f]{64}$/;
const WORDS = UNSIGNED_PAYLOAD.octets;

export const presignNeedsUnsignedPayload: Cause = {
  id: 'presign-needs-unsigned-payload',
  stage: 'hashed-payload',
  says: 'The URL was presigned with a hash of the payload, but S3 requires UNSIGNED-PAYLOAD.',
  fix: 'Put UNSIGNED-PAYLOAD on the last line of the canonical request when you presign a URL for S3.',
  see: QUERY_STRING,
  threads: [
    'https://github.com/brendanhay/amazonka/issues/36',
    'https://github.com/brendanhay/amazonka/issues/766',
    'https://github.com/iksteen/aws-request-signer/pull/13',
    'https://github.com/aws/aws-sdk-php/issues/954',
  ],
  mutations: [
    signing(
      'hash-of-nothing',
      'The URL was presigned with the hash of an empty payload, but S3 requires UNSIGNED-PAYLOAD.',
      (draft, { scheme }) =>
        scheme === 'query' && draft.hashedPayload === WORDS ? withHashes(draft, [sha256Hex(EMPTY)]) : [],
    ),
    signing(
      'hash-of-body',
      'The URL was presigned with the hash of the body, but S3 requires UNSIGNED-PAYLOAD.',
      (draft, { scheme, body, other }) => {
        if (scheme !== 'query' || draft.hashedPayload !== WORDS) return [];
        const reported = other && HASH.test(other.hashedPayload) ? [other.hashedPayload] : [];
        return withHashes(draft, [...(body === null ? [] : [sha256Hex(body)]), ...reported]);
      },
    ),
  ],
  suspects: suspicion,
  example: { kind: 'mutation', base: 'presigned', variant: 'hash-of-nothing' },
};

function suspicion(sides: Sides) {
  const { client, scheme } = sides;
  const isHashed =
    client.known === 'quoted' && client.draft?.scope.service === 's3' && HASH.test(client.draft.hashedPayload);
  if (scheme !== 'query' || !isHashed || !mayBeSignersMistake(sides)) return null;
  return {
    standing: 'possible',
    says: 'The client presigned the URL with a hash on the last line of its canonical request.',
  } as const;
}

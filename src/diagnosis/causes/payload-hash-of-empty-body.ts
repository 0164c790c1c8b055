/** Describes a signer that hashed an empty body, although the request has a body. */
import { EMPTY } from '../../bytes/octets.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { mayBeSignersMistake } from '../answers/mismatch.ts';
import type { Cause, Statement } from '../cause.ts';
import { statedHashes } from '../draft/payload-changes.ts';
import { withHashes, withHashesInHeader } from '../draft/payload-hashes.ts';
import { signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';

/** Matches a hash. A presigned S3 URL has UNSIGNED-PAYLOAD instead. */
const HASH = /^[0-9a-f]{64}$/;
const OF_NOTHING = sha256Hex(EMPTY);
const SAYS = 'The signed payload hash is the hash of an empty body (e3b0c442…), but the request has a body.';

export const payloadHashOfEmptyBody: Cause = {
  id: 'payload-hash-of-empty-body',
  stage: 'hashed-payload',
  says: 'The client signed the hash of an empty body but sent a body.',
  fix: 'Give the body to the signer before it signs. If you cannot hash the body, send and sign UNSIGNED-PAYLOAD, which S3 accepts.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/electron-userland/electron-builder/pull/9863',
    'https://github.com/AnWeber/httpyac/issues/919',
    'https://github.com/mhart/aws4/issues/100',
  ],
  mutations: [
    signing(
      'last-line',
      'The last line of the canonical request is the hash of an empty body, but a body was sent.',
      (draft, { scheme }) =>
        scheme === 'query' && !HASH.test(draft.hashedPayload) ? [] : withHashes(draft, [OF_NOTHING]),
    ),
    signing(
      'header-too',
      'The client signed and sent the hash of an empty body, but it also sent a body.',
      (draft, { scheme }) => (scheme === 'query' ? [] : withHashesInHeader(draft, [OF_NOTHING])),
    ),
  ],
  states,
  suspects: suspicion,
  example: { kind: 'mutation', base: 'put-metadata', variant: 'last-line' },
};

function states(answer: ServerAnswer): Statement | null {
  const hashes = statedHashes(answer);
  return hashes?.client === OF_NOTHING ? { says: `${SAYS} The hash of that body is ${hashes.server}.` } : null;
}

function suspicion(sides: Sides) {
  const { request, client, answer, scheme } = sides;
  if (!request?.body || client.draft?.hashedPayload !== OF_NOTHING || scheme === 'query') return null;
  return answer?.code === 'XAmzContentSHA256Mismatch' || mayBeSignersMistake(sides)
    ? ({ standing: 'explains', says: SAYS } as const)
    : null;
}

/** The signer had no body to hash, and the request has one. */
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

/** In a URL of S3 the words stand there. */
const HASH = /^[0-9a-f]{64}$/;
const OF_NOTHING = sha256Hex(EMPTY);
const SAYS = 'The hash that was signed is that of an empty body (e3b0c442…), and the request has a body.';

export const payloadHashOfEmptyBody: Cause = {
  id: 'payload-hash-of-empty-body',
  stage: 'hashed-payload',
  says: 'The client signed the hash of an empty body, and sent a body.',
  fix: 'Give the body to the signer before it signs, so that its hash is signed; where it cannot be hashed, S3 takes UNSIGNED-PAYLOAD.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/electron-userland/electron-builder/pull/9863',
    'https://github.com/AnWeber/httpyac/issues/919',
    'https://github.com/mhart/aws4/issues/100',
  ],
  mutations: [
    signing(
      'last-line',
      'The last line of the canonical request is the hash of an empty body, and a body was sent.',
      (draft, { scheme }) =>
        scheme === 'query' && !HASH.test(draft.hashedPayload) ? [] : withHashes(draft, [OF_NOTHING]),
    ),
    signing(
      'header-too',
      'The client signed and sent the hash of an empty body, and a body with it.',
      (draft, { scheme }) => (scheme === 'query' ? [] : withHashesInHeader(draft, [OF_NOTHING])),
    ),
  ],
  states,
  suspects: suspicion,
  example: { kind: 'mutation', base: 'put-metadata', variant: 'last-line' },
};

function states(answer: ServerAnswer): Statement | null {
  const hashes = statedHashes(answer);
  return hashes?.client === OF_NOTHING ? { says: `${SAYS} Its hash is ${hashes.server}.` } : null;
}

function suspicion(sides: Sides) {
  const { request, client, answer, scheme } = sides;
  if (!request?.body || client.draft?.hashedPayload !== OF_NOTHING || scheme === 'query') return null;
  return answer?.code === 'XAmzContentSHA256Mismatch' || mayBeSignersMistake(sides)
    ? ({ standing: 'explains', says: SAYS } as const)
    : null;
}

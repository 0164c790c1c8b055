/** Causes that involve the body that was hashed. */
import { EMPTY } from '../../../bytes/octets.ts';
import { sha256Hex } from '../../../crypto/digests.ts';
import type { ServerAnswer } from '../../../evidence/evidence.ts';
import { HEADER_CALCULATION } from '../../../sigv4/documentation.ts';
import { isRightBeforeAnswer, mayBeSignersMistake } from '../../answers/mismatch.ts';
import { type Cause, explains, github, type Statement, type Suspicion } from '../../cause.ts';
import { type Draft, headerOf } from '../../draft/draft.ts';
import {
  changeBetween,
  changedHashes,
  RECODINGS,
  statedHashes,
  TRANSFORMATIONS,
  withHashes,
  withHashesInHeader,
  withOtherHash,
} from '../../draft/payload-changes.ts';
import { signing, travelling } from '../../mutation.ts';
import type { Sides } from '../../sides.ts';

const OF_NOTHING = sha256Hex(EMPTY);
const HASH = /^[0-9a-f]{64}$/;

/**
 * Returns whether the server computes the hash itself. If the request has an x-amz-content-sha256 header, S3 uses the
 * header's value instead.
 */
const isComputed = (draft: Draft) => headerOf(draft, 'x-amz-content-sha256') === null;

/** Describes a body that changed after its hash was computed. */
export const payloadChangedAfterSigning: Cause = {
  id: 'payload-changed-after-signing',
  stage: 'hashed-payload',
  says: 'The body that was hashed for the signature is not the body that arrived.',
  sign: 'The last lines differ, and neither is the hash of an empty body. S3 may return XAmzContentSHA256Mismatch.',
  fix: 'Sign last. Compress, serialize, and convert line endings before you hash the body, and send exactly the bytes that you hashed.',
  see: HEADER_CALCULATION,
  threads: github(`
    amazon-archives/aws-request-signing-apache-interceptor/issues/10 opensearch-project/opensearch-ruby/issues/141
    opensearch-project/opensearch-ruby/issues/311 opensearch-project/opensearch-ruby/pull/336
    opensearch-project/opensearch-hadoop/pull/759
  `),
  mutations: [
    ...TRANSFORMATIONS.map((one) =>
      signing(`signed-before-${one.variant}`, `The body was ${one.says} after it was hashed.`, (draft, { body }) => {
        // If the payload is not signed, the request contains no hash for an empty body.
        const hashes = body === EMPTY && !HASH.test(draft.hashedPayload) ? [] : changedHashes(one, body);
        return [...withHashesInHeader(draft, hashes), ...withHashes(draft, hashes)];
      }),
    ),
    ...TRANSFORMATIONS.map((one) =>
      travelling(`arrived-${one.variant}`, `The body was ${one.says} in transit.`, (draft, { body }) =>
        isComputed(draft) ? withHashes(draft, changedHashes(one, body)) : [],
      ),
    ),
    signing(
      'signed-another-body',
      'The client signed the hash of a different body than the server received.',
      withOtherHash,
    ),
    travelling('body-lost', 'The body did not arrive: a retry or a redirect sent the request without it.', (draft) =>
      isComputed(draft) ? withHashes(draft, [OF_NOTHING]) : [],
    ),
  ],
  states: statePayloadChangedAfterSigning,
};

function statePayloadChangedAfterSigning(answer: ServerAnswer, { request }: Sides): Statement | null {
  const hashes = statedHashes(answer);
  if (!hashes || !HASH.test(hashes.client) || hashes.client === OF_NOTHING) return null;
  if (hashes.server === OF_NOTHING) {
    return {
      variant: 'body-lost',
      says: 'The hash of a body was signed, but an empty body arrived.',
      fix: 'Rewind the stream of the body before a retry or a redirect, so that the body is sent again.',
    };
  }
  const body = request?.body ?? null;
  if (changeBetween(hashes, body, RECODINGS)) return null;
  const found = changeBetween(hashes, body, TRANSFORMATIONS);
  if (!found)
    return {
      says: `The signed payload hash is ${hashes.client}, but the body that arrived has the hash ${hashes.server}.`,
    };
  const isOfRequest = body !== null && sha256Hex(body) === hashes.client;
  return isOfRequest
    ? { variant: `arrived-${found.variant}`, says: `The body was ${found.says} in transit.` }
    : { variant: `signed-before-${found.variant}`, says: `The body was ${found.says} after it was hashed.` };
}

/** Describes a body that was hashed as text in the wrong character encoding. */
export const payloadCharsetOrBinary: Cause = {
  id: 'payload-charset-or-binary',
  stage: 'hashed-payload',
  says: 'The body was hashed as text in one character encoding and sent in another.',
  sign: 'The signed hash is the hash of the body in another charset, such as UTF-16 or Latin-1.',
  fix: 'Encode the body to bytes once. Hash these bytes and send these bytes.',
  see: HEADER_CALCULATION,
  threads: github(`http4k/http4k/issues/43 opensearch-project/logstash-output-opensearch/pull/217`),
  mutations: [
    ...RECODINGS.map((one) =>
      signing(
        `signed-${one.variant}`,
        `The signed hash is the hash of the body ${one.says}.`,
        (draft, { body, other }) => {
          const hashes = changedHashes(one, body);
          // A client puts the hash that it signed in the header, unless the client's own text shows otherwise.
          const isReported = other !== null && hashes.includes(other.hashedPayload);
          return [
            ...withHashesInHeader(draft, hashes),
            ...(isReported ? withHashes(draft, [other.hashedPayload]) : []),
          ];
        },
      ),
    ),
    ...RECODINGS.map((one) =>
      travelling(`arrived-${one.variant}`, `The body was ${one.says} after it was hashed.`, (draft, { body }) =>
        headerOf(draft, 'x-amz-content-sha256') === null ? withHashes(draft, changedHashes(one, body)) : [],
      ),
    ),
  ],
  states: statePayloadCharsetOrBinary,
};

function statePayloadCharsetOrBinary(answer: ServerAnswer, { request }: Sides): Statement | null {
  const hashes = statedHashes(answer);
  const body = request?.body ?? null;
  const found = hashes && changeBetween(hashes, body, RECODINGS);
  if (!found || body === null) return null;
  return sha256Hex(body) === hashes.client
    ? { variant: `arrived-${found.variant}`, says: `The body was ${found.says} after it was hashed.` }
    : { variant: `signed-${found.variant}`, says: `The signed hash is the hash of the body ${found.says}.` };
}

const SAYS = 'The signed payload hash is the hash of an empty body (e3b0c442…), but the request has a body.';

/** Describes a signer that hashed an empty body, although the request has a body. */
export const payloadHashOfEmptyBody: Cause = {
  id: 'payload-hash-of-empty-body',
  stage: 'hashed-payload',
  says: 'The client signed the hash of an empty body but sent a body.',
  sign: 'The signed hash is e3b0c442…, the hash of an empty body, and the request has a body.',
  fix: 'Give the body to the signer before it signs. If you cannot hash the body, send and sign UNSIGNED-PAYLOAD, which S3 accepts.',
  see: HEADER_CALCULATION,
  threads: github(`electron-userland/electron-builder/pull/9863 AnWeber/httpyac/issues/919 mhart/aws4/issues/100`),
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
  states: statePayloadHashOfEmptyBody,
  suspects: suspectPayloadHashOfEmptyBody,
};

function statePayloadHashOfEmptyBody(answer: ServerAnswer): Statement | null {
  const hashes = statedHashes(answer);
  return hashes?.client === OF_NOTHING ? { says: `${SAYS} The hash of that body is ${hashes.server}.` } : null;
}

function suspectPayloadHashOfEmptyBody(sides: Sides): Suspicion | null {
  const { request, client, answer, scheme } = sides;
  if (!request?.body || client.draft?.hashedPayload !== OF_NOTHING || scheme === 'query') return null;
  const isRefused = answer?.code === 'XAmzContentSHA256Mismatch' || mayBeSignersMistake(sides);
  return isRefused || isRightBeforeAnswer(sides) ? explains(SAYS) : null;
}

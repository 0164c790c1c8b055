/** Causes that involve the body that was hashed. */

import { EMPTY } from '../../bytes/octets.ts';
import { HASH_OF_NOTHING, sha256Hex } from '../../crypto/digests.ts';
import { type Draft, headerOf } from '../../drafts/draft.ts';
import {
  changeBetween,
  changedHashes,
  HASH,
  type PayloadChange,
  RECODINGS,
  TRANSFORMATIONS,
  withHashes,
  withHashesInHeader,
  withOtherHash,
} from '../../drafts/payload-changes.ts';
import { type StatedHashes, statedHashes } from '../../sides/answers/answers.ts';
import { isRightBeforeAnswer, mayBeSignersMistake } from '../../sides/answers/mismatch.ts';
import { saysMismatch } from '../../sides/answers/says-mismatch.ts';
import type { Sides } from '../../sides/sides.ts';
import { seenHeader } from '../../sides/signs.ts';
import type { Place } from '../../sides/transit.ts';
import { AMZ_HEADERS } from '../../sigv4/names.ts';
import { MISMATCH, OTHER_BODY } from '../answers.ts';
import type { Statement } from '../cause.ts';
import { type Change, cause, explains, forEach, type Mistakes, possible, signing, traveling } from '../define-cause.ts';
import { feature, inText } from '../features/feature.ts';
import { ofPayload } from '../features/payload.ts';

/** Returns the hash in a signed header such as x-amz-content-sha256; `null` if there is none. */
const statedHash = (draft: Draft) => headerOf(draft, AMZ_HEADERS.contentSha256);

/**
 * Returns whether the server computes the hash itself. If the request has an x-amz-content-sha256 header, S3 uses the
 * header's value instead.
 */
const isComputed = (draft: Draft) => statedHash(draft) === null && HASH.test(draft.hashedPayload);

const changeOfComputed =
  (one: PayloadChange): Change =>
  (draft, { body }) =>
    isComputed(draft) ? withHashes(draft, changedHashes(one, body)) : [];

const OF_BODY = { ofBody: 'hashed' } as const;

/** Creates the mistakes that the body was changed in one of these ways in transit, by a part of a sentence. */
const arrivedIn = (changes: readonly PayloadChange[], how: string): Mistakes =>
  forEach(changes, (one) => [
    `arrived-${one.variant}`,
    traveling(`The body was ${one.says} ${how}.`, changeOfComputed(one), OF_BODY),
  ]);

const FIX_IN_TRANSIT = {
  fix: 'Let the proxy pass on the body unchanged: the client sent the body that it hashed.',
} as const;

/**
 * Returns where the body was changed, from the hash of the body that was sent; `null` if that is unknown. A tap does not
 * know what happened to a body before it.
 */
function placeOfChange({ client, server }: StatedHashes, request: Sides['request']): Place | null {
  const sent = request?.hashedBody?.sha256 ?? (request?.body ? sha256Hex(request.body) : null);
  if (sent === client) return 'transit';
  return sent === server && request?.seenBy === 'client' ? 'client' : null;
}

/** Returns the hash in the request's header and that of its body, if they differ. */
function hashesSeen(sides: Sides): StatedHashes | null {
  const { request, scheme } = sides;
  const client = seenHeader(sides, 'x-amz-content-sha256') ?? '';
  const server = request?.hashedBody?.sha256 ?? (request?.body ? sha256Hex(request.body) : client);
  return scheme === 'query' || !HASH.test(client) || client === server ? null : { client, server };
}

const mayBeAboutBody = (answer: Sides['answer']): boolean =>
  saysMismatch(answer) || /^(?:XAmzContentSHA256Mismatch|BadDigest|InvalidDigest)$/.test(answer?.code ?? '');

export const payloadChangedAfterSigning = cause('payload-changed-after-signing', 'hashed-payload', {
  says: 'The body that was hashed for the signature is not the body that arrived.',
  symptom: 'The last lines differ, and neither is the hash of an empty body. S3 may return XAmzContentSHA256Mismatch.',
  fix: 'Sign last. Compress, serialize, and convert line endings before you hash the body, and send exactly the bytes that you hashed.',
  threads: `
    amazon-archives/aws-request-signing-apache-interceptor/issues/10 opensearch-project/opensearch-ruby/issues/141
    opensearch-project/opensearch-ruby/issues/311 opensearch-project/opensearch-ruby/pull/336
    opensearch-project/opensearch-hadoop/pull/759
  `,
  features: [
    feature(
      'multipart-body',
      'The body is multipart/form-data, which the HTTP library builds after signing.',
      inText(/multipart\/form-data/i),
    ),
    ofPayload.bodyFromCode,
  ],
  test: 'Send a fixed short text as the body, as bytes.',
  answers: { any: [...OTHER_BODY, MISMATCH], 'on-the-way': OTHER_BODY },
  inBody: { variant: 'on-the-way', says: 'The last byte of the body was changed in transit.' },
  mutations: {
    ...forEach(TRANSFORMATIONS, (one) => [
      `signed-before-${one.variant}`,
      signing(
        `The body was ${one.says} after it was hashed.`,
        (draft, { body, scheme }) => {
          // If the payload is not signed, the header contains no hash, nor does a URL for an empty body.
          const isUnsigned = !HASH.test(draft.hashedPayload) && (scheme === 'header' || body === EMPTY);
          const hashes = isUnsigned ? [] : changedHashes(one, body);
          return [...withHashesInHeader(draft, hashes), ...withHashes(draft, hashes)];
        },
        OF_BODY,
      ),
    ]),
    ...arrivedIn(TRANSFORMATIONS, 'in transit'),
    'signed-another-body': signing(
      'The client signed the hash of a different body than the server received.',
      withOtherHash,
    ),
    'body-lost': traveling('The body did not arrive: a retry or a redirect sent the request without it.', (draft) =>
      isComputed(draft) ? withHashes(draft, [HASH_OF_NOTHING]) : [],
    ),
  },
  states(answer, { request }) {
    const hashes = statedHashes(answer);
    if (!hashes || !HASH.test(hashes.client) || hashes.client === HASH_OF_NOTHING) return null;
    const place = placeOfChange(hashes, request);
    const more = place === null ? {} : { place, ...(place === 'transit' ? FIX_IN_TRANSIT : {}) };
    if (hashes.server === HASH_OF_NOTHING) {
      return {
        variant: 'body-lost',
        says: 'The hash of a body was signed, but an empty body arrived.',
        fix: 'Rewind the stream of the body before a retry or a redirect, so that the body is sent again.',
        ...more,
      };
    }
    const body = request?.body ?? null;
    if (changeBetween(hashes, body, RECODINGS)) return null;
    const found = changeBetween(hashes, body, TRANSFORMATIONS);
    if (!found)
      return {
        says: `The signed payload hash is ${hashes.client}, but the body that arrived has the hash ${hashes.server}.`,
        ...more,
      };
    const { change, says } = found;
    return place === 'transit'
      ? { variant: `arrived-${change.variant}`, says: `${says} in transit.`, shownBy: 'body', ...more }
      : { variant: `signed-before-${change.variant}`, says: `${says} after it was hashed.`, shownBy: 'body', ...more };
  },
  /** Suspects a body that does not match its stated hash. The pasted body may be incomplete. */
  visible(sides) {
    const { request, answer, server } = sides;
    const arrived = server.draft?.hashedPayload ?? '';
    const declared = (server.draft && statedHash(server.draft)?.trim()) ?? '';
    if (server.known === 'quoted' && HASH.test(arrived) && HASH.test(declared) && arrived !== declared)
      return {
        certainty: 'explains',
        variant: arrived === HASH_OF_NOTHING ? 'body-lost' : 'signed-another-body',
        says: `The body that arrived has the hash ${arrived}, but the request declares ${declared}.`,
      };
    const hashes = hashesSeen(sides);
    // The hash of an empty body and that of a body in another encoding are separate causes.
    if (hashes === null || hashes.client === HASH_OF_NOTHING || !mayBeAboutBody(answer)) return null;
    if (changeBetween(hashes, request?.body ?? null, RECODINGS)) return null;
    return possible(
      'The body does not have the hash in x-amz-content-sha256: it was changed after it was hashed, or it is not pasted as it was sent.',
      { variant: 'body-of-another-hash' },
    );
  },
});

export const payloadCharsetOrBinary = cause('payload-charset-or-binary', 'hashed-payload', {
  says: 'The body was hashed as text in one character encoding and sent in another.',
  symptom: 'The signed hash is the hash of the body in another charset, such as UTF-16 or Latin-1.',
  fix: 'Encode the body to bytes once. Hash these bytes and send these bytes.',
  threads: 'http4k/http4k/issues/43 opensearch-project/logstash-output-opensearch/pull/217',
  answers: { any: [...OTHER_BODY, MISMATCH] },
  mutations: {
    ...forEach(RECODINGS, (one) => [
      `signed-${one.variant}`,
      signing(
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
        OF_BODY,
      ),
    ]),
    ...arrivedIn(RECODINGS, 'after it was hashed'),
  },
  states: (answer, sides) => recodingOf(statedHashes(answer), sides),
  visible(sides) {
    const stated = recodingOf(hashesSeen(sides), sides);
    return stated && { certainty: 'explains', role: 'defect', ...stated };
  },
});

/** States that one of two hashes is that of the body that was given, and the other one that of its text in another encoding. */
function recodingOf(hashes: StatedHashes | null, { request }: Sides): Statement | null {
  const body = request?.body ?? null;
  const found = hashes && changeBetween(hashes, body, RECODINGS);
  if (!found || body === null) return null;
  const { change, says } = found;
  return sha256Hex(body) === hashes.client
    ? { variant: `arrived-${change.variant}`, says: `${says} after it was hashed.`, shownBy: 'body' }
    : {
        variant: `signed-${change.variant}`,
        says: `The signed hash is the hash of the body ${change.says}.`,
        shownBy: 'body',
      };
}

const SAYS = 'The signed payload hash is the hash of an empty body (e3b0c442…), but the request has a body.';

export const payloadHashOfEmptyBody = cause('payload-hash-of-empty-body', 'hashed-payload', {
  says: 'The client signed the hash of an empty body but sent a body.',
  symptom: 'The signed hash is e3b0c442…, the hash of an empty body, and the request has a body.',
  fix: 'Give the body to the signer before it signs. If you cannot hash the body, send and sign UNSIGNED-PAYLOAD, which S3 accepts.',
  threads: 'electron-userland/electron-builder/pull/9863 AnWeber/httpyac/issues/919 mhart/aws4/issues/100',
  features: [ofPayload.bodyFromCode, ofPayload.emptyHashOfUpload],
  answers: { 'header-too': OTHER_BODY },
  mutations: {
    'last-line': signing(
      'The last line of the canonical request is the hash of an empty body, but a body was sent.',
      (draft, { scheme }) =>
        scheme === 'query' && !HASH.test(draft.hashedPayload) ? [] : withHashes(draft, [HASH_OF_NOTHING]),
      OF_BODY,
    ),
    'header-too': signing(
      'The client signed and sent the hash of an empty body, but it also sent a body.',
      (draft, { scheme }) => (scheme === 'query' ? [] : withHashesInHeader(draft, [HASH_OF_NOTHING])),
      OF_BODY,
    ),
  },
  states(answer) {
    const hashes = statedHashes(answer);
    return hashes?.client === HASH_OF_NOTHING ? { says: `${SAYS} The hash of that body is ${hashes.server}.` } : null;
  },
  suspects(sides) {
    const { request, client, answer, scheme } = sides;
    if (!request?.body || client.draft?.hashedPayload !== HASH_OF_NOTHING || scheme === 'query') return null;
    const isRefused = answer?.code === 'XAmzContentSHA256Mismatch' || mayBeSignersMistake(sides);
    return isRefused || isRightBeforeAnswer(sides) ? explains(SAYS) : null;
  },
});

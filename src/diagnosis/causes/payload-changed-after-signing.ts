/** Describes a body that changed after its hash was computed. */
import { EMPTY } from '../../bytes/octets.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import type { Cause, Statement } from '../cause.ts';
import { type Draft, headerOf } from '../draft/draft.ts';
import { changeBetween, changedHashes, RECODINGS, statedHashes, TRANSFORMATIONS } from '../draft/payload-changes.ts';
import { withHashes, withHashesInHeader, withOtherHash } from '../draft/payload-hashes.ts';
import { signing, travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';

const OF_NOTHING = sha256Hex(EMPTY);
const HASH = /^[0-9a-f]{64}$/;

/** Returns whether the server computes the hash itself. If the request has the header, S3 uses its value instead. */
const isComputed = (draft: Draft) => headerOf(draft, 'x-amz-content-sha256') === null;

export const payloadChangedAfterSigning: Cause = {
  id: 'payload-changed-after-signing',
  stage: 'hashed-payload',
  says: 'The body that was hashed for the signature is not the body that arrived.',
  fix: 'Sign last. Compress, serialize, and convert line ends before you hash the body, and send exactly the bytes that you hashed.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/amazon-archives/aws-request-signing-apache-interceptor/issues/10',
    'https://github.com/opensearch-project/opensearch-ruby/issues/141',
    'https://github.com/opensearch-project/opensearch-ruby/issues/311',
    'https://github.com/opensearch-project/opensearch-ruby/pull/336',
    'https://github.com/opensearch-project/opensearch-hadoop/pull/759',
  ],
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
  states,
  example: { kind: 'mutation', base: 'put-metadata', variant: 'signed-before-line-ends' },
};

function states(answer: ServerAnswer, { request }: Sides): Statement | null {
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

/** The body that was hashed is not the one that arrived. */
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

/** S3 takes the header at its word; who has none computes the hash of what arrived. */
const isComputed = (draft: Draft) => headerOf(draft, 'x-amz-content-sha256') === null;

export const payloadChangedAfterSigning: Cause = {
  id: 'payload-changed-after-signing',
  stage: 'hashed-payload',
  says: 'The body that was hashed for the signature is not the one that arrived.',
  fix: 'Sign last: compress, serialise and set line ends before the body is hashed, and send the very bytes that were hashed.',
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
        // Nobody hashes the nothing of a request whose payload is not signed.
        const hashes = body === EMPTY && !HASH.test(draft.hashedPayload) ? [] : changedHashes(one, body);
        return [...withHashesInHeader(draft, hashes), ...withHashes(draft, hashes)];
      }),
    ),
    ...TRANSFORMATIONS.map((one) =>
      travelling(`arrived-${one.variant}`, `The body was ${one.says} on its way.`, (draft, { body }) =>
        isComputed(draft) ? withHashes(draft, changedHashes(one, body)) : [],
      ),
    ),
    signing(
      'signed-another-body',
      'The client signed the hash of another body than the server computes with.',
      withOtherHash,
    ),
    travelling(
      'body-lost',
      'The body did not arrive: it was sent once, and a retry or a redirect had none left.',
      (draft) => (isComputed(draft) ? withHashes(draft, [OF_NOTHING]) : []),
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
      says: 'A hash of a body was signed, and an empty one arrived.',
      fix: 'Send the body again on a retry or after a redirect: rewind its stream first.',
    };
  }
  const body = request?.body ?? null;
  if (changeBetween(hashes, body, RECODINGS)) return null;
  const found = changeBetween(hashes, body, TRANSFORMATIONS);
  if (!found)
    return {
      says: `The hash that was signed is ${hashes.client}, and that of the body that arrived is ${hashes.server}.`,
    };
  const isOfRequest = body !== null && sha256Hex(body) === hashes.client;
  return isOfRequest
    ? { variant: `arrived-${found.variant}`, says: `The body was ${found.says} on its way.` }
    : { variant: `signed-before-${found.variant}`, says: `The body was ${found.says} after it was hashed.` };
}

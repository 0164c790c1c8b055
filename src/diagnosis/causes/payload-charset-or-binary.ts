/** Describes a body that was hashed as text in the wrong charset. */
import { sha256Hex } from '../../crypto/digests.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import type { Cause, Statement } from '../cause.ts';
import { headerOf } from '../draft/draft.ts';
import { changeBetween, changedHashes, RECODINGS, statedHashes } from '../draft/payload-changes.ts';
import { withHashes, withHashesInHeader } from '../draft/payload-hashes.ts';
import { signing, travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';

export const payloadCharsetOrBinary: Cause = {
  id: 'payload-charset-or-binary',
  stage: 'hashed-payload',
  says: 'The body was hashed as text in a different charset than it was sent in.',
  fix: 'Encode the body to bytes once. Hash these bytes and send these bytes.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/http4k/http4k/issues/43',
    'https://github.com/opensearch-project/logstash-output-opensearch/pull/217',
  ],
  mutations: [
    ...RECODINGS.map((one) =>
      signing(
        `signed-${one.variant}`,
        `The signed hash is the hash of the body ${one.says}.`,
        (draft, { body, other }) => {
          const hashes = changedHashes(one, body);
          // A client sends the hash that it signed in the header, unless the client's own text shows that it did not.
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
  states,
  example: { kind: 'mutation', base: 'put-metadata', variant: 'signed-utf-16' },
};

function states(answer: ServerAnswer, { request }: Sides): Statement | null {
  const hashes = statedHashes(answer);
  const body = request?.body ?? null;
  const found = hashes && changeBetween(hashes, body, RECODINGS);
  if (!found || body === null) return null;
  return sha256Hex(body) === hashes.client
    ? { variant: `arrived-${found.variant}`, says: `The body was ${found.says} after it was hashed.` }
    : { variant: `signed-${found.variant}`, says: `The signed hash is the hash of the body ${found.says}.` };
}

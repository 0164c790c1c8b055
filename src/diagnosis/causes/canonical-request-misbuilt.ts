/** The canonical request: method, path, query, headers, the list of their names and the hash of the payload. */
import { join } from '../../bytes/bytes.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { NEWLINE } from '../../sigv4/stages/canonical-request.ts';
import type { Cause } from '../cause.ts';
import { type Draft, partBytes, withSteps } from '../draft/draft.ts';
import { headerLines } from '../draft/steps.ts';
import { type Mutation, signing } from '../mutation.ts';

/** The six parts; the headers end with a newline of their own. */
const partsOf = (draft: Draft) => ({
  method: partBytes(draft, 'method'),
  uri: partBytes(draft, 'canonicalUri'),
  query: partBytes(draft, 'canonicalQueryString'),
  headers: headerLines(draft),
  list: partBytes(draft, 'signedHeaders'),
  payload: partBytes(draft, 'hashedPayload'),
});
type Part = keyof ReturnType<typeof partsOf>;

/** Of these parts alone, in this order. */
const built = (variant: string, says: string, ...parts: readonly Part[]): Mutation =>
  signing(variant, says, (draft) => [
    withSteps(draft, {
      canonicalRequest: (made) => {
        const all = partsOf(made);
        return join(
          parts.map((part) => all[part]),
          NEWLINE,
        );
      },
    }),
  ]);

export const canonicalRequestMisbuilt: Cause = {
  id: 'canonical-request-misbuilt',
  stage: 'canonical-request',
  says: 'The canonical request was put together otherwise than AWS says.',
  fix: 'Join six parts with LF: method, canonical URI, canonical query string, canonical headers (each ended by LF, the last one too), signed headers, and the hash of the payload.',
  see: HEADER_CALCULATION,
  threads: [],
  mutations: [
    built(
      'no-method',
      'The canonical request has no line for the method.',
      'uri',
      'query',
      'headers',
      'list',
      'payload',
    ),
    built(
      'no-path',
      'The canonical request has no line for the path.',
      'method',
      'query',
      'headers',
      'list',
      'payload',
    ),
    built('no-headers', 'The canonical request has no canonical headers.', 'method', 'uri', 'query', 'list', 'payload'),
    built(
      'no-signed-headers',
      'The canonical request has no line for the names of the signed headers.',
      'method',
      'uri',
      'query',
      'headers',
      'payload',
    ),
    built(
      'no-payload',
      'The canonical request has no line for the hash of the payload.',
      'method',
      'uri',
      'query',
      'headers',
      'list',
    ),
    built(
      'payload-before-signed-headers',
      'The hash of the payload stands before the names of the signed headers.',
      'method',
      'uri',
      'query',
      'headers',
      'payload',
      'list',
    ),
    built(
      'signed-headers-before-headers',
      'The names of the signed headers stand before the canonical headers.',
      'method',
      'uri',
      'query',
      'list',
      'headers',
      'payload',
    ),
  ],
  example: { kind: 'mutation', base: 'get-range', variant: 'no-signed-headers' },
};

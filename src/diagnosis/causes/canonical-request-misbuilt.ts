/** The canonical request: method, path, query, headers, the list of their names and the hash of the payload. */
import type { Octets } from '../../bytes/octets.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import type { Cause } from '../cause.ts';
import { type Draft, headerLines, withSteps } from '../draft.ts';
import { type Mutation, signing } from '../mutation.ts';

/** The six parts in their order; the headers end with a newline of their own. */
const partsOf = (draft: Draft) => ({
  method: draft.method,
  uri: draft.canonicalUri,
  query: draft.canonicalQueryString,
  headers: headerLines(draft.headers),
  list: draft.signedHeaders,
  payload: draft.hashedPayload,
});
type Parts = ReturnType<typeof partsOf>;

const built = (variant: string, says: string, ...ways: readonly ((parts: Parts) => readonly string[])[]): Mutation =>
  signing(variant, says, (draft) =>
    ways.map((lines) => withSteps(draft, { canonicalRequest: (made) => lines(partsOf(made)).join('\n') as Octets })),
  );

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
      ({ uri, query, headers, list, payload }) => [...[uri, query, headers, list, payload]],
    ),
    built('no-path', 'The canonical request has no line for the path.', ({ method, query, headers, list, payload }) => [
      ...[method, query, headers, list, payload],
    ]),
    built(
      'no-query',
      'The canonical request has no line for the query, though there is one.',
      ({ method, uri, query, headers, list, payload }) =>
        query === '' ? [method, uri, query, headers, list, payload] : [method, uri, headers, list, payload],
    ),
    built(
      'no-headers',
      'The canonical request has no canonical headers.',
      ({ method, uri, query, list, payload }) => [method, uri, query, list, payload],
      ({ method, uri, query, list, payload }) => [method, uri, query, '', list, payload],
    ),
    built(
      'no-signed-headers',
      'The canonical request has no line for the names of the signed headers.',
      ({ method, uri, query, headers, payload }) => [method, uri, query, headers, payload],
    ),
    built(
      'no-payload',
      'The canonical request has no line for the hash of the payload.',
      ({ method, uri, query, headers, list }) => [method, uri, query, headers, list],
    ),
    built(
      'payload-before-signed-headers',
      'The hash of the payload stands before the names of the signed headers.',
      ({ method, uri, query, headers, list, payload }) => [method, uri, query, headers, payload, list],
    ),
    built(
      'signed-headers-before-headers',
      'The names of the signed headers stand before the canonical headers.',
      ({ method, uri, query, headers, list, payload }) => [method, uri, query, list, headers, payload],
    ),
  ],
  example: { kind: 'mutation', base: 'get-range', variant: 'no-signed-headers' },
};

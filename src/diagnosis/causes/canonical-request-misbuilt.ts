/** Describes a canonical request that does not consist of the six documented parts in the documented order. */
import { join } from '../../bytes/bytes.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { NEWLINE } from '../../sigv4/stages/canonical-request.ts';
import type { Cause } from '../cause.ts';
import { type Draft, partBytes, withSteps } from '../draft/draft.ts';
import { headerLines } from '../draft/steps.ts';
import { type Mutation, signing } from '../mutation.ts';

/** Lists the six parts of the canonical request. The headers end with a newline of their own. */
const partsOf = (draft: Draft) => ({
  method: partBytes(draft, 'method'),
  uri: partBytes(draft, 'canonicalUri'),
  query: partBytes(draft, 'canonicalQueryString'),
  headers: headerLines(draft),
  list: partBytes(draft, 'signedHeaders'),
  payload: partBytes(draft, 'hashedPayload'),
});
type Part = keyof ReturnType<typeof partsOf>;

/** Creates the mistake of building the canonical request from only these parts, in this order. */
const buildFrom = (variant: string, says: string, ...parts: readonly Part[]): Mutation =>
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
  says: 'The canonical request is missing a part or has its parts in the wrong order.',
  fix: 'Join six parts with LF: method, canonical URI, canonical query string, canonical headers (each ends with LF, including the last one), signed headers, and payload hash.',
  see: HEADER_CALCULATION,
  threads: [],
  mutations: [
    buildFrom(
      'no-method',
      'The canonical request has no line for the method.',
      'uri',
      'query',
      'headers',
      'list',
      'payload',
    ),
    buildFrom(
      'no-path',
      'The canonical request has no line for the path.',
      'method',
      'query',
      'headers',
      'list',
      'payload',
    ),
    buildFrom(
      'no-headers',
      'The canonical request has no canonical headers.',
      'method',
      'uri',
      'query',
      'list',
      'payload',
    ),
    buildFrom(
      'no-signed-headers',
      'The canonical request has no line for the names of the signed headers.',
      'method',
      'uri',
      'query',
      'headers',
      'payload',
    ),
    buildFrom(
      'no-payload',
      'The canonical request has no line for the hash of the payload.',
      'method',
      'uri',
      'query',
      'headers',
      'list',
    ),
    buildFrom(
      'payload-before-signed-headers',
      'The hash of the payload comes before the names of the signed headers.',
      'method',
      'uri',
      'query',
      'headers',
      'payload',
      'list',
    ),
    buildFrom(
      'signed-headers-before-headers',
      'The names of the signed headers come before the canonical headers.',
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

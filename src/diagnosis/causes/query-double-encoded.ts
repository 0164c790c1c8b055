/** Names and values of the query are encoded once. */
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import type { Cause } from '../cause.ts';
import { eachOf, inQuery } from '../draft/parts.ts';
import { type Mutation, signing, travelling } from '../mutation.ts';
import { decoded, decodedOnce, encoded, encodedAgain } from '../spellings/percent.ts';
import {
  canonicalQuery,
  inRightOrder,
  isOfSignature,
  nameIn,
  ordered,
  pairBytes,
  pairsOf,
  sentPairs,
  valueIn,
  withPairBytes,
  withPairs,
} from '../spellings/query-pairs.ts';

const encodedWhere =
  (isEncoded: (pair: Octets) => boolean): Mutation['change'] =>
  (draft) => [
    withPairBytes(
      draft,
      pairBytes(draft).map((pair) => (isEncoded(pair.octets) ? encodedAgain(pair) : pair)),
    ),
  ];

/** Names and values encoded as they are written in the request, or were for the client: what stands raw, once only. */
const writtenEncoded: Mutation['change'] = (draft, around) => {
  const queries = [sentPairs(around), pairsOf(around.other?.canonicalQueryString ?? EMPTY).map(decoded)];
  return queries
    .filter((pairs) => pairs.length > 0 && canonicalQuery(pairs.join('&') as Octets) === draft.canonicalQueryString)
    .map((pairs) => pairs.map((pair) => `${encoded(nameIn(pair))}=${encoded(valueIn(pair))}` as Octets))
    .map((pairs) => withPairs(draft, pairs.sort(inRightOrder)));
};

/** With those of the signature encoded twice the server finds no signature to compare. Sorting alone encodes nothing. */
const arrivedTwice: Mutation['change'] = (draft, around) =>
  encodedWhere((pair) => !isOfSignature(pair))(draft, around)
    .filter((made) => made.canonicalQueryString !== draft.canonicalQueryString)
    .map((made) => ordered(made, inRightOrder));

export const queryDoubleEncoded: Cause = {
  id: 'query-double-encoded',
  stage: 'canonical-query-string',
  says: 'The query was percent-encoded twice on one side.',
  fix: 'Decode the query of the URL before it is encoded for signing: %2F stays %2F and never becomes %252F.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/okigan/awscurl/issues/216',
    'https://github.com/curl/curl/issues/16927',
    'https://github.com/curl/curl/issues/11794',
    'https://github.com/inreachventures/aws-signing-request-interceptor/issues/44',
    'https://github.com/localstack/localstack/issues/10844',
  ],
  mutations: [
    signing(
      'signed-twice',
      'The query was signed percent-encoded twice.',
      eachOf(inQuery(encodedAgain), writtenEncoded),
    ),
    signing(
      'credential-twice',
      'The value of X-Amz-Credential was signed percent-encoded twice.',
      encodedWhere((pair) => nameIn(pair) === 'X-Amz-Credential'),
    ),
    travelling(
      'arrived-twice',
      'The query was signed percent-encoded once and arrived percent-encoded twice.',
      arrivedTwice,
    ),
    signing(
      'signed-once',
      'The query was sent percent-encoded twice and signed percent-encoded once.',
      inQuery(decodedOnce),
    ),
  ],
  example: { kind: 'mutation', base: 'get-range', variant: 'signed-twice' },
};

/** Describes a query whose names and values were percent-encoded twice instead of once. */
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

const encodeWhere =
  (isEncoded: (pair: Octets) => boolean): Mutation['change'] =>
  (draft) => [
    withPairBytes(
      draft,
      pairBytes(draft).map((pair) => (isEncoded(pair.octets) ? encodedAgain(pair) : pair)),
    ),
  ];

/**
 * Encodes names and values exactly as the request or the client wrote them, so that existing escapes are encoded twice
 * and other characters once.
 */
const encodeAsWritten: Mutation['change'] = (draft, around) => {
  const queries = [sentPairs(around), pairsOf(around.other?.canonicalQueryString ?? EMPTY).map(decoded)];
  return queries
    .filter((pairs) => pairs.length > 0 && canonicalQuery(pairs.join('&') as Octets) === draft.canonicalQueryString)
    .map((pairs) => pairs.map((pair) => `${encoded(nameIn(pair))}=${encoded(valueIn(pair))}` as Octets))
    .map((pairs) => withPairs(draft, pairs.sort(inRightOrder)));
};

/**
 * Skips the signature's parameters, because a server would not find them, and drafts in which only the order changes.
 */
const arriveTwice: Mutation['change'] = (draft, around) =>
  encodeWhere((pair) => !isOfSignature(pair))(draft, around)
    .filter((made) => made.canonicalQueryString !== draft.canonicalQueryString)
    .map((made) => ordered(made, inRightOrder));

export const queryDoubleEncoded: Cause = {
  id: 'query-double-encoded',
  stage: 'canonical-query-string',
  says: 'The query was percent-encoded twice on one side.',
  fix: 'Decode the query of the URL before you encode it for signing, so that %2F stays %2F and does not become %252F.',
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
      eachOf(inQuery(encodedAgain), encodeAsWritten),
    ),
    signing(
      'credential-twice',
      'The value of X-Amz-Credential was signed percent-encoded twice.',
      encodeWhere((pair) => nameIn(pair) === 'X-Amz-Credential'),
    ),
    travelling(
      'arrived-twice',
      'The query was signed percent-encoded once but arrived percent-encoded twice.',
      arriveTwice,
    ),
    signing(
      'signed-once',
      'The query was sent percent-encoded twice but signed percent-encoded once.',
      inQuery(decodedOnce),
    ),
  ],
  example: { kind: 'mutation', base: 'get-range', variant: 'signed-twice' },
};

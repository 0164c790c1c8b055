/** The order of the parameters: by encoded name, then by encoded value, in the order of bytes. */
import type { Octets } from '../../bytes/octets.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import type { Cause } from '../cause.ts';
import type { Draft } from '../draft.ts';
import { type Mutation, signing } from '../mutation.ts';
import { sentTarget } from '../parts.ts';
import { decoded } from '../percent.ts';
import {
  byOctets,
  canonicalPair,
  inRightOrder,
  isOfSignature,
  nameIn,
  ordered,
  pairsOf,
  valueIn,
  withPairs,
} from '../query-pairs.ts';
import type { Surroundings } from '../surroundings.ts';

/** The parameters in canonical form, as they stand in the request; those of the client's own text where it has the same. */
function givenOrders({ canonicalQueryString }: Draft, around: Surroundings): Octets[][] {
  const sent = sentTarget(around)?.query;
  const signed = around.other?.canonicalQueryString;
  const right = pairsOf(canonicalQueryString).sort(byOctets).join('&');
  return [sent ? pairsOf(sent).map(canonicalPair) : [], signed ? pairsOf(signed) : []]
    .map((pairs) => pairs.filter((pair) => nameIn(pair) !== 'X-Amz-Signature'))
    .filter((pairs) => [...pairs].sort(byOctets).join('&') === right);
}

const asGiven: Mutation['change'] = (draft, around) =>
  givenOrders(draft, around).map((pairs) => withPairs(draft, pairs));

/** Sorted by name alone: those of one name as they were given, or the other way round where nobody knows how. */
function namesOnly(draft: Draft, around: Surroundings): Draft[] {
  const orders = givenOrders(draft, around);
  const guess = pairsOf(draft.canonicalQueryString).reverse();
  return [...orders, guess].map((pairs) =>
    withPairs(
      draft,
      [...pairs].sort((one, other) => byOctets(nameIn(one), nameIn(other))),
    ),
  );
}

const sorted =
  (order: (one: Octets, other: Octets) => number): Mutation['change'] =>
  (draft) => [ordered(draft, order)];

const byText =
  (text: (pair: Octets) => string) =>
  (one: Octets, other: Octets): number =>
    byOctets(text(one), text(other));

/** All others sorted, and those of the signature, sorted too, before or behind them. */
const signatureApart =
  (place: 'first' | 'last'): Mutation['change'] =>
  (draft) => {
    const pairs = pairsOf(draft.canonicalQueryString).sort(inRightOrder);
    const own = pairs.filter(isOfSignature);
    const others = pairs.filter((pair) => !isOfSignature(pair));
    return [withPairs(draft, place === 'last' ? [...others, ...own] : [...own, ...others])];
  };

export const queryNotSorted: Cause = {
  id: 'query-not-sorted',
  stage: 'canonical-query-string',
  says: 'The parameters of the query were signed in another order than that of their encoded names.',
  fix: 'Encode names and values first, then sort by name and, where names are equal, by value, in the order of bytes (capitals before small letters).',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/mhart/aws4/pull/103',
    'https://github.com/smithy-lang/smithy-typescript/pull/1404',
    'https://github.com/smithy-lang/smithy-typescript/pull/849',
    'https://github.com/aws/aws-sdk-php/pull/3200',
    'https://github.com/AdRoll/goamz/issues/409',
    'https://github.com/NetSPI/AWSSigner/issues/15',
    'https://github.com/ticofab/aws-request-signer/issues/9',
    'https://github.com/openclaw/clawrouter/pull/152',
  ],
  mutations: [
    signing('as-given', 'The parameters were signed in the order in which they were given, not sorted.', asGiven),
    signing(
      'signature-last',
      'The X-Amz parameters were put behind the others while signing, not sorted among them.',
      signatureApart('last'),
    ),
    signing(
      'signature-first',
      'The X-Amz parameters were put before the others while signing, not sorted among them.',
      signatureApart('first'),
    ),
    signing(
      'case-blind',
      'The parameters were sorted without regard to capitals, as dictionaries and locales do.',
      sorted((one, other) => byText((pair) => nameIn(pair).toLowerCase())(one, other) || inRightOrder(one, other)),
    ),
    signing(
      'by-unencoded-name',
      'The parameters were sorted before they were encoded.',
      sorted(
        (one, other) =>
          byText((pair) => decoded(nameIn(pair)))(one, other) || byText((pair) => decoded(valueIn(pair)))(one, other),
      ),
    ),
    signing(
      'by-whole-pair',
      'The parameters were sorted as texts NAME=VALUE, in which the = takes part in the order.',
      sorted(byOctets),
    ),
    signing('by-name-only', 'Parameters of one name were not sorted by their values.', namesOnly),
    signing('descending', 'The parameters were sorted from the last to the first.', (draft) => [
      withPairs(draft, pairsOf(draft.canonicalQueryString).sort(inRightOrder).reverse()),
    ]),
  ],
  example: { kind: 'mutation', base: 'get-range', variant: 'case-blind' },
};

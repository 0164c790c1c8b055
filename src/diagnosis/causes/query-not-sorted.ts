/**
 * Describes query parameters that are not sorted by the bytes of their encoded names, and then of their encoded values.
 */
import type { Octets } from '../../bytes/octets.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import type { Cause } from '../cause.ts';
import type { Draft } from '../draft/draft.ts';
import { withQuery } from '../draft/parts.ts';
import { type Mutation, signing } from '../mutation.ts';
import { decoded } from '../spellings/percent.ts';
import {
  byOctets,
  canonicalPair,
  inRightOrder,
  isOfSignature,
  nameIn,
  ordered,
  pairsOf,
  sentPairs,
  valueIn,
  withPairs,
} from '../spellings/query-pairs.ts';
import type { Surroundings } from '../surroundings.ts';

/** Returns whether these are the parameters that the server signs, in any order. */
const areOf = ({ canonicalQueryString }: Draft, pairs: readonly Octets[]): boolean =>
  [...pairs].sort(byOctets).join('&') === pairsOf(canonicalQueryString).sort(byOctets).join('&');

/** Returns the parameters in the order in which they were sent; `null` if that is unknown. */
function sentOrder(draft: Draft, around: Surroundings): Octets[] | null {
  const pairs = sentPairs(around).map(canonicalPair);
  return areOf(draft, pairs) ? pairs : null;
}

const asSent: Mutation['change'] = (draft, around) => {
  const pairs = sentOrder(draft, around);
  return pairs ? [withPairs(draft, pairs)] : [];
};

const asOther: Mutation['change'] = (draft, { other }) =>
  other && areOf(draft, pairsOf(other.canonicalQueryString)) ? [withQuery(draft, other.canonicalQueryString)] : [];

/** Sorts only by name. Equal names keep the order in which they were sent, or are reversed if that is unknown. */
function namesOnly(draft: Draft, around: Surroundings): Draft[] {
  const sent = sentOrder(draft, around);
  const guess = pairsOf(draft.canonicalQueryString).reverse();
  return [...(sent ? [sent] : []), guess].map((pairs) =>
    withPairs(
      draft,
      [...pairs].sort((one, other) => byOctets(nameIn(one), nameIn(other))),
    ),
  );
}

const sortBy =
  (order: (one: Octets, other: Octets) => number): Mutation['change'] =>
  (draft) => [ordered(draft, order)];

const byText =
  (text: (pair: Octets) => string) =>
  (one: Octets, other: Octets): number =>
    byOctets(text(one), text(other));

/** Sorts the signature's parameters separately, and puts them before or after the others. */
const putSignature =
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
  says: 'The parameters of the query were signed in the wrong order.',
  fix: 'Encode names and values first. Then sort by name, and by value for equal names, byte by byte (uppercase before lowercase).',
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
    signing('as-sent', 'The parameters were signed in the order they were sent, not sorted.', asSent),
    signing(
      'signature-last',
      'The X-Amz parameters were signed after the others, not sorted among them.',
      putSignature('last'),
    ),
    signing(
      'signature-first',
      'The X-Amz parameters were signed before the others, not sorted among them.',
      putSignature('first'),
    ),
    signing(
      'case-blind',
      'The parameters were sorted without regard to case, as dictionaries and locales do.',
      sortBy((one, other) => byText((pair) => nameIn(pair).toLowerCase())(one, other) || inRightOrder(one, other)),
    ),
    signing(
      'by-unencoded-name',
      'The parameters were sorted before they were encoded.',
      sortBy(
        (one, other) =>
          byText((pair) => decoded(nameIn(pair)))(one, other) || byText((pair) => decoded(valueIn(pair)))(one, other),
      ),
    ),
    signing(
      'by-whole-pair',
      'The parameters were sorted as strings NAME=VALUE, so that the = affected the order.',
      sortBy(byOctets),
    ),
    signing('by-name-only', 'Parameters with the same name were not sorted by their values.', namesOnly),
    signing('descending', 'The parameters were sorted in descending order.', (draft) => [
      withPairs(draft, pairsOf(draft.canonicalQueryString).sort(inRightOrder).reverse()),
    ]),
    signing('in-another-order', 'The parameters were signed in a different order than that of their names.', asOther),
  ],
  example: { kind: 'mutation', base: 'get-range', variant: 'case-blind' },
};

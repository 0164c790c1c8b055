/** Causes that involve the order and the number of the query parameters. */
import type { Octets } from '../../bytes/octets.ts';
import type { Draft } from '../../drafts/draft.ts';
import type { MutationContext } from '../../drafts/mutation.ts';
import { inUrl, withQuery } from '../../drafts/parts.ts';
import { decoded } from '../../drafts/spellings/percent.ts';
import {
  byOctets,
  canonicalPairs,
  inPairs,
  inRightOrder,
  isOfSignature,
  nameIn,
  ordered,
  pairsOf,
  sentPairs,
  valueIn,
  withPairs,
} from '../../drafts/spellings/query-pairs.ts';
import { QUERY_STRING } from '../../sigv4/documentation.ts';
import { type Change, cause, seenOtherwise, signing, traveling } from '../define-cause.ts';
import { ofQuery } from '../features/query.ts';

/** Returns whether these are the parameters that the server signs, in any order. */
const areOf = ({ canonicalQueryString }: Draft, pairs: readonly Octets[]): boolean =>
  [...pairs].sort(byOctets).join('&') === pairsOf(canonicalQueryString).sort(byOctets).join('&');

/** Returns the parameters in the order in which they were sent; `null` if the order is unknown. */
function sentOrder(draft: Draft, around: MutationContext): Octets[] | null {
  const pairs = canonicalPairs(sentPairs(around));
  return areOf(draft, pairs) ? pairs : null;
}

const asSent: Change = (draft, around) => {
  const pairs = sentOrder(draft, around);
  return pairs ? [withPairs(draft, pairs)] : [];
};

const asOther: Change = (draft, { other }) =>
  other && areOf(draft, pairsOf(other.canonicalQueryString)) ? [withQuery(draft, other.canonicalQueryString)] : [];

/**
 * Sorts only by name. Parameters with equal names keep the order in which they were sent. If that order is unknown,
 * they are reversed.
 */
function namesOnly(draft: Draft, around: MutationContext): Draft[] {
  const sent = sentOrder(draft, around);
  const guess = pairsOf(draft.canonicalQueryString).reverse();
  return [...(sent ? [sent] : []), guess].map((pairs) =>
    withPairs(
      draft,
      [...pairs].sort((one, other) => byOctets(nameIn(one), nameIn(other))),
    ),
  );
}

const sortBy = (order: (one: Octets, other: Octets) => number): Change => inPairs((pairs) => pairs.sort(order));

const byText =
  (text: (pair: Octets) => string) =>
  (one: Octets, other: Octets): number =>
    byOctets(text(one), text(other));

/** Sorts the signature's parameters separately, and puts them before or after the others. */
const putSignature = (place: 'first' | 'last'): Change =>
  inPairs((pairs) => {
    const own = pairs.filter(isOfSignature).sort(inRightOrder);
    const others = pairs.filter((pair) => !isOfSignature(pair)).sort(inRightOrder);
    return place === 'last' ? [...others, ...own] : [...own, ...others];
  });

export const queryNotSorted = cause('query-not-sorted', 'canonical-query-string', {
  says: 'The parameters of the query were signed in the wrong order.',
  symptom: 'Both sides have the same parameters in another order.',
  fix: 'Encode names and values first. Then sort by name, and by value for equal names, byte by byte (uppercase before lowercase).',
  threads: `
    mhart/aws4/pull/103 smithy-lang/smithy-typescript/pull/1404 smithy-lang/smithy-typescript/pull/849
    aws/aws-sdk-php/pull/3200 AdRoll/goamz/issues/409 NetSPI/AWSSigner/issues/15 ticofab/aws-request-signer/issues/9
    openclaw/clawrouter/pull/152
  `,
  features: [ofQuery.orderOfQueryNames],
  breaks: {
    'query-order': (name) => `The client signed the parameter ${name} after one whose name comes later.`,
  },
  test: 'Send the request with a single parameter: its order cannot be wrong.',
  yes: { 'now-and-then': 0.35 },
  mutations: {
    'as-sent': signing('The parameters were signed in the order they were sent, not sorted.', asSent),
    'signature-last': signing(
      'The X-Amz parameters were signed after the others, not sorted among them.',
      putSignature('last'),
    ),
    'signature-first': signing(
      'The X-Amz parameters were signed before the others, not sorted among them.',
      putSignature('first'),
    ),
    'case-blind': signing(
      'The parameters were sorted without regard to case, as dictionaries and locales do.',
      sortBy((one, other) => byText((pair) => nameIn(pair).toLowerCase())(one, other) || inRightOrder(one, other)),
    ),
    'by-unencoded-name': signing(
      'The parameters were sorted before they were encoded.',
      sortBy(
        (one, other) =>
          byText((pair) => decoded(nameIn(pair)))(one, other) || byText((pair) => decoded(valueIn(pair)))(one, other),
      ),
    ),
    'by-whole-pair': signing(
      'The parameters were sorted as strings NAME=VALUE, so the = affected the order.',
      sortBy(byOctets),
    ),
    'by-name-only': signing('Parameters with the same name were not sorted by their values.', namesOnly),
    descending: signing(
      'The parameters were sorted in descending order.',
      inPairs((pairs) => pairs.sort(inRightOrder).reverse()),
    ),
    'in-another-order': signing('The parameters were signed in a different order than that of their names.', asOther),
  },
});

/** Parameters that SDKs, media players, and people append to URLs. */
const USUAL_ADDITIONS = 'x-id=GetObject x-id=PutObject response-content-disposition=attachment download= dl=1'.split(
  ' ',
);

/**
 * The maximum number of parameters in a query that is searched. Longer queries are not searched, because each attempt
 * rebuilds the whole query.
 */
const MOST = 100;

const withoutOne: Change = (draft) => {
  const pairs = pairsOf(draft.canonicalQueryString);
  if (pairs.length > MOST) return [];
  return pairs.flatMap((dropped, at) => (isOfSignature(dropped) ? [] : [withPairs(draft, pairs.toSpliced(at, 1))]));
};

const withoutAll = inUrl(inPairs((pairs) => pairs.filter(isOfSignature)));

/** Uses the other side's query if that query has all of the draft's parameters and at least one more. */
function withMore(draft: Draft, other: Draft | null): Draft[] {
  const pairs = pairsOf(draft.canonicalQueryString);
  const known = other ? new Set(pairsOf(other.canonicalQueryString)) : null;
  return other && known && known.size > pairs.length && pairs.every((pair) => known.has(pair))
    ? [withQuery(draft, other.canonicalQueryString)]
    : [];
}

const withAddition: Change = (draft, { other }) => [
  ...withMore(draft, other),
  ...USUAL_ADDITIONS.map((pair) => ordered(withQuery(draft, `${draft.canonicalQueryString}&${pair}`), inRightOrder)),
];

export const presignedExtraParameter = cause('presigned-extra-parameter', 'canonical-query-string', {
  says: 'The query is different from the signed one: a parameter was added or lost after signing.',
  symptom: "The server's query has a parameter that the signed URL has not, or the other way around.",
  fix: 'Add every parameter (response-content-disposition, a cache buster) before you sign the request. Do not change the URL after signing.',
  see: QUERY_STRING,
  threads: `
    JustinM1/S3SignerAWS/issues/15 minio/minio/issues/3547 ex-aws/ex_aws/pull/540 ex-aws/ex_aws/issues/602
  `,
  features: [ofQuery.parameterAddedToUrl],
  lesson: 'in-the-url',
  test: 'Send the URL exactly as it was created, without the parameter.',
  inVersion2: true,
  needs: ['presigned-url'],
  yes: { 'plain-name': 0.2, 'used-elsewhere': 0.6, 'url-changed': 0.6 },
  mutations: {
    'one-added': seenOtherwise('A parameter was added to the query after it was signed.', withoutOne),
    'all-added': seenOtherwise(
      'All parameters except those of the signature were added to the query after it was signed.',
      withoutAll,
    ),
    'added-on-the-way': traveling('A parameter was added to the query in transit.', withAddition),
    lost: traveling('A parameter was signed but lost in transit.', withoutOne),
  },
});

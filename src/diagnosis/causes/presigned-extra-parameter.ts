/** Describes a query parameter that was added or lost after signing, although the whole query is signed. */
import { QUERY_STRING } from '../../sigv4/documentation.ts';
import type { Cause } from '../cause.ts';
import type { Draft } from '../draft/draft.ts';
import { withQuery } from '../draft/parts.ts';
import { type Mutation, seenOtherwise, travelling } from '../mutation.ts';
import { inRightOrder, isOfSignature, ordered, pairsOf, withPairs } from '../spellings/query-pairs.ts';

/** Lists what SDKs, media players, and people append to URLs. */
const USUAL_ADDITIONS = [
  'x-id=GetObject',
  'x-id=PutObject',
  'response-content-disposition=attachment',
  'download=',
  'dl=1',
];

/** The maximum number of parameters. Longer queries are not searched, because each attempt rebuilds the whole query. */
const MOST = 100;

const withoutOne: Mutation['change'] = (draft) => {
  const pairs = pairsOf(draft.canonicalQueryString);
  if (pairs.length > MOST) return [];
  return pairs.flatMap((dropped, at) => (isOfSignature(dropped) ? [] : [withPairs(draft, pairs.toSpliced(at, 1))]));
};

const withoutAll: Mutation['change'] = (draft, { scheme }) =>
  scheme === 'query' ? [withPairs(draft, pairsOf(draft.canonicalQueryString).filter(isOfSignature))] : [];

/** Uses the other side's query if it has all of these parameters and others. */
function withMore(draft: Draft, other: Draft | null): Draft[] {
  const pairs = pairsOf(draft.canonicalQueryString);
  const known = other ? new Set(pairsOf(other.canonicalQueryString)) : null;
  return other && known && known.size > pairs.length && pairs.every((pair) => known.has(pair))
    ? [withQuery(draft, other.canonicalQueryString)]
    : [];
}

const withAddition: Mutation['change'] = (draft, { other }) => [
  ...withMore(draft, other),
  ...USUAL_ADDITIONS.map((pair) => ordered(withQuery(draft, `${draft.canonicalQueryString}&${pair}`), inRightOrder)),
];

export const presignedExtraParameter: Cause = {
  id: 'presigned-extra-parameter',
  stage: 'canonical-query-string',
  says: 'The query is different from the signed one: a parameter was added or lost after signing.',
  fix: 'Add every parameter (response-content-disposition, a cache buster) before you sign the request. Do not change the URL after signing.',
  see: QUERY_STRING,
  threads: [
    'https://github.com/JustinM1/S3SignerAWS/issues/15',
    'https://github.com/minio/minio/issues/3547',
    'https://github.com/ex-aws/ex_aws/pull/540',
    'https://github.com/ex-aws/ex_aws/issues/602',
  ],
  mutations: [
    seenOtherwise('one-added', 'A parameter was added to the query after it was signed.', withoutOne),
    seenOtherwise(
      'all-added',
      'All parameters except those of the signature were added to the query after it was signed.',
      withoutAll,
    ),
    travelling('added-on-the-way', 'A parameter was added to the query in transit.', withAddition),
    travelling('lost', 'A parameter was signed but lost in transit.', withoutOne),
  ],
  example: { kind: 'mutation', base: 'presigned', variant: 'one-added' },
};

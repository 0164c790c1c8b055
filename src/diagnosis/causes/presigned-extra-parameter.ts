/** A parameter that came to a URL after it was signed, or got lost: all of the query is signed. */
import { QUERY_STRING } from '../../sigv4/documentation.ts';
import type { Cause } from '../cause.ts';
import type { Draft } from '../draft/draft.ts';
import { withQuery } from '../draft/parts.ts';
import { type Mutation, seenOtherwise, travelling } from '../mutation.ts';
import { inRightOrder, isOfSignature, ordered, pairsOf, withPairs } from '../spellings/query-pairs.ts';

/** What SDKs, players and people append. */
const USUAL_ADDITIONS = [
  'x-id=GetObject',
  'x-id=PutObject',
  'response-content-disposition=attachment',
  'download=',
  'dl=1',
];

/** Of more parameters than these nobody looks for a single one that is too many: each costs a text of them all. */
const MOST = 100;

const withoutOne: Mutation['change'] = (draft) => {
  const pairs = pairsOf(draft.canonicalQueryString);
  if (pairs.length > MOST) return [];
  return pairs.flatMap((dropped, at) => (isOfSignature(dropped) ? [] : [withPairs(draft, pairs.toSpliced(at, 1))]));
};

const withoutAll: Mutation['change'] = (draft, { scheme }) =>
  scheme === 'query' ? [withPairs(draft, pairsOf(draft.canonicalQueryString).filter(isOfSignature))] : [];

/** Those of the other text too, where it has all that this one has and more. */
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
  says: 'The query is not the one that was signed: a parameter came to it afterwards, or was lost.',
  fix: 'Put every parameter into the request before it is signed (response-content-disposition, a cache buster), and leave the URL as it is afterwards.',
  see: QUERY_STRING,
  threads: [
    'https://github.com/JustinM1/S3SignerAWS/issues/15',
    'https://github.com/minio/minio/issues/3547',
    'https://github.com/ex-aws/ex_aws/pull/540',
    'https://github.com/ex-aws/ex_aws/issues/602',
  ],
  mutations: [
    seenOtherwise('one-added', 'A parameter came to the query after it was signed.', withoutOne),
    seenOtherwise(
      'all-added',
      'All parameters but those of the signature came to the query after it was signed.',
      withoutAll,
    ),
    travelling('added-on-the-way', 'A parameter came to the query on its way to the server.', withAddition),
    travelling('lost', 'A parameter was signed, and lost on its way to the server.', withoutOne),
  ],
  example: { kind: 'mutation', base: 'presigned', variant: 'one-added' },
};

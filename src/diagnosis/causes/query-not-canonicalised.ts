/** The query as somebody wrote it is not the one that is signed: it is decoded, encoded and sorted first. */
import type { Octets } from '../../bytes/octets.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import type { Cause } from '../cause.ts';
import { eachOf, withQuery } from '../draft/parts.ts';
import { type Mutation, signing } from '../mutation.ts';
import { byOctets, canonicalQuery, nameIn, pairsOf, sentPairs, withPairs } from '../spellings/query-pairs.ts';

/** The texts that mean the parameters which the server signs: that of the request, and the client's own. */
const asWritten: Mutation['change'] = (draft, around) => {
  const sent = sentPairs(around);
  const texts = [sent.join('&'), [...sent].sort(byOctets).join('&'), around.other?.canonicalQueryString ?? ''];
  return texts.flatMap((text) =>
    text !== '' && canonicalQuery(text as Octets) === draft.canonicalQueryString ? [withQuery(draft, text)] : [],
  );
};

/** As a map has it, in which each name has one value: the first, or the one that was put there last. */
const oneOfEachName =
  (kept: 'first' | 'last'): Mutation['change'] =>
  (draft) => {
    const pairs = pairsOf(draft.canonicalQueryString);
    const isKept = (pair: Octets, index: number) =>
      pairs.every((other, at) => nameIn(other) !== nameIn(pair) || (kept === 'first' ? at >= index : at <= index));
    return [withPairs(draft, pairs.filter(isKept))];
  };

export const queryNotCanonicalised: Cause = {
  id: 'query-not-canonicalised',
  stage: 'canonical-query-string',
  says: 'The query was signed as it was written, not in its canonical form.',
  fix: 'Decode each name and value of the query, encode all but A-Z a-z 0-9 - . _ ~, and sort: sign that, whatever the URL looks like.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/aws/aws-sdk-js/pull/530',
    'https://github.com/basho/riak_cs/issues/1292',
    'https://github.com/minio/minio/pull/4034',
  ],
  mutations: [
    signing(
      'as-written',
      'The query was signed as it was written, with other escapes or in another order than the canonical form.',
      asWritten,
    ),
    signing('left-out', 'The request has a query, and none was signed.', (draft) => [withQuery(draft, '')]),
    signing(
      'one-of-each-name',
      'Of several parameters of one name only one was signed.',
      eachOf(oneOfEachName('last'), oneOfEachName('first')),
    ),
    signing('question-mark', 'The query was signed with the question mark before it.', (draft) =>
      draft.canonicalQueryString === '' ? [] : [withQuery(draft, `?${draft.canonicalQueryString}`)],
    ),
  ],
  example: { kind: 'mutation', base: 'get-range', variant: 'as-written' },
};

/** Describes a query that was signed in its original spelling instead of being decoded, encoded, and sorted first. */
import type { Octets } from '../../bytes/octets.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import type { Cause } from '../cause.ts';
import { eachOf, withQuery } from '../draft/parts.ts';
import { type Mutation, signing } from '../mutation.ts';
import { byOctets, canonicalQuery, nameIn, pairsOf, sentPairs, withPairs } from '../spellings/query-pairs.ts';

/**
 * Uses the request's and the client's own spelling if it has the same meaning as the parameters that the server signs.
 */
const asWritten: Mutation['change'] = (draft, around) => {
  const sent = sentPairs(around);
  const texts = [sent.join('&'), [...sent].sort(byOctets).join('&'), around.other?.canonicalQueryString ?? ''];
  return texts.flatMap((text) =>
    text !== '' && canonicalQuery(text as Octets) === draft.canonicalQueryString ? [withQuery(draft, text)] : [],
  );
};

/** Keeps only the first or the last value for each name, as a map does. */
const keepOneOfEachName =
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
  fix: 'Decode each name and value of the query, encode all characters except A-Z a-z 0-9 - . _ ~, and sort the parameters. Sign the result, regardless of how the URL is written.',
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/aws/aws-sdk-js/pull/530',
    'https://github.com/basho/riak_cs/issues/1292',
    'https://github.com/minio/minio/pull/4034',
  ],
  mutations: [
    signing(
      'as-written',
      'The query was signed as it was written, with different percent-encoding or in a different order than the canonical form.',
      asWritten,
    ),
    signing('left-out', 'The request has a query, but the query was not signed.', (draft) => [withQuery(draft, '')]),
    signing(
      'one-of-each-name',
      'Only one of several parameters with the same name was signed.',
      eachOf(keepOneOfEachName('last'), keepOneOfEachName('first')),
    ),
    signing('question-mark', 'The query was signed with its question mark.', (draft) =>
      draft.canonicalQueryString === '' ? [] : [withQuery(draft, `?${draft.canonicalQueryString}`)],
    ),
  ],
  example: { kind: 'mutation', base: 'get-range', variant: 'as-written' },
};

/** A query string as its parts: texts of the form NAME=VALUE, which mistakes move, drop and change. */
import { type Bytes, join } from '../../bytes/bytes.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { split } from '../../bytes/text-operations.ts';
import { AMPERSAND } from '../../sigv4/stages/canonical-query-string.ts';
import { type Draft, putBytes } from '../draft/draft.ts';
import { queryBytes, sentTarget, withQuery } from '../draft/parts.ts';
import type { Surroundings } from '../surroundings.ts';
import { decoded, encoded } from './percent.ts';

export const pairsOf = (query: Octets): Octets[] => query.split('&').filter((pair) => pair !== '') as Octets[];

export function nameIn(pair: Octets): Octets {
  const equals = pair.indexOf('=');
  return (equals < 0 ? pair : pair.slice(0, equals)) as Octets;
}

/** Empty where there is none. */
export function valueIn(pair: Octets): Octets {
  const equals = pair.indexOf('=');
  return (equals < 0 ? '' : pair.slice(equals + 1)) as Octets;
}

/** The parameters of a draft, with where their bytes come from. */
export const pairBytes = (draft: Draft): Bytes[] => split(queryBytes(draft), '&').filter(({ octets }) => octets !== '');

export const withPairBytes = (draft: Draft, pairs: readonly Bytes[]): Draft => withQuery(draft, join(pairs, AMPERSAND));

/** A parameter that the draft has as it is, name and value, is that one; any other is put there. */
export function withPairs(draft: Draft, pairs: readonly string[]): Draft {
  if (!draft.recorded) return withQuery(draft, pairs.join('&'));
  const known = pairBytes(draft);
  return withPairBytes(
    draft,
    pairs.map((pair) => known.find(({ octets }) => octets === pair) ?? putBytes(draft, pair)),
  );
}

type Order = (one: Octets, other: Octets) => number;

export const byOctets = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** By name, then by value: the order of AWS. */
export const inRightOrder: Order = (one, other) =>
  byOctets(nameIn(one), nameIn(other)) || byOctets(valueIn(one), valueIn(other));

/** Equal ones stay in their order. */
export const ordered = (draft: Draft, order: Order): Draft =>
  withPairs(draft, pairsOf(draft.canonicalQueryString).sort(order));

/** Whether a parameter says how the request is signed: X-Amz-Date, but not X-Amz-Meta-Title. */
export const isOfSignature = (pair: Octets): boolean =>
  /^X-Amz-(?:Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Security-Token|Content-Sha256)(?:=|$)/i.test(
    pair,
  );

/** Those of the request as they are written, without the signature; none where it was not given. */
export function sentPairs(around: Surroundings): Octets[] {
  return pairsOf(sentTarget(around)?.query ?? EMPTY).filter((pair) => nameIn(pair) !== 'X-Amz-Signature');
}

/** Decoded, encoded and sorted, as a server of S3 does it. */
export function canonicalQuery(query: Octets): Octets {
  return pairsOf(query).map(canonicalPair).sort(inRightOrder).join('&') as Octets;
}

export const canonicalPair = (pair: Octets): Octets =>
  `${encoded(decoded(nameIn(pair)))}=${encoded(decoded(valueIn(pair)))}` as Octets;

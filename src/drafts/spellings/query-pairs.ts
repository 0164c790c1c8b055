/** Splits a query string into NAME=VALUE pairs, which mistakes move, remove, and change. */
import { type Bytes, join } from '../../bytes/bytes.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { split } from '../../bytes/text-operations.ts';
import { isSignatureParameter, SIGNATURE_PARAMETERS } from '../../sigv4/names.ts';
import { AMPERSAND } from '../../sigv4/stages/canonical-request/canonical-query-string.ts';
import { type Draft, putBytes } from '../draft.ts';
import type { Mutation, MutationContext } from '../mutation.ts';
import { queryBytes, sentTarget, withQuery } from '../parts.ts';
import { decoded, encoded } from './percent.ts';

export const pairsOf = (query: Octets): Octets[] => query.split('&').filter((pair) => pair !== '') as Octets[];

export function nameIn(pair: Octets): Octets {
  const equals = pair.indexOf('=');
  return (equals < 0 ? pair : pair.slice(0, equals)) as Octets;
}

/** Returns the value in a pair, or an empty string if the pair has no value. */
export function valueIn(pair: Octets): Octets {
  const equals = pair.indexOf('=');
  return (equals < 0 ? '' : pair.slice(equals + 1)) as Octets;
}

/** Returns a draft's parameters, including the origin of their bytes. */
export const pairBytes = (draft: Draft): Bytes[] => split(queryBytes(draft), '&').filter(({ octets }) => octets !== '');

export const withPairBytes = (draft: Draft, pairs: readonly Bytes[]): Draft => withQuery(draft, join(pairs, AMPERSAND));

/**
 * Replaces the query. A pair that the draft already has keeps its origin; any other pair counts as inserted by the
 * mistake.
 */
export function withPairs(draft: Draft, pairs: readonly string[]): Draft {
  if (!draft.recorded) return withQuery(draft, pairs.join('&'));
  const known = pairBytes(draft);
  return withPairBytes(
    draft,
    pairs.map((pair) => known.find(({ octets }) => octets === pair) ?? putBytes(draft, pair)),
  );
}

/** Creates a change that rewrites the list of parameters. */
export const inPairs =
  (write: (pairs: Octets[]) => readonly string[]): Mutation['change'] =>
  (draft) => [withPairs(draft, write(pairsOf(draft.canonicalQueryString)))];

type Order = (one: Octets, other: Octets) => number;

export const byOctets = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Compares two pairs by name and then by value, which gives the order that AWS requires. */
export const inRightOrder: Order = (one, other) =>
  byOctets(nameIn(one), nameIn(other)) || byOctets(valueIn(one), valueIn(other));

/** Sorts the query. Equal pairs keep their order. */
export const ordered = (draft: Draft, order: Order): Draft =>
  withPairs(draft, pairsOf(draft.canonicalQueryString).sort(order));

/** Returns whether a parameter belongs to the signature. X-Amz-Date does, but X-Amz-Meta-Title does not. */
export const isOfSignature = (pair: Octets): boolean => SIGNATURE_PARAMETERS.has(nameIn(pair).toLowerCase());

/** Returns whether a parameter is the signature itself, which is not signed. */
export const isSignature = (pair: Octets): boolean => isSignatureParameter(nameIn(pair));

/**
 * Returns the request's pairs as they were written, except for the signature. Returns an empty list if no request was
 * given.
 */
export function sentPairs(around: MutationContext): Octets[] {
  return pairsOf(sentTarget(around)?.query ?? EMPTY).filter((pair) => !isSignature(pair));
}

/** Decodes, encodes, and sorts the pairs, like a server. */
export const canonicalQuery = (query: Octets): Octets =>
  canonicalPairs(pairsOf(query)).sort(inRightOrder).join('&') as Octets;

/** Decodes and encodes the pairs, and keeps their order. */
export function canonicalPairs(pairs: readonly Octets[]): Octets[] {
  return pairs.map((pair) => {
    const [name, value] = [nameIn(pair), valueIn(pair)].map((part) => encoded(decoded(part)));
    return `${name}=${value}` as Octets;
  });
}

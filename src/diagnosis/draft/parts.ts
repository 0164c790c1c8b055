/** Changes of one part of a draft, as mistakes of the path and of the query make them. */
import type { Octets } from '../../bytes/octets.ts';
import { headerValue } from '../../http/message.ts';
import { splitTarget } from '../../http/target.ts';
import type { Mutation } from '../mutation.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Draft } from './draft.ts';

export type Rewriting = (octets: Octets) => Octets;

export const withUri = (draft: Draft, canonicalUri: string): Draft => ({
  ...draft,
  canonicalUri: canonicalUri as Octets,
});
export const withQuery = (draft: Draft, canonicalQueryString: string): Draft => ({
  ...draft,
  canonicalQueryString: canonicalQueryString as Octets,
});

export const inPath =
  (rewrite: Rewriting): Mutation['change'] =>
  (draft) => [withUri(draft, rewrite(draft.canonicalUri))];

export const inQuery =
  (rewrite: Rewriting): Mutation['change'] =>
  (draft) => [withQuery(draft, rewrite(draft.canonicalQueryString))];

export const inBoth =
  (rewrite: Rewriting): Mutation['change'] =>
  (draft) => [withQuery(withUri(draft, rewrite(draft.canonicalUri)), rewrite(draft.canonicalQueryString))];

/** Each of these changes, for itself. */
export const eachOf =
  (...changes: readonly Mutation['change'][]): Mutation['change'] =>
  (draft, around) =>
    changes.flatMap((change) => change(draft, around));

/** Path and query as they stand in the request that was given; `null` where none was. */
export function sentTarget({ head }: Surroundings): { readonly path: Octets; readonly query: Octets | null } | null {
  if (!head) return null;
  const { path, query } = splitTarget(head.target);
  return { path: path.octets, query: query?.octets ?? null };
}

/** The host of the request as it was given, in lower case and without its port. */
export function hostOf({ head }: Pick<Surroundings, 'head'>): string | null {
  const host = head && headerValue(head.headers, 'host');
  return host ? host.octets.toLowerCase().replace(/:\d+$/, '') : null;
}

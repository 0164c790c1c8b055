/** Contains changes to a single part of a draft, for mistakes in the path and the query. */
import { type Bytes, join } from '../bytes/bytes.ts';
import type { Octets } from '../bytes/octets.ts';
import { withoutPort } from '../http/host.ts';
import { headerValue } from '../http/message.ts';
import { splitTarget } from '../http/target.ts';
import { type Draft, partBytes, putBytes, withPart } from './draft.ts';
import type { Mutation, MutationContext } from './mutation.ts';

export type Rewriting = (bytes: Bytes) => Bytes;

/** Replaces the path. A string counts as inserted by the mistake; bytes keep their own origin. */
export const withUri = (draft: Draft, uri: Bytes | string): Draft =>
  withPart(draft, 'canonicalUri', typeof uri === 'string' ? putBytes(draft, uri) : uri);
export const withQuery = (draft: Draft, query: Bytes | string): Draft =>
  withPart(draft, 'canonicalQueryString', typeof query === 'string' ? putBytes(draft, query) : query);

export const pathBytes = (draft: Draft): Bytes => partBytes(draft, 'canonicalUri');
export const queryBytes = (draft: Draft): Bytes => partBytes(draft, 'canonicalQueryString');

export const inPath =
  (rewrite: Rewriting): Mutation['change'] =>
  (draft) => [withUri(draft, rewrite(pathBytes(draft)))];

export const inQuery =
  (rewrite: Rewriting): Mutation['change'] =>
  (draft) => [withQuery(draft, rewrite(queryBytes(draft)))];

export const inBoth =
  (rewrite: Rewriting): Mutation['change'] =>
  (draft) => [withQuery(withUri(draft, rewrite(pathBytes(draft))), rewrite(queryBytes(draft)))];

export const withPrefix = (draft: Draft, prefix: string): Draft =>
  withUri(draft, join([putBytes(draft, prefix), pathBytes(draft)]));

/** Applies each of these changes separately. */
export const eachOf =
  (...changes: readonly Mutation['change'][]): Mutation['change'] =>
  (draft, around) =>
    changes.flatMap((change) => change(draft, around));

/** Makes the change only in a presigned URL. */
export const inUrl =
  (change: Mutation['change']): Mutation['change'] =>
  (draft, around) =>
    around.scheme === 'query' ? change(draft, around) : [];

/**
 * Returns the path and the query of the given request; `null` if no request was given. The path has the bucket before it
 * if the server signs it there.
 */
export function sentTarget({ head }: MutationContext): { readonly path: Octets; readonly query: Octets | null } | null {
  if (!head) return null;
  const { path, query } = splitTarget(head.target);
  return { path: path.octets, query: query?.octets ?? null };
}

/** Returns the host of the given request in lowercase and without its port; `null` if the host is unknown. */
export function hostOf({ head }: Pick<MutationContext, 'head'>): string | null {
  const host = head && headerValue(head.headers, 'host');
  return host ? withoutPort(host.octets.toLowerCase()) : null;
}

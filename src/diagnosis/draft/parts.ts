/** Changes of one part of a draft, as mistakes of the path and of the query make them. */
import { type Bytes, join } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { headerValue } from '../../http/message.ts';
import { splitTarget } from '../../http/target.ts';
import type { Mutation } from '../mutation.ts';
import type { Surroundings } from '../surroundings.ts';
import { type Draft, partBytes, putBytes, withPart } from './draft.ts';

export type Rewriting = (bytes: Bytes) => Bytes;

/** A text is what the mistake puts there; bytes say where they come from. */
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

/** With more before the path. */
export const withPrefix = (draft: Draft, prefix: string): Draft =>
  withUri(draft, join([putBytes(draft, prefix), pathBytes(draft)]));

/** Each of these changes, for itself. */
export const eachOf =
  (...changes: readonly Mutation['change'][]): Mutation['change'] =>
  (draft, around) =>
    changes.flatMap((change) => change(draft, around));

/** Path and query as they are in the request that was given; `null` where none was. */
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

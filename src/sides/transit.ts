/** Compares the request that the client sent with the one that arrived, as far as both are known. */
import { type HeaderField, headerValues, type RequestHead } from '../http/message.ts';
import { splitTarget } from '../http/target.ts';
import {
  CANONICAL_QUERY_STRING,
  CANONICAL_URI,
  HTTP_METHOD,
} from '../sigv4/stages/canonical-request/canonical-request.ts';
import { headerValueId } from './difference/changes.ts';
import type { Sides } from './sides.ts';

/** `client` if the client signed something other than it sent; `transit` if something changed the request afterward. */
export type Place = 'client' | 'transit';

/** Returns the text of a value in a head, as it was sent. The text of a header has a line for each value. */
function textIn(head: RequestHead, value: string): string {
  const { path, query } = splitTarget(head.target);
  if (value === HTTP_METHOD.id) return head.method.octets;
  if (value === CANONICAL_URI.id) return path.octets;
  if (value === CANONICAL_QUERY_STRING.id) return query?.octets ?? '';
  return linesOf(head.headers, value);
}

const linesOf = (headers: readonly HeaderField[], value: string): string =>
  headerValues(headers, value.slice(headerValueId('').length))
    .map(({ octets }) => `${octets}\n`)
    .join('');

/** Returns whether a value, identified as in `Change`, is known to have been changed, added, or removed in transit. */
export function isChangedInTransit({ evidence: { transit } }: Pick<Sides, 'evidence'>, value: string): boolean {
  return transit !== undefined && textIn(transit.sent, value) !== textIn(transit.arrived, value);
}

/** Returns whether a header, given by its lowercase name, is known to have been added in transit. */
export function isAddedInTransit({ evidence: { transit } }: Pick<Sides, 'evidence'>, name: string): boolean {
  if (transit === undefined) return false;
  return (
    headerValues(transit.sent.headers, name).length === 0 && headerValues(transit.arrived.headers, name).length > 0
  );
}

/**
 * Returns whether the server's hash equals the hash of the request as its client sent it, which means that nothing changed
 * the request in transit.
 */
export const isArrivedAsSent = ({ request, server, client, sent }: Sides): boolean =>
  request?.seenBy !== 'server' &&
  server.known === 'quoted' &&
  server.hash !== null &&
  client.known === 'computed' &&
  sent?.basis === 'said' &&
  server.hash === client.hash;

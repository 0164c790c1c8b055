/** Reads facts that the server's response, the request, or both can contain. */

import { type Octets, textFromOctets } from '../../bytes/octets.ts';
import { headerOf } from '../../drafts/draft.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { withoutPort } from '../../http/host.ts';
import { headerValue } from '../../http/message.ts';
import { AMZ_HEADERS, AMZ_PARAMETERS } from '../../sigv4/names.ts';
import type { Sides } from '../sides.ts';

/** Returns all messages of the response, joined by newlines. */
export const wordsOf = ({ message, details }: ServerAnswer): string =>
  [message, details.get('Details'), details.get('detailedMessage')].filter((text) => text).join('\n');

/**
 * Returns the detail for the first of these names that the response contains; `null` if the response contains none of
 * them.
 */
export function detailOf({ details }: ServerAnswer, ...names: readonly string[]): string | null {
  const name = names.find((candidate) => details.has(candidate));
  return name === undefined ? null : (details.get(name)?.trim() ?? null);
}

/** The hash that the client signed, and the hash of the body that the server received. */
export interface StatedHashes {
  readonly client: string;
  readonly server: string;
}

/** Returns the two hashes from an `XAmzContentSHA256Mismatch` response; `null` for other responses. */
export function statedHashes({ details }: ServerAnswer): StatedHashes | null {
  const client = details.get('ClientComputedContentSHA256');
  const server = details.get('S3ComputedContentSHA256');
  return client !== undefined && server !== undefined ? { client, server } : null;
}

/**
 * Returns the value of the request header with this lowercase name, either as it was sent or from one side's canonical
 * request. Returns `null` if no source has it.
 */
export function requestHeader({ request, server, client }: Sides, name: string): Octets | null {
  const sent = request && headerValue(request.head.headers, name)?.octets;
  const canonical = [server, client].map(({ draft }) => (draft ? headerOf(draft, name) : null));
  return sent ?? canonical.find((value) => value !== null && value !== '') ?? null;
}

/** Returns the host in lowercase, not including its port. Returns an empty string if the host is unknown. */
export function hostOf(sides: Sides): string {
  return withoutPort((requestHeader(sides, 'host') ?? '').toLowerCase());
}

/**
 * Returns the query, either as it was sent or from one side's canonical request. Returns an empty string if there is no
 * query.
 */
function queryOf({ request, server, client }: Sides): string {
  const target = request?.head.target.octets ?? '';
  const sent = target.includes('?') ? target.slice(target.indexOf('?') + 1) : '';
  return sent || server.draft?.canonicalQueryString || client.draft?.canonicalQueryString || '';
}

/**
 * Returns the value of the parameter with this name, still encoded; `null` if the query has none. Case is ignored.
 */
export function parameterOf(sides: Sides, name: string): Octets | null {
  const wanted = `${name.toLowerCase()}=`;
  const found = queryOf(sides)
    .split('&')
    .find((pair) => pair.toLowerCase().startsWith(wanted));
  return found === undefined ? null : (found.slice(wanted.length) as Octets);
}

/** Returns whether the query has a parameter with this name. Case is ignored. */
export const hasParameter = (sides: Sides, name: string): boolean => parameterOf(sides, name) !== null;

/**
 * Returns whether the request is known from any source. Only if the request is known does a missing header or parameter
 * mean that the client did not send it.
 */
function isRequestKnown({ request, server, client }: Sides): boolean {
  return request !== null || server.draft !== null || client.draft !== null;
}

/** Returns whether the request has a session token; `null` if the request is unknown. */
export function hasSessionToken(sides: Sides): boolean | null {
  if (!isRequestKnown(sides)) return null;
  return Boolean(requestHeader(sides, AMZ_HEADERS.securityToken)) || hasParameter(sides, AMZ_PARAMETERS.securityToken);
}

/** Returns the access key ID that the request is signed with; `null` if the ID is unknown or not safe to display. */
export function keyIdOf({ claim, answer }: Sides): string | null {
  const octets = claim?.accessKeyId.octets ?? answer?.accessKeyId ?? null;
  const text = octets && textFromOctets(octets);
  return text && /^[\w.-]{1,128}$/.test(text) ? text : null;
}

/**
 * Returns the signed scope, from the request or else from one side's text. Returns `null` or `undefined` if the scope
 * is unknown.
 */
export function scopeSigned({ claim, server, client }: Sides) {
  if (claim) {
    const { date, region, service } = claim.scope;
    return { date: date.octets, region: region.octets, service: service.octets };
  }
  const scope = (server.draft ?? client.draft)?.scope;
  return scope && scope.region !== '' ? scope : null;
}

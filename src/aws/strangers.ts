/**
 * Recognizes requests that a web page of a stranger makes through the user's browser. A server that listens only for
 * this machine is reachable from every page that the browser shows, so it must look at where requests come from.
 */

import { EMPTY, type Octets } from '../bytes/octets.ts';
import { isThisMachine, withoutPort } from '../http/host.ts';
import { headerValue, headerValues, type RequestHead } from '../http/message.ts';
import { readS3Host } from './s3-hosts.ts';

/** How a request shows that it comes from a page of another site. */
export type ForeignPage =
  /** Its Origin header names a page that does not belong to this machine. */
  | { readonly kind: 'origin'; readonly origin: Octets }
  /** The page embeds the object, or sends a form to it. */
  | { readonly kind: 'embedded' };

/**
 * Returns how a request shows that it comes from a page that does not belong to this machine. Browsers send Origin with
 * each POST and with most requests made by scripts (https://fetch.spec.whatwg.org/#origin-header). If there is no
 * Origin, `Sec-Fetch-Site: cross-site` means that the page belongs to another site
 * (https://www.w3.org/TR/fetch-metadata/). Such a page may link to an object, but must not embed it. If the user types
 * or pastes an address, the browser sends neither header. `own` are the names of hosts, in lowercase, whose pages count
 * as pages of this machine. Returns `null` if nothing shows that the request comes from another page.
 */
export function foreignPageOf({ method, headers }: RequestHead, own: readonly string[]): ForeignPage | null {
  const origins = headerValues(headers, 'origin').map(({ octets }) => octets);
  const origin = origins.find((each) => !isOwnOrigin(each, own));
  if (origin !== undefined) return { kind: 'origin', origin };
  const said = (name: string) => headerValue(headers, name)?.octets ?? EMPTY;
  if (origins.length > 0 || said('sec-fetch-site') !== 'cross-site') return null;
  // Loading a frame is also a navigation, but its Sec-Fetch-Dest is not `document`.
  const isLink =
    (method.octets === 'GET' || method.octets === 'HEAD') &&
    said('sec-fetch-mode') === 'navigate' &&
    ['', 'document'].includes(said('sec-fetch-dest'));
  return isLink ? null : { kind: 'embedded' };
}

/** The host names, in lowercase, that a server serves besides those of this machine and of S3. */
export interface ServedHosts {
  /** Host names, or `ANY_HOST`. */
  readonly hosts: readonly string[];
  /** Host names under which buckets are also served, as `BUCKET.NAME`. */
  readonly endpoints: readonly string[];
}

/** The name in a list of served hosts that matches every name. */
export const ANY_HOST = '*';

/**
 * Returns whether a server serves the host in a Host header. The owner of a host name can point the name to this
 * machine ("DNS rebinding"), and a page under that name can then send requests here. Names of S3 are served, because
 * clients sign for these names and connect here, and only AWS could point the names to this machine. Any other name
 * must be allowed explicitly.
 */
export function isServedHost(host: Octets, { hosts, endpoints }: ServedHosts): boolean {
  const name = nameOf(host);
  const isEndpoint = endpoints.some((endpoint) => name === endpoint || name.endsWith(`.${endpoint}`));
  return isEndpoint || hosts.includes(ANY_HOST) || isOwn(host, hosts) || readS3Host(name) !== null;
}

/**
 * Returns whether an Origin header (RFC 6454, section 7) belongs to a page on this machine. S3 host names do not count,
 * because anyone can store a page in a bucket. The origin `null` does not count either, because any page can have that
 * origin.
 */
function isOwnOrigin(origin: string, own: readonly string[]): boolean {
  const host = /^https?:\/\/([^/]+)$/i.exec(origin)?.[1];
  return host !== undefined && isOwn(host, own);
}

function isOwn(host: string, own: readonly string[]): boolean {
  const name = nameOf(host);
  return isThisMachine(name) || own.includes(name);
}

const nameOf = (host: string): string => withoutPort(host).toLowerCase();

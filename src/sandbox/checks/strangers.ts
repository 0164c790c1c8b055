/**
 * Refuses requests that a web page makes through the user's browser. S3 can rely on the secrecy of its keys. The
 * sandbox's key is published, so any page can sign requests, and the sandbox must check where requests come from.
 */

import { readS3Host } from '../../aws/s3-hosts.ts';
import { EMPTY } from '../../bytes/octets.ts';
import { headerValue, headerValues, type RequestHead } from '../../http/message.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { type Refusal, refuse } from '../answers/answer.ts';
import { textOrLatin1 } from '../answers/xml.ts';
import type { Examined, Ground } from '../examined.ts';

/**
 * Refuses a request from a page that does not belong to this machine. Browsers send Origin with each POST and with most
 * requests made by scripts (https://fetch.spec.whatwg.org/#origin-header). If there is no Origin, `Sec-Fetch-Site:
 * cross-site` means that the page belongs to another site (https://www.w3.org/TR/fetch-metadata/). Such a page may link
 * to an object, because `Content-Security-Policy: sandbox` makes the object harmless when it opens as a page. However,
 * such a page must not embed an object. If the user types or pastes an address, the browser sends neither header.
 * Returns `null` if the request is allowed.
 */
export function refuseForeignPage({ method, headers }: RequestHead, own: readonly string[]): Refusal | null {
  const origins = headerValues(headers, 'origin').map(({ octets }) => octets);
  const foreign = origins.find((origin) => !isOwnOrigin(origin, own));
  if (foreign !== undefined) {
    return refuse('AccessDenied', [['Origin', textOrLatin1(foreign)]], `${OWN_PAGES} ${HOW_TO_ALLOW}`);
  }
  const said = (name: string) => headerValue(headers, name)?.octets ?? EMPTY;
  if (origins.length > 0 || said('sec-fetch-site') !== 'cross-site') return null;
  // Loading a frame is also a navigation, but its Sec-Fetch-Dest is not `document`.
  const isLink =
    (method.octets === 'GET' || method.octets === 'HEAD') &&
    said('sec-fetch-mode') === 'navigate' &&
    ['', 'document'].includes(said('sec-fetch-dest'));
  return isLink ? null : refuse('AccessDenied', [['Sec-Fetch-Site', 'cross-site']], EMBEDDED);
}

const OWN_PAGES =
  'The sandbox answers only pages of localhost and of loopback addresses, and this Origin is not one of them.';
const HOW_TO_ALLOW = 'To allow another host name, start the sandbox with --allow-host NAME.';
const EMBEDDED =
  'A page of another site may link to objects in the sandbox, but not embed them. Use the same host name for both, such as localhost.';

/**
 * Refuses a request for a host that is not served. The owner of a host name can point the name to this machine ("DNS
 * rebinding"), and a page under that name can then sign requests to the sandbox. This check comes after the signature.
 * Therefore, if a proxy has rewritten the Host header, the client gets the same response as from S3:
 * SignatureDoesNotMatch with the canonical request.
 */
export function checkServedHost(_claim: Claim, { sent, ground }: Examined): Refusal | null {
  const host = headerValue(sent.head.headers, 'host')?.octets ?? EMPTY;
  if (isServed(host, ground)) return null;
  const name = textOrLatin1(host);
  const message = `The signature is right, but the sandbox does not serve the host ${JSON.stringify(name)}. ${HOW_TO_ALLOW}`;
  return refuse('AccessDenied', [['Host', name]], message);
}

/** Matches a host that is a loopback address (RFC 6890, section 2.2.2; RFC 4291, section 2.5.3). */
const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Matches `localhost` and every name under it, which always mean this machine (RFC 6761, section 6.3). */
const LOCALHOST = /^(?:.+\.)?localhost$/;

/**
 * Returns whether a Host header names this sandbox. S3 host names count too, because clients sign for these names and
 * connect here, and only AWS could point the names to this machine. Any other name must be allowed explicitly, because
 * its owner could point that name to this machine.
 */
function isServed(host: string, { hosts, endpoints }: Ground): boolean {
  const name = withoutPort(host);
  const isEndpoint = endpoints.some((endpoint) => name === endpoint || name.endsWith(`.${endpoint}`));
  return isEndpoint || hosts.includes('*') || isOwn(host, hosts) || readS3Host(name) !== null;
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
  const name = withoutPort(host);
  return LOOPBACK.test(name) || LOCALHOST.test(name) || own.includes(name);
}

function withoutPort(host: string): string {
  return host.replace(/:\d*$/, '').toLowerCase();
}

/**
 * Requests that a web page makes through the browser of the person who runs the sandbox. Its key is published, so any
 * page can sign. S3 can rely on keys being secret; the sandbox has to look at where a request comes from.
 */

import { readS3Host } from '../../aws/s3-hosts.ts';
import { EMPTY } from '../../bytes/octets.ts';
import { headerValue, headerValues, type RequestHead } from '../../http/message.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { type Refusal, refuse } from '../answer.ts';
import type { Examined } from '../examined.ts';
import { textOrLatin1 } from '../xml.ts';

/**
 * Refuses a request that a page of another machine makes. Browsers send Origin with each POST and with most requests of
 * scripts (https://fetch.spec.whatwg.org/#origin-header). Without Origin, `Sec-Fetch-Site: cross-site` says that the
 * page is of another site (https://www.w3.org/TR/fetch-metadata/): it may link to an object, which then opens as a page
 * that `Content-Security-Policy: sandbox` keeps from doing anything, but not embed it. An address that is typed or
 * pasted has neither. Gives `null` where nothing is wrong.
 */
export function refuseForeignPage({ method, headers }: RequestHead, own: readonly string[]): Refusal | null {
  const origins = headerValues(headers, 'origin').map(({ octets }) => octets);
  const foreign = origins.find((origin) => !isOwnOrigin(origin, own));
  if (foreign !== undefined) {
    return refuse('AccessDenied', [['Origin', textOrLatin1(foreign)]], `${OWN_PAGES} ${HOW_TO_ALLOW}`);
  }
  const said = (name: string) => headerValue(headers, name)?.octets ?? EMPTY;
  // A frame navigates too, and says that it is one.
  const isLink =
    (method.octets === 'GET' || method.octets === 'HEAD') &&
    said('sec-fetch-mode') === 'navigate' &&
    ['', 'document'].includes(said('sec-fetch-dest'));
  if (origins.length > 0 || said('sec-fetch-site') !== 'cross-site' || isLink) return null;
  return refuse('AccessDenied', [['Sec-Fetch-Site', 'cross-site']], EMBEDDED);
}

const OWN_PAGES =
  'The sandbox answers only pages of localhost and of loopback addresses, and this Origin is not one of them.';
const HOW_TO_ALLOW = 'To allow another host name, start the sandbox with --allow-host NAME.';
const EMBEDDED =
  'A page of another site may link to what is in the sandbox, but not embed it. Use the same host name for both, such as localhost.';

/**
 * Refuses a request for a host that is not served: a page under a name that its owner has led to this machine ("DNS
 * rebinding") can sign for that name. This check comes after the signature, so that a client whose Host header a proxy
 * has rewritten still gets SignatureDoesNotMatch with the canonical request, as from S3.
 */
export function checkServedHost(_claim: Claim, { sent, ground }: Examined): Refusal | null {
  const host = headerValue(sent.head.headers, 'host')?.octets ?? EMPTY;
  if (isServed(host, ground.hosts)) return null;
  const name = textOrLatin1(host);
  const message = `The signature is right, but the sandbox does not serve the host ${JSON.stringify(name)}. ${HOW_TO_ALLOW}`;
  return refuse('AccessDenied', [['Host', name]], message);
}

/** An address of the loopback interface (RFC 6890, section 2.2.2; RFC 4291, section 2.5.3), as a host has it. */
const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|\[::1\])$/;

/** `localhost` and every name under it are this machine's, whatever DNS says (RFC 6761, section 6.3). */
const LOCALHOST = /^(?:.+\.)?localhost$/;

/**
 * Tells whether a Host header names this sandbox. Names of S3 count: clients sign for them and connect here instead, and
 * nobody but AWS can make them resolve to this machine. The owner of any other name can.
 */
function isServed(host: string, own: readonly string[]): boolean {
  return isOwn(host, own) || readS3Host(withoutPort(host)) !== null;
}

/**
 * Tells whether an Origin header (RFC 6454, section 7) is that of a page of this machine. Names of S3 do not count,
 * because anyone can keep a page in a bucket; `null`, which a page can choose to be, does not either.
 */
function isOwnOrigin(origin: string, own: readonly string[]): boolean {
  const host = /^https?:\/\/([^/]+)$/i.exec(origin)?.[1];
  return host !== undefined && isOwn(host, own);
}

function isOwn(host: string, own: readonly string[]): boolean {
  const name = withoutPort(host);
  return LOOPBACK.test(name) || LOCALHOST.test(name) || own.includes(name);
}

/** Gives the name in lower case. */
function withoutPort(host: string): string {
  return host.replace(/:\d*$/, '').toLowerCase();
}

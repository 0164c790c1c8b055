/**
 * Requests that a web page makes through the browser of the person who runs the sandbox. Its key is published, so that
 * any page can sign: what S3 leaves to the secrecy of keys, the sandbox has to see from where a request comes.
 */
import { EMPTY } from '../../bytes/octets.ts';
import { headerValue, headerValues, type RequestHead } from '../../http/message.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { type Refusal, refuse } from '../answer.ts';
import type { Examined } from '../examined.ts';
import { isOwnOrigin, isServed, type OwnNames, withoutPort } from '../served-hosts.ts';
import { textOrLatin1 } from '../xml.ts';

/**
 * Refuses a request of a page that is not of this machine, before anything else is looked at: one whose Origin header
 * says so, as that of each POST and each script does (https://fetch.spec.whatwg.org/#origin-header), and one without
 * Origin that a page of another site embeds. A link from such a page is let pass: what it leads to opens in a window of
 * its own, where `Content-Security-Policy: sandbox` lets it do nothing. `null` where nothing is wrong.
 */
export function refuseForeignPage({ method, headers }: RequestHead, own: OwnNames): Refusal | null {
  const origins = headerValues(headers, 'origin').map(({ octets }) => octets);
  const foreign = origins.find((origin) => !isOwnOrigin(origin, own));
  if (foreign !== undefined) {
    return refuse('AccessDenied', [['Origin', textOrLatin1(foreign)]], `${OWN_PAGES} ${HOW_TO_ALLOW}`);
  }
  const said = (name: string) => headerValue(headers, name)?.octets ?? EMPTY;
  const isLink = (method.octets === 'GET' || method.octets === 'HEAD') && said('sec-fetch-mode') === 'navigate';
  if (origins.length > 0 || said('sec-fetch-site') !== 'cross-site' || isLink) return null;
  return refuse('AccessDenied', [['SecFetchSite', 'cross-site']], EMBEDDED);
}

const OWN_PAGES = 'The sandbox answers pages of localhost and of loopback addresses only, and this Origin is none.';
const HOW_TO_ALLOW = 'To serve another name, start it with --allow-host NAME.';
const EMBEDDED =
  'A page of another site may link to what is in the sandbox, but not embed it. Use the same host name for both, such as localhost.';

/**
 * Refuses a request for a host that is not served. This comes after the signature, so that a client whose Host header
 * a proxy rewrites is told the canonical request, as by S3; a page whose name leads here can sign for that name.
 */
export function checkServedHost(_claim: Claim, { received, ground }: Examined): Refusal | null {
  const host = headerValue(received.head.headers, 'host')?.octets ?? EMPTY;
  if (isServed(host, ground.hosts)) return null;
  const name = textOrLatin1(host);
  const message = `The signature is right, but the sandbox does not serve the host ${JSON.stringify(name)}. If it is yours, start the sandbox with --allow-host ${withoutPort(name)}.`;
  return refuse('AccessDenied', [['Host', name]], message);
}

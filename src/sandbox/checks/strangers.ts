/**
 * Refuses requests that a web page makes through the user's browser. S3 can rely on the secrecy of its keys. The
 * sandbox's key is published, so any page can sign requests, and the sandbox must check where requests come from.
 */

import { foreignPageOf, isServedHost } from '../../aws/strangers.ts';
import { asText, EMPTY } from '../../bytes/octets.ts';
import { headerValue, type RequestHead } from '../../http/message.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { type Refusal, refuse } from '../answers/answer.ts';
import type { Examined } from '../examined.ts';

/**
 * Refuses a request from a page that does not belong to this machine. A link to an object is allowed, because
 * `Content-Security-Policy: sandbox` makes the object harmless when it opens as a page. Returns `null` if the request is
 * allowed.
 */
export function refuseForeignPage(head: RequestHead, own: readonly string[]): Refusal | null {
  const page = foreignPageOf(head, own);
  switch (page?.kind) {
    case undefined:
      return null;
    case 'origin':
      return refuse('AccessDenied', { Origin: asText(page.origin) }, `${OWN_PAGES} ${HOW_TO_ALLOW}`);
    case 'embedded':
      return refuse('AccessDenied', { 'Sec-Fetch-Site': 'cross-site' }, EMBEDDED);
  }
}

const OWN_PAGES =
  'The sandbox answers only pages of localhost and of loopback addresses, and this Origin is not one of them.';
const HOW_TO_ALLOW = 'To allow another host name, start the sandbox with --allow-host NAME.';
const EMBEDDED =
  'A page of another site may link to objects in the sandbox, but not embed them. Use the same host name for both, such as localhost.';

/**
 * Refuses a request for a host that is not served. This check comes after the signature. Therefore, if a proxy has
 * rewritten the Host header, the client gets the same response as from S3: SignatureDoesNotMatch with the canonical
 * request.
 */
export function checkServedHost(_claim: Claim, { sent, ground }: Examined): Refusal | null {
  const host = headerValue(sent.head.headers, 'host')?.octets ?? EMPTY;
  if (isServedHost(host, ground)) return null;
  const name = asText(host);
  const message = `The signature is right, but the sandbox does not serve the host ${JSON.stringify(name)}. ${HOW_TO_ALLOW}`;
  return refuse('AccessDenied', { Host: name }, message);
}

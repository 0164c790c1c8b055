/** Reads logs of proxies that have a request at both ends: as it came from the client, and as it went on to the server. */
import type { Octets } from '../../bytes/octets.ts';
import { APACHE_DUMPIO } from './apache-dumpio.ts';
import { CADDY } from './caddy-log.ts';
import { NGINX_DEBUG } from './nginx-debug.ts';
import { isSameRequest, type PassedRequest } from './passed-request.ts';
import { VARNISH } from './varnish-log.ts';

/** The requests in a log, and the rest of the text. */
export interface ProxyLog {
  readonly requests: readonly PassedRequest[];
  readonly rest: Octets;
}

/** Returns the log of a proxy in a text; `null` if there is none. */
export function readProxyLog(octets: Octets): ProxyLog | null {
  for (const { entry, requestsIn } of [NGINX_DEBUG, VARNISH, CADDY, APACHE_DUMPIO]) {
    const all = requestsIn([...octets.matchAll(entry)]);
    const requests = all.filter(({ received, forwarded }) => isSameRequest(received, forwarded));
    if (requests.length > 0) return { requests, rest: octets.replace(entry, '') as Octets };
  }
  return null;
}

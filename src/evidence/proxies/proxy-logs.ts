/** Reads logs of proxies that have a request at both ends: as it came from the client, and as it went on to the server. */
import type { Octets } from '../../bytes/octets.ts';
import { readCaddyLog } from './caddy-log.ts';
import { readNginxDebug } from './nginx-debug.ts';
import type { ProxyLog } from './passed-request.ts';
import { readVarnishLog } from './varnish-log.ts';

/** The readers, each of the log of one program. */
const READERS: readonly ((octets: Octets) => ProxyLog | null)[] = [readNginxDebug, readVarnishLog, readCaddyLog];

/** Returns the log of a proxy in a text; `null` if there is none. */
export function readProxyLog(octets: Octets): ProxyLog | null {
  for (const read of READERS) {
    const log = read(octets);
    if (log !== null) return log;
  }
  return null;
}

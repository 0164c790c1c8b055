/**
 * Reads the JSON logs of Caddy (https://caddyserver.com/docs/caddyfile/directives/log, https://caddyserver.com/docs/json/apps/http/servers/logs):
 * with the option `debug`, the request that goes to the upstream server is in "upstream roundtrip", and with `log_credentials`, both have their
 * Authorization. Caddy's logs have no order of headers.
 */
import { type Octets, octetsFromText, textFromOctets } from '../../bytes/octets.ts';
import { messageOf, type PassedRequest, type ProxyLog } from './passed-request.ts';

const ENTRY = /^\{"level":.*"logger":"http\.(?:handlers\.reverse_proxy|log\.access[\w.]*)".*\}[ \t\r]*\n?/gm;

interface Logged {
  readonly message: Octets;
  /** What identifies the exchange in both entries: the connection and the target. */
  readonly exchange: string;
  readonly isUpstream: boolean;
  readonly status: number | null;
}

/** Returns the requests that are in the log at both ends; `null` if the text has none. */
export function readCaddyLog(octets: Octets): ProxyLog | null {
  const logged = [...octets.matchAll(ENTRY)].flatMap(([line]) => entryOf(line) ?? []);
  const requests = logged.flatMap((upstream): PassedRequest[] => {
    const received = logged.find((other) => !other.isUpstream && other.exchange === upstream.exchange);
    if (!upstream.isUpstream || received === undefined) return [];
    return [{ received: received.message, forwarded: upstream.message, status: upstream.status }];
  });
  return requests.length === 0 ? null : { requests, rest: octets.replace(ENTRY, '') as Octets };
}

function entryOf(line: string): Logged | null {
  const entry = parsed(line);
  const request = isRecord(entry) ? entry.request : null;
  if (!isRecord(entry) || !isRecord(request) || !isRecord(request.headers)) return null;
  const text = (name: string) => (typeof request[name] === 'string' ? request[name] : '');
  const fields = Object.entries(request.headers).flatMap(([name, values]) =>
    Array.isArray(values) ? values.map((value) => `${name}: ${value}`) : [],
  );
  const message = messageOf(`${text('method')} ${text('uri')} ${text('proto')}`, [`Host: ${text('host')}`, ...fields]);
  return {
    message: octetsFromText(message),
    exchange: `${text('remote_port')} ${text('method')} ${text('uri')}`,
    isUpstream: entry.msg === 'upstream roundtrip',
    status: typeof entry.status === 'number' ? entry.status : null,
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(line: string): unknown {
  try {
    return JSON.parse(textFromOctets(line as Octets) ?? line);
  } catch {
    return null;
  }
}

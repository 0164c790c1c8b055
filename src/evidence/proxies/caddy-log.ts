/**
 * Reads the JSON logs of Caddy (https://caddyserver.com/docs/caddyfile/directives/log, https://caddyserver.com/docs/json/apps/http/servers/logs):
 * with the option `debug`, the request that goes to the upstream server is in "upstream roundtrip", and with `log_credentials`, both have their
 * Authorization. Caddy's logs have no order of headers.
 */
import { type Octets, octetsFromText, textFromOctets } from '../../bytes/octets.ts';
import { isSameRequest, messageOf, type PassedRequest, type ProxyLog } from './passed-request.ts';

const ENTRY = /^\{"level":.*"logger":"http\.(?:handlers\.reverse_proxy|log\.access[\w.]*)".*\}[ \t\r]*\n?/gm;

interface Logged {
  readonly message: Octets;
  /** The client's port, which is that of the connection in both entries. The target may be rewritten between them. */
  readonly port: string;
  readonly isUpstream: boolean;
  readonly status: number | null;
  /** The time of the entry, in seconds. */
  readonly time: number;
}

/** Returns the requests that are in the log at both ends; `null` if the text has none. */
export function readCaddyLog(octets: Octets): ProxyLog | null {
  const logged = [...octets.matchAll(ENTRY)]
    .flatMap(([line]) => entryOf(line) ?? [])
    .sort((one, other) => one.time - other.time);
  const requests = logged.flatMap((upstream, index): PassedRequest[] => {
    if (!upstream.isUpstream) return [];
    const received = logged.slice(index).find((later) => isReceived(later, upstream));
    return received ? [{ received: received.message, forwarded: upstream.message, status: upstream.status }] : [];
  });
  return requests.length === 0 ? null : { requests, rest: octets.replace(ENTRY, '') as Octets };
}

/** Returns whether an entry is of the same exchange. Caddy writes it when the exchange is complete. */
const isReceived = ({ isUpstream, port, message }: Logged, upstream: Logged): boolean =>
  !isUpstream && port === upstream.port && isSameRequest(message, upstream.message);

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
    port: text('remote_port'),
    isUpstream: entry.msg === 'upstream roundtrip',
    status: typeof entry.status === 'number' ? entry.status : null,
    time: typeof entry.ts === 'number' ? entry.ts : 0,
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

/**
 * Reads the JSON logs of Caddy (https://caddyserver.com/docs/caddyfile/directives/log, https://caddyserver.com/docs/json/apps/http/servers/logs):
 * with the option `debug`, the request that goes to the upstream server is in "upstream roundtrip", and with `log_credentials`, both have their
 * Authorization. Caddy's logs have no order of headers.
 */
import type { Octets } from '../../bytes/octets.ts';
import { entryOf, type Group, groupOf } from '../objects/objects.ts';
import { readObjects } from '../objects/read-objects.ts';
import { isSameRequest, type LogFormat, messageOf, type PassedRequest } from './passed-request.ts';

interface Logged {
  readonly message: Octets;
  /** The client's port, which is that of the connection in both entries. The target may be rewritten between them. */
  readonly port: string;
  readonly isUpstream: boolean;
  readonly status: number | null;
  /** The time of the entry, in seconds. */
  readonly time: number;
}

export const CADDY: LogFormat = {
  entry: /^\{"level":.*"logger":"http\.(?:handlers\.reverse_proxy|log\.access[\w.]*)".*\}[ \t\r]*\n?/gm,
  requestsIn: (entries) => {
    const logged = entries.flatMap(([line]) => loggedIn(line as Octets) ?? []);
    const inOrder = logged.sort((one, other) => one.time - other.time);
    return inOrder.flatMap((upstream, index): PassedRequest[] => {
      const { isUpstream, port, message: forwarded, status } = upstream;
      // Caddy writes the entry of the exchange when it is complete.
      const received = inOrder
        .slice(index)
        .find((later) => !later.isUpstream && later.port === port && isSameRequest(later.message, forwarded));
      return isUpstream && received ? [{ received: received.message, forwarded, status }] : [];
    });
  },
};

function loggedIn(line: Octets): Logged | null {
  const [entry] = readObjects(line).groups;
  const request = entry && groupOf(entry, /^request$/);
  const headers = request && groupOf(request, /^headers$/);
  if (!entry || !headers) return null;
  const text = (name: RegExp, { entries }: Group = request) => entryOf({ entries }, name)?.value ?? '';
  const message = messageOf({
    line: `${text(/^method$/)} ${text(/^uri$/)} ${text(/^proto$/)}`,
    fields: [`Host: ${text(/^host$/)}`, ...headers.entries.map(({ key, value }) => `${key}: ${value}`)],
  });
  const status = text(/^status$/, entry);
  return {
    message,
    port: text(/^remote_port$/),
    isUpstream: text(/^msg$/, entry) === 'upstream roundtrip',
    status: status === '' ? null : Number(status),
    time: Number(text(/^ts$/, entry)),
  };
}

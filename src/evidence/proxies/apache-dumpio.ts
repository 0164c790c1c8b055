/**
 * Reads what mod_dumpio of Apache writes to the error log (https://httpd.apache.org/docs/2.4/mod/mod_dumpio.html): the bytes of both
 * connections, mostly a line of a head in each entry. The thread that reads a request passes it on.
 */
import { withoutBackslashes } from '../../bytes/escapes.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { type LogFormat, messageOf, type PassedRequest } from './passed-request.ts';

interface Exchange {
  received: string;
  forwarded: string;
  status: number | null;
}

export const APACHE_DUMPIO: LogFormat = {
  /** Matches an entry, with its thread, the end and the direction, and the bytes. Most other entries tell how many bytes follow. */
  entry:
    /^\[[^\]\n]*\] \[dumpio:trace7\] \[pid \d+(?::tid (\d+))?\] (?:mod_dumpio\.c\(\d+\): )?\[((?:client|remote) )[^\]\n]*\] mod_dumpio: +dumpio_(in|out)(?: \(data-\w+\): (?!\d+ bytes$)([^\n]*)|[^\n]*)\n?/gm,
  requestsIn: (entries) => {
    const open = new Map<string, Exchange>();
    const all: Exchange[] = [];
    for (const [, thread = '', end = '', way = '', written = ''] of entries) {
      const octets = withoutBackslashes(written as Octets);
      if (end + way === 'client in' && /^[A-Z]+ \S+ HTTP\/1\.\d\r?$/m.test(octets)) {
        const begun = { received: '', forwarded: '', status: null };
        open.set(thread, begun);
        all.push(begun);
      }
      const exchange = open.get(thread);
      if (exchange) append(exchange, end + way, octets);
    }
    return all.flatMap(({ received, forwarded, status }): PassedRequest[] =>
      forwarded === '' ? [] : [{ received: headOf(received), forwarded: headOf(forwarded), status }],
    );
  },
};

function append(exchange: Exchange, from: string, octets: Octets): void {
  if (from === 'client in') exchange.received += octets;
  if (from === 'remote out') exchange.forwarded += octets;
  if (from === 'remote in') exchange.status ??= Number(/^HTTP\/1\.\d (\d{3})/.exec(octets)?.[1] ?? 0) || null;
}

/** Returns the message at the beginning of what went through a connection, without its body. */
function headOf(octets: string): Octets {
  const [line = EMPTY, ...fields] = (octets.split(/\r?\n\r?\n/, 1)[0] ?? '').split(/\r?\n/);
  return messageOf({ line, fields });
}

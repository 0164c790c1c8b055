/**
 * Reads the log of Varnish (https://varnish-cache.org/docs/trunk/reference/vsl.html): a transaction of the client, and those of the
 * backend that belong to it. Headers that Varnish sets or removes are lines of their own.
 */
import type { Octets } from '../../bytes/octets.ts';
import { messageOf, type PassedRequest, type ProxyLog } from './passed-request.ts';

/** Matches the transactions of a group, in which the number of asterisks and dashes is their level. */
const TRANSACTION = /^(\*+)[ \t]+<< (Request|BeReq)[ \t]+>> (\d+)[^\n]*\n((?:-+[ \t][^\n]*(?:\n|$))*)\n?/gm;

interface Head {
  method: string;
  url: string;
  protocol: string;
  fields: string[];
  status: number | null;
}

/** Returns the requests of a log; `null` if the text has none. */
export function readVarnishLog(octets: Octets): ProxyLog | null {
  const requests: PassedRequest[] = [];
  let received: Head | null = null;
  for (const [, , kind, , lines = ''] of octets.matchAll(TRANSACTION)) {
    if (kind === 'Request') received = headIn(lines, 'Req', /^VCL_call[ \t]+RECV/);
    else if (received !== null) {
      const { status, ...forwarded } = headIn(lines, 'Bereq', /^VCL_return[ \t]+fetch/);
      requests.push({ received: written(received), forwarded: written(forwarded), status });
    }
  }
  return requests.length === 0 ? null : { requests, rest: octets.replace(TRANSACTION, '') as Octets };
}

/** Reads a head up to the line at which it is complete. Varnish adds `X-Forwarded-For` and `Via` itself. */
function headIn(lines: string, prefix: 'Req' | 'Bereq', complete: RegExp): Head {
  const head: Head = { method: '', url: '/', protocol: 'HTTP/1.1', fields: [], status: null };
  let isComplete = false;
  for (const line of lines.split('\n')) {
    const [, tag = '', value = ''] = /^-+[ \t]+(\w+)[ \t]+(.*?)[ \t]*$/.exec(line) ?? [];
    isComplete ||= complete.test(`${tag} ${value}`);
    if (tag === 'BerespStatus') head.status = Number(value);
    if (isComplete) continue;
    if (tag === `${prefix}Method`) head.method = value;
    if (tag === `${prefix}URL`) head.url = value;
    if (tag === `${prefix}Protocol`) head.protocol = value;
    if (tag === `${prefix}Header`) head.fields.push(value);
    if (tag === `${prefix}Unset`) head.fields = head.fields.filter((field) => field !== value);
  }
  return head;
}

const ADDED = /^(?:X-Forwarded-For|Via):/i;

const written = ({ method, url, protocol, fields }: Omit<Head, 'status'>): Octets =>
  messageOf(
    `${method} ${url} ${protocol}`,
    fields.filter((field) => !ADDED.test(field)),
  );

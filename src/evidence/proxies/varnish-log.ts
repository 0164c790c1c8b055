/**
 * Reads the log of Varnish (https://varnish-cache.org/docs/trunk/reference/vsl.html): a transaction of the client, and those of the
 * backend that belong to it. Headers that Varnish sets or removes are lines of their own.
 */
import type { Octets } from '../../bytes/octets.ts';
import { isSameRequest, messageOf, type PassedRequest, type ProxyLog } from './passed-request.ts';

/** Matches the transactions of a group, in which the number of asterisks and dashes is their level. */
const TRANSACTION = /^(\*+)[ \t]+<< (Request|BeReq)[ \t]+>> (\d+)[^\n]*\n((?:-+[ \t][^\n]*(?:\n|$))*)\n?/gm;

interface Head {
  method: string;
  url: string;
  protocol: string;
  fields: string[];
  status: number | null;
  /** The number of the transaction that began this one; it may come later in the log. */
  parent: string;
}

/** Returns the requests of a log; `null` if the text has none. */
export function readVarnishLog(octets: Octets): ProxyLog | null {
  const received = new Map<string, Head>();
  const sent = new Map<string, Head>();
  for (const [, , kind, number = '', lines = ''] of octets.matchAll(TRANSACTION)) {
    if (kind === 'Request') received.set(number, headIn(lines, 'Req', /^VCL_call[ \t]+RECV/));
    else sent.set(number, headIn(lines, 'Bereq', /^VCL_return[ \t]+fetch/));
  }
  const requests = [...sent.values()].flatMap((head): PassedRequest[] => {
    // A second try is begun by the first one.
    const request = received.get(head.parent) ?? received.get(sent.get(head.parent)?.parent ?? '');
    const passed = request && { received: written(request), forwarded: written(head), status: head.status };
    return passed && isSameRequest(passed.received, passed.forwarded) ? [passed] : [];
  });
  return requests.length === 0 ? null : { requests, rest: octets.replace(TRANSACTION, '') as Octets };
}

/** Reads a head up to the line at which it is complete. Varnish adds `X-Forwarded-For` and `Via` itself. */
function headIn(lines: string, prefix: 'Req' | 'Bereq', complete: RegExp): Head {
  const head: Head = { method: '', url: '/', protocol: 'HTTP/1.1', fields: [], status: null, parent: '' };
  let isComplete = false;
  for (const line of lines.split('\n')) {
    const [, tag = '', value = ''] = /^-+[ \t]+(\w+)[ \t]+(.*?)[ \t]*$/.exec(line) ?? [];
    isComplete ||= complete.test(`${tag} ${value}`);
    if (tag === 'Begin') head.parent = value.split(/[ \t]+/)[1] ?? '';
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

const written = ({ method, url, protocol, fields }: Head): Octets =>
  messageOf(
    `${method} ${url} ${protocol}`,
    fields.filter((field) => !ADDED.test(field)),
  );

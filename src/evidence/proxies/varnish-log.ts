/**
 * Reads the log of Varnish (https://varnish-cache.org/docs/trunk/reference/vsl.html): a transaction of the client, and those of the
 * backend that belong to it. Headers that Varnish sets or removes are lines of their own.
 */
import { trimmed } from '../../bytes/white-space.ts';
import { type LogFormat, type LoggedHead, messageOf, type PassedRequest } from './passed-request.ts';

interface Transaction extends LoggedHead {
  /** The number of the transaction that began this one; it may come later in the log. */
  parent: string;
}

export const VARNISH: LogFormat = {
  /** Matches the transactions of a group, in which the number of asterisks and dashes is their level. */
  entry: /^(\*+)[ \t]+<< (Request|BeReq)[ \t]+>> (\d+)[^\n]*\n((?:-+[ \t][^\n]*(?:\n|$))*)\n?/gm,
  requestsIn: (entries) => {
    const received = new Map<string, Transaction>();
    const sent = new Map<string, Transaction>();
    for (const [, , kind, number = '', lines = ''] of entries) {
      if (kind === 'Request') received.set(number, transactionIn(lines, 'Req', /^VCL_call[ \t]+RECV/));
      else sent.set(number, transactionIn(lines, 'Bereq', /^VCL_return[ \t]+fetch/));
    }
    return [...sent.values()].flatMap(({ parent, status, ...head }): PassedRequest[] => {
      // A second try is begun by the first one.
      const request = received.get(parent) ?? received.get(sent.get(parent)?.parent ?? '');
      return request ? [{ received: messageOf(request), forwarded: messageOf(head), status }] : [];
    });
  },
};

/** Matches what Varnish itself adds. */
const ADDED = /^(?:X-Forwarded-For|Via):/i;

/** Reads a transaction. Its head is complete at a certain line. */
function transactionIn(lines: string, prefix: 'Req' | 'Bereq', complete: RegExp): Transaction {
  const first = { Method: '', URL: '/', Protocol: 'HTTP/1.1' };
  let [fields, status, parent]: [string[], number | null, string] = [[], null, ''];
  let isComplete = false;
  for (const line of lines.split('\n')) {
    const [, tag = '', written = ''] = /^-+[ \t]+(\w+)[ \t]+(.*)$/.exec(line) ?? [];
    const value = trimmed(written);
    isComplete ||= complete.test(`${tag} ${value}`);
    if (tag === 'Begin') parent = value.split(/[ \t]+/)[1] ?? '';
    if (tag === 'BerespStatus') status = Number(value);
    if (isComplete || !tag.startsWith(prefix)) continue;
    const part = tag.slice(prefix.length);
    if (part === 'Method' || part === 'URL' || part === 'Protocol') first[part] = value;
    if (part === 'Header' && !ADDED.test(value)) fields.push(value);
    if (part === 'Unset') fields = fields.filter((field) => field !== value);
  }
  return { line: `${first.Method} ${first.URL} ${first.Protocol}`, fields, status, parent };
}

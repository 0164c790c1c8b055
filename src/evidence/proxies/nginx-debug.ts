/**
 * Reads the debug log of nginx (https://nginx.org/en/docs/debugging_log.html): it has each header of the request that came in, and
 * the head of the request that goes to the upstream server.
 */
import type { Octets } from '../../bytes/octets.ts';
import { type LogFormat, type LoggedHead, messageOf } from './passed-request.ts';

interface Connection extends LoggedHead {
  forwarded: Octets | null;
}

export const NGINX_DEBUG: LogFormat = {
  /** Matches a line, with the number of its connection. A head is on the lines after one. */
  entry:
    /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[debug\] \d+#\d+: (?:\*(\d+) )?([^\n]*\n?(?:"[A-Z]+ [\s\S]{0,65536}?\n"\n?)?)/gm,
  requestsIn: (entries) => {
    const open = new Map<string, Connection>();
    const all: Connection[] = [];
    for (const [, id = '', message = ''] of entries) {
      const line = /^http request line: "(.*)"/.exec(message)?.[1];
      const begun = line === undefined ? null : { line, fields: [], forwarded: null, status: null };
      if (begun) all.push(begun);
      if (begun) open.set(id, begun);
      const connection = open.get(id);
      if (connection) readMessage(connection, message);
    }
    return all.flatMap(({ forwarded, status, ...head }) =>
      forwarded === null ? [] : [{ received: messageOf(head), forwarded, status }],
    );
  },
};

function readMessage(connection: Connection, message: string): void {
  const field = /^http header: "(.*)"/.exec(message)?.[1];
  const head = /^http proxy header:\n"([\s\S]*?)\s*"\n?$/.exec(message)?.[1];
  const status = /^http proxy status (\d{3})/.exec(message)?.[1];
  if (field !== undefined) connection.fields.push(field);
  if (status !== undefined) connection.status = Number(status);
  if (head === undefined) return;
  const [line = '', ...fields] = head.split(/\r?\n/);
  connection.forwarded = messageOf({ line, fields });
}

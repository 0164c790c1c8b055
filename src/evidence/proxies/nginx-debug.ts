/**
 * Reads the debug log of nginx (https://nginx.org/en/docs/debugging_log.html): it has each header of the request that came in, and
 * the head of the request that goes to the upstream server.
 */
import type { Octets } from '../../bytes/octets.ts';
import { messageOf, type PassedRequest, type ProxyLog } from './passed-request.ts';

/** Matches a line of the log, with the number of its connection. A head is on the lines after one. */
const LINE =
  /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[debug\] \d+#\d+: (?:\*(\d+) )?([^\n]*\n?(?:"[A-Z]+ [\s\S]{0,65536}?\n"\n?)?)/gm;

interface Connection {
  line: string;
  fields: string[];
  forwarded: Octets | null;
  status: number | null;
}

/** Returns the requests of a log; `null` if the text has none. */
export function readNginxDebug(octets: Octets): ProxyLog | null {
  if (!/^\d{4}\/\d\d\/\d\d [\d:]{8} \[debug\] .*http request line: "/m.test(octets)) return null;
  const open = new Map<string, Connection>();
  const done: Connection[] = [];
  for (const [, id = '', message = ''] of octets.matchAll(LINE)) {
    const [, begun] = /^http request line: "(.*)"/.exec(message) ?? [];
    const connection = begun === undefined ? open.get(id) : { line: begun, fields: [], forwarded: null, status: null };
    if (connection === undefined) continue;
    if (begun !== undefined) {
      open.set(id, connection);
      done.push(connection);
    }
    readMessage(connection, message);
  }
  const requests = done.flatMap(({ line, fields, forwarded, status }): PassedRequest[] =>
    forwarded === null ? [] : [{ received: messageOf(line, fields), forwarded, status }],
  );
  return requests.length === 0 ? null : { requests, rest: octets.replace(LINE, '') as Octets };
}

function readMessage(connection: Connection, message: string): void {
  const field = /^http header: "(.*)"/.exec(message)?.[1];
  const head = /^http proxy header:\n"([\s\S]*?)\s*"\n?$/.exec(message)?.[1];
  const status = /^http proxy status (\d{3})/.exec(message)?.[1];
  if (field !== undefined) connection.fields.push(field);
  if (status !== undefined) connection.status = Number(status);
  if (head !== undefined) {
    const [line = '', ...fields] = head.split(/\r?\n/);
    connection.forwarded = messageOf(line, fields);
  }
}

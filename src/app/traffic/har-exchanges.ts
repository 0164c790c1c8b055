/** Reads the exchanges in a HAR file, to the extent that the file contains them. */
import { plain } from '../../bytes/bytes.ts';
import type { InputSource } from '../../bytes/input.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { headerValue, writeRequestHead } from '../../http/message.ts';
import { readResponseHead } from '../../http/read-head.ts';
import type { CapturedExchange, PassedResponse } from '../../http/relay/captured.ts';
import type { ClientRequest } from '../../intake/pasted/client-request.ts';
import { type HarEntry, readHar, readStartedDateTime } from '../../intake/pasted/har.ts';
import { readHarResponse } from '../../intake/pasted/har-response.ts';
import type { StoredExchange } from './examined-exchange.ts';

/** Reads all exchanges. An exchange whose request cannot be read is a problem. */
export function readHarExchanges(octets: Octets, source: InputSource): readonly (StoredExchange | Problem)[] | Problem {
  const entries = readHar(octets, source);
  if (isProblem(entries)) return entries;
  return entries.map((entry) => (isProblem(entry.request) ? entry.request : exchangeOf(octets, entry, entry.request)));
}

function exchangeOf(octets: Octets, entry: HarEntry, request: ClientRequest): StoredExchange {
  const { head, body } = request;
  const written = writeRequestHead(head).octets;
  const response = responseOf(octets, entry);
  const said = Number(headerValue(head.headers, 'content-length')?.octets ?? 0);
  const length = body?.length ?? (Number.isSafeInteger(said) ? said : 0);
  const exchange: CapturedExchange = {
    scheme: request.scheme ?? 'https',
    server: headerValue(head.headers, 'host')?.octets ?? EMPTY,
    request: { head, octets: written, forwarded: written, body: { kept: body ?? EMPTY, length, sha256: null } },
    response,
    times: { requestEnd: null, firstByte: null, finished: entry.milliseconds ?? 0 },
    problem: response === null ? NO_RESPONSE : null,
  };
  const started = entry.startedDateTime === null ? null : readStartedDateTime(entry.startedDateTime);
  return { request: { ...request, remarks: [...request.remarks, NOT_RAW] }, exchange, started };
}

const NOT_RAW =
  'A HAR file does not contain the raw bytes, so the order, the spelling, and the white space of headers are not known.';

/** Headers that describe the body as it was sent. They do not apply to the decoded body that the file contains. */
const CODINGS: ReadonlySet<string> = new Set(['content-encoding', 'transfer-encoding', 'content-length']);

function responseOf(octets: Octets, entry: HarEntry): PassedResponse | null {
  const found = readHarResponse(octets, entry.response);
  if (found === null) return null;
  const fields = found.fields.filter(([name]) => !CODINGS.has(name.toLowerCase()) && !name.startsWith(':'));
  const lines = fields.map(([name, value]) => `${name}: ${value.replace(/[\r\n]+/g, ' ')}\r\n`).join('');
  const written = `HTTP/1.1 ${found.status} ${found.statusText}\r\n${lines}\r\n` as Octets;
  const head = readResponseHead(plain(written));
  if (isProblem(head)) return null;
  return { head, octets: written, body: { kept: found.body ?? EMPTY, length: found.length, sha256: null } };
}

const NO_RESPONSE = problem(
  'no-response',
  'The file contains no response.',
  'Look at the network view of the browser for the reason, such as a CORS preflight that failed.',
);

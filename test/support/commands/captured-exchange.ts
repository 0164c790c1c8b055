/** An exchange as a capture sees it, from a request that the tests' own client signs. */
import { plain } from '../../../src/bytes/bytes.ts';
import { EMPTY, type Octets } from '../../../src/bytes/octets.ts';
import { isProblem } from '../../../src/bytes/problem.ts';
import { readRequestHead, readResponseHead } from '../../../src/http/read-head.ts';
import type { CapturedExchange } from '../../../src/http/relay/captured.ts';
import { type Order, ordered } from '../sandbox/sandbox-client.ts';

const ACCEPTED = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';

/** A refusal that quotes no text. */
export const refusal = (code: string, message: string): string => {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return `HTTP/1.1 403 Forbidden\r\nContent-Type: application/xml\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
};

export interface Captured {
  readonly answer?: string;
  /** What the proxy makes of the head. */
  readonly forwarded?: (head: string) => string;
  readonly problem?: CapturedExchange['problem'];
}

export const capturedExchange = (order: Partial<Order>, captured: Captured = {}): CapturedExchange =>
  exchangeOf(ordered(order).request, captured);

/** An exchange of a whole request. One character is one byte. */
export function exchangeOf(request: string, captured: Captured = {}): CapturedExchange {
  const { answer = ACCEPTED, forwarded = (head: string) => head, problem = null } = captured;
  const [sent, sentBody] = split(request);
  const [received, receivedBody] = split(answer);
  const [head, answered] = [readRequestHead(plain(sent)), readResponseHead(plain(received))];
  if (isProblem(head) || isProblem(answered)) throw new Error('The exchange cannot be read.');
  const bodyOf = (kept: Octets) => ({ kept, length: kept.length, sha256: null });
  return {
    scheme: 'http',
    server: '127.0.0.1:9000',
    request: { head, octets: sent, forwarded: forwarded(sent) as Octets, body: bodyOf(sentBody) },
    response: { head: answered, octets: received, body: bodyOf(receivedBody) },
    times: { requestEnd: 1, firstByte: 2, finished: 3 },
    problem,
  };
}

/** An upload with a right signature, its head as a proxy forwarded it, and the status line of the response. */
export const uploaded = (
  body: string,
  forwarded: (head: string) => string = (head) => head,
  status = 'HTTP/1.1 200 OK',
): CapturedExchange =>
  capturedExchange(
    { method: 'PUT', path: '/a.txt', body },
    { forwarded, answer: `${status}\r\nContent-Length: 0\r\n\r\n` },
  );

function split(message: string): readonly [head: Octets, body: Octets] {
  const end = message.indexOf('\r\n\r\n') + 4;
  return [message.slice(0, end) as Octets, (message.slice(end) || EMPTY) as Octets];
}

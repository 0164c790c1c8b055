/** An exchange as a capture sees it, without sockets. */
import { plain } from '../../src/bytes/bytes.ts';
import { EMPTY, type Octets } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { readRequestHead, readResponseHead } from '../../src/http/read-head.ts';
import type { CapturedExchange } from '../../src/http/relay/captured.ts';
import { ordered } from './sandbox-client.ts';

const STATUS = 'HTTP/1.1 200 OK';

/** An upload with a right signature, its head as a proxy forwarded it, and the status line of the response. */
export function uploaded(
  body: string,
  forwarded: (head: string) => string = (head) => head,
  status = STATUS,
): CapturedExchange {
  const { request } = ordered({ method: 'PUT', path: '/a.txt', body });
  const octets = request.slice(0, request.length - body.length) as Octets;
  const answer = `${status}\r\nContent-Length: 0\r\n\r\n` as Octets;
  const [head, answered] = [readRequestHead(plain(octets)), readResponseHead(plain(answer))];
  if (isProblem(head) || isProblem(answered)) throw new Error('The exchange cannot be read.');
  const kept = { kept: body as Octets, length: body.length, sha256: null };
  return {
    scheme: 'http',
    server: '127.0.0.1:9000',
    request: { head, octets, forwarded: forwarded(octets) as Octets, body: kept },
    response: { head: answered, octets: answer, body: { kept: EMPTY, length: 0, sha256: null } },
    times: { requestEnd: 1, firstByte: 2, finished: 3 },
    problem: null,
  };
}

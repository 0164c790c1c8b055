/** Reaches servers through a proxy, which leads the connection to them by CONNECT (RFC 9110, section 9.3.6). */
import { connect, type Socket } from 'node:net';
import { plain } from '../bytes/bytes.ts';
import { arrayFromOctets, octetsFromText } from '../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { HEAD_LIMIT, readResponseHead, sectionCollector } from '../http/read-head.ts';
import { alarms } from './alarms.ts';
import { connectionProblem, INTERRUPTED, timedOut } from './problems.ts';
import type { ProxyOrder, SendOrder } from './send-order.ts';

/** The place to reach, how long that may take, and what cancels it. */
type TunnelOrder = Pick<SendOrder, 'host' | 'port' | 'limits' | 'signal'>;

/**
 * Connects to a proxy and asks it for a connection. Resolves with a socket whose bytes go to the server, or with a
 * problem. The limits for connecting apply to the proxy, and the one for the first byte to its answer.
 */
export function throughProxy(order: TunnelOrder, proxy: ProxyOrder): Promise<Socket | Problem> {
  const socket = connect({ host: proxy.host, port: proxy.port });
  const head = sectionCollector();
  return new Promise((resolve) => {
    let isAsked = false;
    const limits = alarms(order.limits, (awaited, milliseconds) => end(timedOut(proxy, awaited, milliseconds)));
    const end = (result: Socket | Problem) => {
      limits.close();
      order.signal?.removeEventListener('abort', abort);
      socket.removeAllListeners();
      if (isProblem(result)) {
        socket.on('error', () => {});
        socket.destroy();
      }
      resolve(result);
    };
    const abort = () => end(INTERRUPTED);
    const fail = (error: Error) => end(connectionProblem(proxy, isAsked ? 'receiving' : 'connecting', error));
    const read = () => {
      const piece: Uint8Array | null = socket.read();
      if (piece === null) return;
      const section = head.take(piece);
      if (section === null) return head.length() > HEAD_LIMIT ? end(noAnswer(proxy)) : undefined;
      const answer = readResponseHead(plain(section.octets));
      if (isProblem(answer)) return end(noAnswer(proxy));
      if (answer.status >= 300) return end(refused(proxy, order, answer.status));
      socket.unshift(piece.subarray(section.used));
      end(socket);
    };
    order.signal?.addEventListener('abort', abort, { once: true });
    limits.watch('connect');
    socket.once('connect', () => {
      isAsked = true;
      limits.watch('firstByte');
      socket.write(arrayFromOctets(octetsFromText(requestTo(order, proxy))));
    });
    socket.on('readable', read);
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('it was closed')));
  });
}

/** Writes the request for a connection. An address of IPv6 has brackets in it. */
function requestTo({ host, port }: TunnelOrder, { authorization }: ProxyOrder): string {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const credentials = authorization === null ? '' : `Proxy-Authorization: ${authorization}\r\n`;
  return `CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${credentials}\r\n`;
}

const noAnswer = ({ host, port }: ProxyOrder) =>
  problem(
    'proxy-answer',
    `The proxy ${host} port ${port} answered with something that is not HTTP.`,
    'Check the variable that names the proxy.',
    { fault: 'theirs' },
  );

const NEEDS_CREDENTIALS = 407;

function refused({ host, port }: ProxyOrder, server: TunnelOrder, status: number): Problem {
  const fix =
    status === NEEDS_CREDENTIALS
      ? 'Write a name and a password into the variable: http://NAME:PASSWORD@HOST:PORT.'
      : `Allow it in the proxy, or add ${server.host} to NO_PROXY if it can be reached without one.`;
  return problem(
    'proxy-refused',
    `The proxy ${host} port ${port} does not connect to ${server.host} port ${server.port}: it answered ${status}.`,
    fix,
    { fault: 'theirs', see: 'https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6' },
  );
}

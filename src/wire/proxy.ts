/** Reaches servers through a proxy, which leads the connection to them by CONNECT (RFC 9110, section 9.3.6). */
import { connect, type Socket } from 'node:net';
import { arrayFromOctets, asText, octetsFromText } from '../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { headerValues, type ResponseHead } from '../http/message.ts';
import { headsReader } from '../http/read-heads.ts';
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
  const heads = headsReader();
  return new Promise((resolve) => {
    let isAsked = false;
    const limits = alarms(order.limits, (awaited, milliseconds) => fail(timedOut(proxy, awaited, milliseconds)));
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
    const fail = (found: Problem) => end(ofProxy(proxy, found));
    const lose = (error: Error) => fail(connectionProblem(proxy, isAsked ? 'receiving' : 'connecting', error));
    const read = () => {
      const piece: Uint8Array | null = socket.read();
      if (piece === null) return;
      const answer = heads.take(piece);
      if (answer === null) return;
      if (isProblem(answer)) return end(noAnswer(proxy));
      const { head } = answer.heads;
      if (head.status < 200 || head.status >= 300) return end(refused(proxy, order, head));
      socket.unshift(answer.rest);
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
    socket.on('error', lose);
    socket.on('close', () => lose(new Error('it was closed')));
  });
}

/** Writes the request for a connection. An address of IPv6 has brackets in it. */
function requestTo({ host, port }: TunnelOrder, { authorization }: ProxyOrder): string {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const credentials = authorization === null ? '' : `Proxy-Authorization: ${authorization}\r\n`;
  return `CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n${credentials}\r\n`;
}

/** Returns a problem of the connection to a proxy, which says that it is that connection, and who names it. */
const ofProxy = ({ variable }: ProxyOrder, { says, ...others }: Problem): Problem => ({
  ...others,
  says: `${says} This was the connection to the proxy that ${variable} names.`,
  fix: `Check ${variable}, and that the proxy is running.`,
});

const noAnswer = ({ host, port, variable }: ProxyOrder) =>
  problem(
    'proxy-answer',
    `The proxy ${host} port ${port} answered with something that is not HTTP.`,
    `Check ${variable}, which names the proxy.`,
    { fault: 'theirs' },
  );

const NEEDS_CREDENTIALS = 407;
const FAULT_OF_SERVER = 500;

/** The longest reason that is quoted. A longer one is no short reason. */
const LONGEST_REASON = 200;

function refused(proxy: ProxyOrder, server: TunnelOrder, head: ResponseHead): Problem {
  const { host, port, authorization } = proxy;
  const reason = asText(head.reason.octets).trim();
  // A proxy can repeat a part of the name and the password that it was given, and no mask finds a part.
  const isQuoted = authorization === null && reason !== '' && reason.length <= LONGEST_REASON;
  const answer = isQuoted ? `${head.status} ${JSON.stringify(reason)}` : head.status;
  return problem(
    'proxy-refused',
    `The proxy ${host} port ${port} does not connect to ${server.host} port ${server.port}: it answered ${answer}.`,
    fixOfRefusal(proxy, server, head),
    { fault: 'theirs', see: 'https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6' },
  );
}

function fixOfRefusal({ variable, authorization }: ProxyOrder, server: TunnelOrder, answer: ResponseHead): string {
  const { status, headers } = answer;
  if (status >= FAULT_OF_SERVER)
    return `The proxy could not reach it: check the name and the port, or add ${server.host} to NO_PROXY if it can be reached without one.`;
  if (status !== NEEDS_CREDENTIALS)
    return `Allow it in the proxy, or add ${server.host} to NO_PROXY if it can be reached without one.`;
  const accepted = headerValues(headers, 'proxy-authenticate').map(({ octets }) => octets);
  if (accepted.length > 0 && !accepted.some((value) => /\bbasic\b/i.test(value)))
    return 'It accepts no name and password (Basic), and this program has no other way. Use a proxy that does, such as one of your own in front of it.';
  // The form of an address with a password is not shown: it would be masked as one.
  return authorization === null
    ? `Write NAME:PASSWORD and an @ before the host in ${variable}.`
    : `It does not accept the name and the password in ${variable}: check them.`;
}

/**
 * Sends a request over a plain or TLS socket. Records all bytes in both directions, and the times at which they were
 * sent or received.
 */
import { performance } from 'node:perf_hooks';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { type Exchange, failedExchange } from '../http/exchange.ts';
import { conduct } from './conduct.ts';
import { connectionProblem, impossible } from './problems.ts';
import { throughProxy } from './proxy.ts';
import type { ProxyOrder, SendOrder } from './send-order.ts';
import { openSocket, type ReadSocket, readSocket, secureSocket } from './tls.ts';

export { DEFAULT_LIMITS, type Limits, type ProxyOrder, type SendOrder, type TlsOrder } from './send-order.ts';

/**
 * Sends the request and reads the response to its end (RFC 9112). Never rejects. If a failure occurs, the exchange
 * contains the problem and everything that was received before the failure. If the response begins before the request
 * is complete, the rest of the request is not sent.
 */
export function send(order: SendOrder): Promise<Exchange> {
  const since = performance.now();
  const begin = (read: ReadSocket | Problem): Promise<Exchange> =>
    isProblem(read)
      ? Promise.resolve(failedExchange(order.proxy ?? order, read, order.proxy ? 'proxy' : 'server'))
      : new Promise((resolve) => conduct(withTimeLeft(order, since), { ...read, since }, resolve));
  const found = impossible(order);
  if (found) return Promise.resolve(failedExchange(order, found));
  return order.proxy === null ? begin(opened(order)) : tunneled(order, order.proxy).then(begin);
}

/**
 * Opens a socket, or returns a problem. Node.js throws an error for an invalid host, such as one that contains a NUL.
 */
function opened(order: SendOrder): ReadSocket | Problem {
  try {
    return openSocket(order);
  } catch (error) {
    return connectionProblem(order, 'connecting', error instanceof Error ? error : new Error(String(error)));
  }
}

/** Opens a socket through a proxy, over which TLS has not begun yet. */
async function tunneled(order: SendOrder, proxy: ProxyOrder): Promise<ReadSocket | Problem> {
  const socket = await throughProxy(order, proxy);
  if (isProblem(socket)) return socket;
  return order.tls === null ? readSocket(socket) : secureSocket(order, order.tls, socket);
}

/** Returns the order with what is left of the limit for the whole exchange, which a proxy has used a part of. */
function withTimeLeft(order: SendOrder, since: number): SendOrder {
  const { proxy, limits } = order;
  if (proxy === null || limits.whole === null) return order;
  return { ...order, limits: { ...limits, whole: Math.max(limits.whole - (performance.now() - since), 0) } };
}

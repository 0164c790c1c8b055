/**
 * Sends a request over a plain or TLS socket. Records all bytes in both directions, and the times at which they were
 * sent or received.
 */
import type { Socket } from 'node:net';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { type Exchange, failedExchange } from '../http/exchange.ts';
import { conduct } from './conduct.ts';
import { connectionProblem, impossible } from './problems.ts';
import type { SendOrder } from './send-order.ts';
import { openSocket } from './tls.ts';

export { DEFAULT_LIMITS, type Limits, type SendOrder, type TlsOrder } from './send-order.ts';

/**
 * Sends the request and reads the response to its end (RFC 9112). Never rejects. If a failure occurs, the exchange
 * contains the problem and everything that was received before the failure. If the response begins before the request
 * is complete, the rest of the request is not sent.
 */
export function send(order: SendOrder): Promise<Exchange> {
  const socket = impossible(order) ?? opened(order);
  if (isProblem(socket)) return Promise.resolve(failedExchange({ host: order.host, port: order.port }, socket));
  return new Promise((resolve) => conduct(order, socket, resolve));
}

/**
 * Opens a socket, or returns a problem. Node.js throws an error for an invalid host, such as one that contains a NUL.
 */
function opened(order: SendOrder): Socket | Problem {
  try {
    return openSocket(order);
  } catch (error) {
    return connectionProblem(order, 'connecting', error instanceof Error ? error : new Error(String(error)));
  }
}

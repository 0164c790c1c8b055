/** Sends a request over a plain or TLS socket, and records every byte in both directions with its time. */
import type { Socket } from 'node:net';
import { isProblem, type Problem } from '../bytes/problem.ts';
import { type Exchange, failedExchange } from '../http/exchange.ts';
import { conduct } from './conduct.ts';
import { connectionProblem, impossible } from './problems.ts';
import type { SendOrder } from './send-order.ts';
import { openSocket } from './tls.ts';

export { DEFAULT_LIMITS, type Limits, type SendOrder, type TlsOrder } from './send-order.ts';

/**
 * Sends the bytes and reads the answer to its proper end (RFC 9112). Never rejects: `problem` says what failed, and the
 * exchange contains everything received before. An answer that arrives before the request is complete ends the writing.
 */
export function send(order: SendOrder): Promise<Exchange> {
  const socket = impossible(order) ?? opened(order);
  if (isProblem(socket)) return Promise.resolve(failedExchange({ host: order.host, port: order.port }, socket));
  return new Promise((resolve) => conduct(order, socket, resolve));
}

/** Opens a socket. Node.js throws for an invalid host, such as one with a NUL. */
function opened(order: SendOrder): Socket | Problem {
  try {
    return openSocket(order);
  } catch (error) {
    return connectionProblem(order, 'connecting', error instanceof Error ? error : new Error(String(error)));
  }
}

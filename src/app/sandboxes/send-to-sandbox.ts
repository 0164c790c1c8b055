/** Sends requests to a sandbox inside this program, over a real socket. */
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { type Exchange, failedExchange } from '../../http/exchange.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { Connection, Conversation, Listener, ListenPlace } from '../../wire/listen.ts';
import { portProblem } from '../../wire/port-problem.ts';
import type { SendOrder } from '../../wire/send.ts';
import { DEFAULT_LIMITS } from '../../wire/send-order.ts';
import type { Watched } from '../reading/watched-send.ts';
import type { World } from '../world/world.ts';

export const EXAMPLE_DESTINATION =
  'the sandbox in this program, a small S3 on 127.0.0.1 that checks the signature; the Host header still names the S3 host (like curl --connect-to)';

/** Sends a request to a sandbox, which listens on 127.0.0.1 only while the request is sent. Never rejects. */
export async function sendToSandbox(
  sandbox: Sandbox,
  world: Pick<World, 'listen' | 'send'>,
  order: Pick<SendOrder, 'method' | 'request'> & Watched,
): Promise<Exchange> {
  const listener = await listenOrFail(world, 0, (connection) => sandbox.converse(connection));
  if (isProblem(listener)) return failedExchange({ host: '127.0.0.1', port: 0 }, listener);
  const exchange = await world.send({
    host: listener.host,
    port: listener.port,
    proxy: null,
    tls: null,
    limits: DEFAULT_LIMITS,
    onBody: null,
    ...order,
  });
  await listener.close();
  return exchange;
}

/** Listens on the loopback address, or resolves with a problem if listening fails. */
export async function listenOrFail(
  world: Pick<World, 'listen'>,
  place: number | ListenPlace,
  converse: (connection: Connection) => Conversation,
): Promise<Listener | Problem> {
  try {
    return await world.listen(place, converse);
  } catch (error) {
    return portProblem(typeof place === 'number' ? place : place.port, error);
  }
}

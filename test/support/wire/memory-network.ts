/** A network in memory, without a clock: ports are counted from 49152, and everything happens after a stated time. */

import type { World } from '../../../src/app/world/world.ts';
import { problem } from '../../../src/bytes/problem.ts';
import { recorder } from '../../../src/http/body/recorded.ts';
import { type Exchange, failedExchange, type WireRecord } from '../../../src/http/exchange.ts';
import { responseReader } from '../../../src/http/read-response.ts';
import type { SendOrder } from '../../../src/wire/send-order.ts';

/** The first of the ports that no one registers (RFC 6335, section 6). */
const FIRST_PORT = 49_152;

type Converse = Parameters<World['listen']>[1];

/** In milliseconds. */
const TIMES: Exchange['times'] = { connected: 1, secured: null, sent: 2, firstByte: 3, finished: 4 };

/** Listeners and senders that see each other and nothing else. */
export function memoryNetwork(): Pick<World, 'listen' | 'send'> {
  const servers = new Map<number, Converse>();
  return {
    listen: async (place, converse) => {
      const wanted = typeof place === 'number' ? place : place.port;
      const port = wanted === 0 ? FIRST_PORT + servers.size : wanted;
      servers.set(port, converse);
      return { host: '127.0.0.1', port, close: async () => void servers.delete(port) };
    },
    send: async (order) => {
      const converse = servers.get(order.port);
      return converse ? converseWith(converse, order) : refused(order);
    },
  };
}

async function converseWith(converse: Converse, order: SendOrder): Promise<Exchange> {
  if (order.onBody !== null) throw new Error('Nothing in this network hands on a body.');
  const closed: (() => void)[] = [];
  const conversation = converse({ onClose: (heard) => void closed.push(heard) });
  const sent: Uint8Array[] = [];
  const received: Uint8Array[] = [];
  const pieces = order.request instanceof Uint8Array ? [order.request] : order.request;
  for await (const piece of pieces) {
    sent.push(piece);
    const reply = conversation(piece);
    if (reply) received.push(reply.bytes);
    if (reply?.isLast) break;
  }
  for (const heard of closed) heard();
  const reader = responseReader(order.method);
  for (const piece of received) reader.push(piece);
  const reading = reader.reading();
  return {
    peer: { host: order.host, port: order.port, role: 'server' },
    tls: null,
    sent: recordOf(sent, 2),
    received: recordOf(received, 3),
    times: TIMES,
    response: 'response' in reading ? reading.response : null,
    problem: reading.kind === 'broken' ? reading.problem : null,
  };
}

function recordOf(pieces: readonly Uint8Array[], milliseconds: number): WireRecord {
  const bytes = recorder();
  for (const piece of pieces) bytes.add(piece);
  return { ...bytes.record(), pieces: pieces.map(({ length }) => ({ milliseconds, length })) };
}

function refused({ host, port }: SendOrder): Exchange {
  return failedExchange({ host, port }, problem('refused', `Nothing listens at ${host} port ${port}.`, 'Start it.'));
}

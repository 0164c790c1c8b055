/** Replies that are written no faster than the other side takes them. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { pump } from '../../src/wire/outgoing.ts';
import { serve, type TcpServer } from '../support/tcp-server.ts';

const PIECE = 1_048_576;
const servers: TcpServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** Sends `count` pieces to a client that does not read before it is told to. */
async function sending(count: number) {
  const log = { asked: 0, closed: 0 };
  const next = () => (log.asked < count ? new Uint8Array(PIECE).fill(++log.asked) : null);
  const { promise: written, resolve } = Promise.withResolvers<void>();
  const answer = async (socket: Socket) => {
    await pump(socket, { next, close: () => void log.closed++ });
    socket.end();
    resolve();
  };
  const server = await serve(answer);
  servers.push(server);
  const client = connect(server.port, '127.0.0.1').pause();
  await once(client, 'connect');
  client.write('x');
  return { log, client, written };
}

it('sends all pieces in their order, and is closed once', async () => {
  const { log, client, written } = await sending(8);
  const pieces: Buffer[] = [];
  client.on('data', (piece) => pieces.push(piece)).resume();
  await Promise.all([written, once(client, 'end')]);
  const whole = Buffer.concat(pieces);
  expect(whole.length).toBe(8 * PIECE);
  expect(Array.from({ length: 8 }, (_, index) => whole[index * PIECE])).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(log).toEqual({ asked: 8, closed: 1 });
});

it('waits for the other side, and frees its bytes when that leaves', async () => {
  const { log, client, written } = await sending(1000);
  await expect.poll(() => log.asked).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(log.asked).toBeLessThan(100);
  expect(log.closed).toBe(0);
  client.destroy();
  await written;
  expect(log.closed).toBe(1);
});

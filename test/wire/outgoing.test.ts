/** Replies that are written no faster than the other side takes them. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createTurns, pump } from '../../src/wire/outgoing.ts';
import { serveHere } from '../support/wire/served-here.ts';

const PIECE = 1_048_576;

/** Sends `count` pieces to a client that does not read before it is told to. */
async function sending(count: number) {
  const log = { asked: 0, closed: 0 };
  const next = () => (log.asked < count ? new Uint8Array(PIECE).fill(++log.asked) : null);
  const { promise: written, resolve } = Promise.withResolvers<void>();
  const answer = async (socket: Socket) => {
    await pump(socket, { next, close: () => void log.closed++ }, createTurns());
    socket.end();
    resolve();
  };
  const server = await serveHere(answer);
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

describe('turns', () => {
  /** Which of these sockets may write how much, in each turn of the event loop. */
  async function taken(sockets: number, turnCount: number) {
    const turns = createTurns();
    let now: string[] = [];
    const all: string[][] = [];
    const again = (name: number) => (pieces: number) => {
      now.push(`${name}:${pieces}`);
      // As a socket does that the system gives all the room it wants.
      process.nextTick(() => turns(again(name)));
    };
    for (let name = 0; name < sockets; name++) turns(again(name));
    for (let turn = 0; turn < turnCount; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      all.push(now);
      now = [];
    }
    return all;
  }

  it('go around, and few sockets write in each, so that others are heard in between', async () => {
    const all = await taken(5, 5);
    expect(all.map((turn) => turn.length)).toEqual([2, 2, 2, 2, 2]);
    expect(all.flat()).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3, 4].map((name) => `${name}:1`));
  });

  it('belong to one socket if there is no other', async () => {
    expect(await taken(1, 3)).toEqual([['0:2'], ['0:2'], ['0:2']]);
  });
});

it('writes a few pieces in each turn of the event loop, however much the system accepts', async () => {
  const { log, client, written } = await sending(1000);
  const jumps: number[] = [];
  while (log.asked < 8 && jumps.length < 10_000) {
    const before = log.asked;
    await new Promise((resolve) => setImmediate(resolve));
    jumps.push(log.asked - before);
  }
  expect(Math.max(...jumps)).toBeLessThanOrEqual(2);
  client.destroy();
  await written;
});

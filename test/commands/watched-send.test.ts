/** Sending a walk while somebody watches, against a server of the test. */

import { describe, expect, it } from 'vitest';
import type { SendWatch, WalkSender } from '../../src/app/reading/watched-send.ts';
import { walk } from '../../src/commands/walk.ts';
import type { ExchangeProgress } from '../../src/http/body/progress.ts';
import { KEPT_LIMIT, storedRecord } from '../../src/http/body/recorded.ts';
import { EXAMPLE_KEYS, screenFor, worldOf } from '../support/commands/test-world.ts';
import { expectProblem } from '../support/problems.ts';
import { memoryScratch } from '../support/wire/memory-scratch.ts';
import { serve } from '../support/wire/tcp-server.ts';

const LENGTH = 2 * KEPT_LIMIT;
const ANSWER = Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${LENGTH}\r\n\r\n${'a'.repeat(LENGTH)}`);
const UNTOLD: SendWatch = { signal: new AbortController().signal, onProgress: () => {} };

/** What the screen sends with, to this port; `made` counts what it took room for. */
async function senderTo(port: number, options: Readonly<Record<string, string>>, answerLimit = 2 ** 30) {
  let send: WalkSender | null = null;
  let made = 0;
  const { world } = worldOf({
    environment: { ...EXAMPLE_KEYS, AWS_REGION: 'us-east-1' },
    answerLimit,
    makeScratch: () => {
      made += 1;
      return memoryScratch();
    },
    screen: screenFor({
      walk: async (shown) => {
        send = shown.send;
        return 0;
      },
    }),
  });
  await walk.run(world, options, [`http://127.0.0.1:${port}/`]);
  if (send === null) throw new Error('no walk was shown');
  return { send: send as WalkSender, made: () => made };
}

describe('the sender of a walk', () => {
  it('gives the room of one answer back when the next is sent', async () => {
    const server = await serve((socket) => socket.end(ANSWER));
    const { send, made } = await senderTo(server.port, {});
    const { received } = await send(UNTOLD);
    const { length, read } = storedRecord(received);
    expect([length, read(length - 3, length)]).toEqual([ANSWER.length, 'aaa']);
    const next = storedRecord((await send(UNTOLD)).received);
    // Far from what was read before: of that, a few blocks are remembered.
    const windows = [read, next.read].map((readAt) => readAt(KEPT_LIMIT + 10, KEPT_LIMIT + 13));
    expect([windows, made()]).toEqual([['', 'aaa'], 2]);
    await server.close();
  });

  it('takes no room without a watcher', async () => {
    const server = await serve((socket) => socket.end(ANSWER));
    const { send, made } = await senderTo(server.port, {});
    expect([(await send(null)).received.beyond, made()]).toEqual([null, 0]);
    await server.close();
  });

  it('stops at the limit of an answer where somebody watches, and only there, because nothing is put away elsewhere', {
    tags: ['expensive'],
  }, async () => {
    const server = await serve((socket) => socket.end(ANSWER));
    const { send } = await senderTo(server.port, {}, KEPT_LIMIT + 10);
    const watched = await send(UNTOLD);
    expectProblem(watched.problem, 'answer-too-long');
    expect(storedRecord(watched.received).length).toBe(KEPT_LIMIT + 10);
    const unwatched = await send(null);
    expect([unwatched.problem, unwatched.received.length]).toEqual([null, ANSWER.length]);
    await server.close();
  });

  it('tells how long the whole request is, and stops when it is told to', async () => {
    const server = await serve(() => {});
    const { send } = await senderTo(server.port, { request: 'PUT', data: 'x'.repeat(1000) });
    const controller = new AbortController();
    const told: ExchangeProgress[] = [];
    const onProgress = (progress: ExchangeProgress) => {
      told.push(progress);
      if (told.length === 2) controller.abort();
    };
    expectProblem((await send({ signal: controller.signal, onProgress })).problem, 'interrupted');
    expect(told).toHaveLength(2);
    expect(told[1]).toMatchObject({ sent: server.received().length, total: server.received().length, received: 0 });
    await server.close();
  });
});

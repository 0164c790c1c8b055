/** An exchange that is watched: how far it has come, what is put away of a long answer, and stopping it. */
import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { WireProgress } from '../../src/http/body/progress.ts';
import type { Scratch } from '../../src/http/body/recorded.ts';
import { KEPT_LIMIT, type Recorded, storedRecord } from '../../src/http/body/recorded.ts';
import { send } from '../../src/wire/send.ts';
import { expectProblem } from '../support/problems.ts';
import { memoryScratch } from '../support/wire/memory-scratch.ts';
import { GET, orderTo } from '../support/wire/orders.ts';
import { serveHere } from '../support/wire/served-here.ts';

const LENGTH = 3 * KEPT_LIMIT + 7;
const BODY = Buffer.from(Uint8Array.from({ length: LENGTH }, (_, at) => at % 251));
const sha256 = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');

/** Each byte that was received, with what was made for it. */
async function spooled(answer: (socket: Socket) => void, makeScratch: () => Scratch = memoryScratch) {
  const server = await serveHere(answer);
  const made: Scratch[] = [];
  const exchange = await send(
    orderTo(server.port, {
      makeScratch: () => {
        const scratch = makeScratch();
        made.push(scratch);
        return scratch;
      },
    }),
  );
  return { exchange, made: made.length };
}

function expectWhole(record: Recorded | undefined): void {
  const { length, read } = storedRecord(record ?? { kept: '' as Recorded['kept'], beyond: null });
  expect(length).toBe(record?.length);
  expect(sha256(read(0, length))).toBe(record?.sha256);
}

const chunkOf = (bytes: Buffer) =>
  Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);

/** Writes without end, as fast as it is read. */
function endless(head: string) {
  return (socket: Socket) => {
    const piece = Buffer.alloc(65_536, 'z');
    const more = () => {
      while (!socket.destroyed && socket.write(piece));
    };
    socket.on('drain', more).on('error', () => {});
    socket.write(`HTTP/1.1 200 OK\r\n${head}\r\n`);
    more();
  };
}

describe('the limit of an answer', () => {
  const LIMIT = 2 * KEPT_LIMIT + 5;

  it.each(['', 'Content-Length: 99999999999\r\n'])(
    'ends the exchange after so many bytes, which are kept: %j',
    async (head) => {
      const server = await serveHere(endless(head));
      const exchange = await send(orderTo(server.port, { makeScratch: memoryScratch, answerLimit: LIMIT }));
      const told = expectProblem(exchange.problem, 'answer-too-long');
      expect(told.says).toContain(`longer than ${LIMIT} bytes`);
      expect(exchange.received.length).toBe(LIMIT);
      expectWhole(exchange.received);
      expect(exchange.response).toMatchObject({ head: { status: 200 }, complete: false });
    },
  );

  it.each([
    [0, null],
    [-1, 'answer-too-long'],
  ])('is the longest answer that is whole: %i', async (more, code) => {
    const answer = `HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n${'a'.repeat(1000)}`;
    const server = await serveHere((socket) => socket.end(answer));
    const { problem, received } = await send(orderTo(server.port, { answerLimit: answer.length + more }));
    expect([problem?.code ?? null, received.length]).toEqual([code, answer.length + more]);
  });
});

describe('a long answer', () => {
  it('can be read again where it goes beyond what is kept', async () => {
    const { exchange, made } = await spooled((socket) =>
      socket.end(Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${LENGTH}\r\n\r\n`), BODY])),
    );
    expect(exchange.problem).toBeNull();
    expect(exchange.received.length).toBeGreaterThan(LENGTH);
    expectWhole(exchange.received);
    // The body is a part of the answer, and is not put away a second time.
    expect([made, exchange.response?.body.beyond]).toEqual([1, null]);
  });

  it('in chunks can be read with them and without them', async () => {
    const { exchange, made } = await spooled((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
      for (let at = 0; at < LENGTH; at += 100_000) socket.write(chunkOf(BODY.subarray(at, at + 100_000)));
      socket.end('0\r\n\r\n');
    });
    expect([exchange.problem, made, exchange.response?.body.length]).toEqual([null, 2, LENGTH]);
    expectWhole(exchange.received);
    expectWhole(exchange.response?.body);
  });

  it('that is short needs no room', async () => {
    const { made } = await spooled((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'));
    expect(made).toBe(0);
  });

  it('is received whole where there is no room for all of it', async () => {
    const { exchange } = await spooled(
      (socket) =>
        socket.end(Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${LENGTH}\r\n\r\n`), BODY])),
      () => memoryScratch(10),
    );
    expect(exchange.problem).toBeNull();
    expect(exchange.response?.body.length).toBe(LENGTH);
    expect(storedRecord(exchange.received).length).toBe(KEPT_LIMIT + 10);
  });

  it('is not put away unless it is asked for', async () => {
    const server = await serveHere((socket) =>
      socket.end(Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\n\r\n'), BODY])),
    );
    const { received } = await send(orderTo(server.port));
    expect([received.beyond, received.kept.length]).toEqual([null, KEPT_LIMIT]);
  });
});

describe('progress', () => {
  it('is told of both ways while it lasts, and not afterwards', async () => {
    const told: WireProgress[] = [];
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n';
    const hasTold = (received: number) => expect.poll(() => told.at(-1)?.received).toBe(received);
    const server = await serveHere(async (socket) => {
      await hasTold(0);
      socket.write(`${head}hello`);
      await hasTold(head.length + 5);
      socket.end('world');
    });
    await send(orderTo(server.port, { onProgress: (progress) => told.push(progress) }));
    const { length } = told;
    expect(told.every(({ sent }) => sent === GET.length)).toBe(true);
    expect([told[0]?.received, told[0]?.expected]).toEqual([0, null]);
    expect([told.at(-1)?.received, told.at(-1)?.expected]).toEqual([head.length + 5, head.length + 10]);
    const moments = told.map(({ milliseconds }) => milliseconds);
    expect(moments).toEqual([...moments].sort((one, other) => one - other));
    await pause(250);
    expect(told.length).toBe(length);
  });

  it('is told at most about ten times a second, however many pieces there are', async () => {
    const server = await serveHere((socket) => socket.on('data', () => {}));
    const told: WireProgress[] = [];
    const controller = new AbortController();
    let pieces = 0;
    async function* endless() {
      yield GET;
      for (;;) {
        pieces += 1;
        yield new Uint8Array(1000);
      }
    }
    const exchange = await send(
      orderTo(server.port, {
        request: endless(),
        signal: controller.signal,
        onProgress: (progress) => {
          told.push(progress);
          if (told.length === 5) controller.abort();
        },
      }),
    );
    expectProblem(exchange.problem, 'interrupted');
    // A timer is never early, so that five reports take half a second, in which there are many more pieces.
    const [last] = told.slice(-1);
    expect(last?.milliseconds).toBeGreaterThan(450);
    expect(last?.sent).toBeGreaterThan(1000);
    expect(pieces).toBeGreaterThan(told.length);
  });

  it.each([
    ['HEAD', 'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n', 0],
    ['GET', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n', null],
    ['GET', 'HTTP/1.1 200 OK\r\n\r\nhi', null],
  ])('of %s does not guess how long an answer is: %j', async (method, text, body) => {
    const server = await serveHere((socket) => socket.write(text));
    const told: WireProgress[] = [];
    await send(orderTo(server.port, { method, limits: { idle: 250 }, onProgress: (progress) => told.push(progress) }));
    // The answer to HEAD is usually over before anyone could be told.
    expect(told.every(({ expected }) => expected === null || expected === body)).toBe(true);
    if (method !== 'HEAD') expect(told.at(-1)?.expected).toBe(body);
  });
});

describe('stopping', () => {
  it('leaves what had come, also what was put away of it', async () => {
    const controller = new AbortController();
    const server = await serveHere((socket) => {
      socket.write(Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${2 * LENGTH}\r\n\r\n`), BODY]));
    });
    const exchange = await send(
      orderTo(server.port, {
        signal: controller.signal,
        makeScratch: memoryScratch,
        onProgress: ({ received }) => {
          if (received > LENGTH) controller.abort();
        },
      }),
    );
    expectProblem(exchange.problem, 'interrupted');
    expect(exchange.response?.body.length).toBe(LENGTH);
    expectWhole(exchange.received);
  });
});

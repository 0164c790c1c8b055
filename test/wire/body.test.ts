/** Bodies that are handed on as they come: exact, in order, no faster than they are taken, in little memory. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { problem } from '../../src/bytes/problem.ts';
import { KEPT_LIMIT } from '../../src/http/body/recorded.ts';
import type { Exchange } from '../../src/http/exchange.ts';
import { type SendOrder, send } from '../../src/wire/send.ts';
import { expectProblem } from '../support/problems.ts';
import { inFull } from '../support/sweep.ts';
import { orderTo } from '../support/wire/orders.ts';
import { serve, type TcpServer } from '../support/wire/tcp-server.ts';

const MEBIBYTE = 1_048_576;

let server: TcpServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

interface Answered {
  readonly exchange: Exchange;
  /** All that `onBody` got. */
  readonly body: Buffer;
}

type OnBody = NonNullable<SendOrder['onBody']>;

async function take(
  answer: (socket: Socket) => unknown,
  onBody: OnBody = () => undefined,
  changes: Parameters<typeof orderTo>[1] = {},
): Promise<Answered> {
  server = await serve(answer);
  const pieces: Buffer[] = [];
  const exchange = await send(
    orderTo(server.port, {
      onBody(piece, begun) {
        pieces.push(Buffer.from(piece));
        return onBody(piece, begun);
      },
      ...changes,
    }),
  );
  return { exchange, body: Buffer.concat(pieces) };
}

/** Writes as fast as the other side takes it, and no faster. */
async function writeAll(socket: Socket, pieces: Iterable<Uint8Array | string>): Promise<void> {
  await pipeline(Readable.from(pieces), socket, { end: false }).catch(() => undefined);
}

const lengthHead = (length: number) => `HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\n`;
const CHUNKED_HEAD = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
const counted = (length: number) => Buffer.from(Uint8Array.from({ length }, (_, at) => at % 251));

function* chunked(body: Buffer, size: number) {
  yield CHUNKED_HEAD;
  for (let at = 0; at < body.length; at += size) {
    const data = body.subarray(at, at + size);
    yield `${data.length.toString(16)}\r\n`;
    yield data;
    yield '\r\n';
  }
  yield '0\r\nDigest: x\r\n\r\n';
}

describe('a body', () => {
  const body = counted(300_000);

  it.each<[string, (socket: Socket) => unknown]>([
    ['with a length', (socket) => writeAll(socket, [lengthHead(body.length), body])],
    ['in chunks', (socket) => writeAll(socket, chunked(body, 999))],
    ['in tiny chunks', (socket) => writeAll(socket, chunked(body, 7))],
    ['until the close', (socket) => writeAll(socket, ['HTTP/1.1 200 OK\r\n\r\n', body]).then(() => socket.end())],
  ])('%s is handed on, every byte, in order', async (_, answer) => {
    const taken = await take(answer);
    expect(taken.exchange.problem).toBeNull();
    expect(taken.body.equals(body)).toBe(true);
    // What takes the body can hash it. Hashing takes about as long as receiving.
    expect(taken.exchange.response?.body).toMatchObject({ length: body.length, sha256: null });
    expect(taken.exchange.received.sha256).toBeNull();
  });

  it('is handed on in order also where taking it takes its time, and all of it before the exchange is over', async () => {
    let open = 0;
    const slow = async (piece: Uint8Array) => {
      expect(++open).toBe(1);
      await pause(piece.length % 3);
      open--;
    };
    const sometimes: OnBody = (piece) => (piece.length % 2 === 0 ? slow(piece) : undefined);
    for (const onBody of [slow, sometimes]) {
      const taken = await take((socket) => writeAll(socket, chunked(body.subarray(0, 50_000), 777)), onBody);
      expect(open).toBe(0);
      expect(taken.exchange).toMatchObject({ problem: null, response: { trailers: [{ value: { octets: 'x' } }] } });
      expect(taken.body.equals(body.subarray(0, 50_000))).toBe(true);
      await server?.close();
    }
  });

  it('comes with the heads of its answer, the interim ones too, in any pieces in which they arrived', async () => {
    const interim = 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n';
    const final = 'HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\n';
    for (const sent of [[`${interim}${final}abcd`], [...`${interim}${final}abcd`]]) {
      const seen = new Set<string>();
      const noted: OnBody = (_piece, { response: { head, interim: before, octets } }) => {
        seen.add(JSON.stringify([head.status, before.map(({ status }) => status), octets]));
      };
      expect((await take((socket) => writeAll(socket, sent), noted)).body.toString()).toBe('abcd');
      expect([...seen]).toEqual([JSON.stringify([404, [103], `${interim}${final}`])]);
      await server?.close();
    }
  });

  it('of nothing is never handed on', async () => {
    const { exchange, body: nothing } = await take((socket) => writeAll(socket, chunked(Buffer.alloc(0), 1)));
    expect(exchange).toMatchObject({ problem: null, response: { body: { length: 0 }, framing: { chunks: 0 } } });
    expect(nothing.length).toBe(0);
  });
});

describe('the reader of the body', () => {
  const size = 64 * MEBIBYTE;

  it('holds the server up, for longer than it may be silent', { tags: ['expensive'] }, async () => {
    let written = 0;
    let heldAt = 0;
    let isHeld = false;
    function* pieces() {
      yield lengthHead(size);
      for (; written < size; written += MEBIBYTE) yield Buffer.alloc(MEBIBYTE);
    }
    const answer = (socket: Socket) => writeAll(socket, pieces());
    const hold: OnBody = () => {
      if (isHeld) return undefined;
      isHeld = true;
      return pause(1200).then(() => {
        heldAt = written;
      });
    };
    const { exchange, body } = await take(answer, hold, { limits: { idle: 600 } });
    expect(exchange.problem).toBeNull();
    expect(body.length).toBe(size);
    expect(heldAt).toBeLessThan(size / 2);
  });

  it.each<[string, OnBody]>([
    [
      'throws',
      () => {
        throw new Error('no space left.');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no space left'))],
    ['rejects later', () => pause(20).then(() => Promise.reject(new Error('no space left')))],
  ])('and %s ends the exchange', async (_, onBody) => {
    const { exchange, body } = await take((socket) => writeAll(socket, [lengthHead(6), 'abc']), onBody);
    const found = expectProblem(exchange.problem, 'body-not-taken');
    expect(found).toMatchObject({ fault: 'ours', says: expect.stringMatching(/: no space left\.$/) });
    expect(body.toString()).toBe('abc');
  });

  const full = problem('full', 'There is no space left.', 'Make some.');

  it.each<[string, OnBody]>([
    ['gives a problem', () => full],
    ['gives a problem later', () => pause(20).then(() => full)],
  ])('and %s ends the exchange with that problem, and gets no more', async (_, onBody) => {
    const pieces = chunked(counted(5_000), 100);
    const { exchange, body: taken } = await take((socket) => writeAll(socket, pieces), onBody);
    expect(exchange.problem).toBe(full);
    expect(taken.equals(counted(100))).toBe(true);
  });

  it('gets what came before the other side broke off', async () => {
    const slow: OnBody = () => pause(100);
    const { exchange, body } = await take((socket) => socket.end(`${lengthHead(6)}abc`), slow);
    expectProblem(exchange.problem, 'early-close');
    expect(body.toString()).toBe('abc');
  });

  it('and never ends does not outlast an interruption, nor the limit for everything', async () => {
    const interrupt = new AbortController();
    const never: OnBody = () => {
      interrupt.abort();
      return new Promise(() => undefined);
    };
    const answer = (socket: Socket) => socket.write(`${lengthHead(6)}abcdef`);
    const interrupted = await take(answer, never, { signal: interrupt.signal });
    expectProblem(interrupted.exchange.problem, 'interrupted');
    expect(interrupted.exchange.response).toMatchObject({ body: { kept: 'abcdef' } });
    await server?.close();
    const late = await take(answer, never, { limits: { whole: 100 } });
    expectProblem(late.exchange.problem, 'whole-timeout');
  });
});

describe('an interruption in a large body', () => {
  it('keeps what arrived', async () => {
    const interrupt = new AbortController();
    const answer = (socket: Socket) =>
      writeAll(socket, [lengthHead(1024 * MEBIBYTE), ...Array(1024).fill(Buffer.alloc(MEBIBYTE, 0x61))]);
    let length = 0;
    const onBody: OnBody = (piece) => {
      length += piece.length;
      if (length > 2 * MEBIBYTE) interrupt.abort();
    };
    const { exchange, body } = await take(answer, onBody, { signal: interrupt.signal });
    expectProblem(exchange.problem, 'interrupted');
    expect(body.length).toBeGreaterThan(2 * MEBIBYTE);
    expect(exchange.response?.body.length).toBe(body.length);
    expect(exchange.response?.body.kept === 'a'.repeat(KEPT_LIMIT)).toBe(true);
    expect(exchange.response?.complete).toBe(false);
  });
});

/** More than the memory that is allowed. */
const COUNT = inFull(160, 120);

describe(`${COUNT} MiB`, { tags: ['expensive'] }, () => {
  const size = COUNT * MEBIBYTE;
  const piece = Buffer.alloc(MEBIBYTE, 0x61);
  const pieces = Array<Buffer>(COUNT).fill(piece);
  const sha256 = pieces.reduce((hash, next) => hash.update(next), createHash('sha256')).digest('hex');

  function* inChunks() {
    yield CHUNKED_HEAD;
    for (const next of pieces) yield* [`${MEBIBYTE.toString(16)};a=b\r\n`, next, '\r\n'];
    yield '0\r\n\r\n';
  }

  async function transfer(port: number, bodySize: number) {
    const script = resolve('test/support/wire/transfer-large.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [script, String(port), String(bodySize)]);
    return JSON.parse(stdout);
  }

  it.each<[string, (socket: Socket) => unknown]>([
    ['with a length', (socket) => writeAll(socket, [lengthHead(size), ...pieces])],
    ['in chunks', (socket) => writeAll(socket, inChunks())],
  ])('%s come through in less than 100 MiB of memory', async (_, answer) => {
    server = await serve(answer);
    const { grown, ...transferred } = await transfer(server.port, 0);
    expect(transferred).toMatchObject({ problem: null, body: size, taken: size, sha256 });
    expect(grown).toBeLessThan(100 * MEBIBYTE);
  });

  it('go out in less than 100 MiB of memory', async () => {
    const sink = createServer((socket) => {
      socket.on('data', () => socket.bytesRead > size && socket.end('HTTP/1.1 204 No Content\r\n\r\n'));
    }).listen(0, '127.0.0.1');
    await once(sink, 'listening');
    const { grown, ...transferred } = await transfer((sink.address() as AddressInfo).port, size);
    sink.close();
    expect(transferred.problem).toBeNull();
    expect(transferred.sent).toBeGreaterThan(size);
    expect(grown).toBeLessThan(100 * MEBIBYTE);
  });
});

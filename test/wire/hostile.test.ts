/** Servers that do what servers must not do: each is a problem by name, with the bytes that came. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { WireProgress } from '../../src/http/body/progress.ts';
import { KEPT_LIMIT } from '../../src/http/body/recorded.ts';
import type { Exchange } from '../../src/http/exchange.ts';
import { HEAD_LIMIT } from '../../src/http/read-head.ts';
import { send } from '../../src/wire/send.ts';
import { expectProblem } from '../support/problems.ts';
import { GET, orderTo } from '../support/wire/orders.ts';
import { bytes, serve, type TcpServer, writeSlowly } from '../support/wire/tcp-server.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

type Play = (socket: Socket) => unknown;
type Changes = Parameters<typeof orderTo>[1];

/** The exchange with a server that plays this once a first byte of the request has come. */
async function against(play: Play, changes: Changes = {}): Promise<Exchange> {
  const server: TcpServer = await serve(play);
  closing.push(server.close);
  return send(orderTo(server.port, changes));
}

/** The same with a server that plays it at once and reads nothing by itself. */
async function againstDeaf(play: Play, changes: Changes = {}): Promise<Exchange> {
  const sockets: Socket[] = [];
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    sockets.push(socket);
    play(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return send(orderTo((server.address() as AddressInfo).port, changes));
}

function expectFault(exchange: Exchange, code: string): void {
  expect(expectProblem(exchange.problem, code).fault).toBe('theirs');
}

const OK = 'HTTP/1.1 200 OK\r\n';
const OK_5 = `${OK}Content-Length: 5\r\n\r\n`;
const CHUNKED = `${OK}Transfer-Encoding: chunked\r\n\r\n`;

describe('a server that closes early', () => {
  it.each([
    ['before any byte', '', 'no-answer'],
    ['in the status line', 'HTTP/1.', 'early-close'],
    ['in the headers', `${OK}A: b\r\n`, 'early-close'],
    ['behind an interim answer', 'HTTP/1.1 100 Continue\r\n\r\n', 'early-close'],
    ['behind the headers', OK_5, 'early-close'],
    ['in the body', `${OK_5}hel`, 'early-close'],
    ['before a chunk', CHUNKED, 'early-close'],
    ['in the size of a chunk', `${CHUNKED}5`, 'early-close'],
    ['in a chunk', `${CHUNKED}5\r\nhel`, 'early-close'],
    ['behind a chunk', `${CHUNKED}5\r\nhello`, 'early-close'],
    ['before the empty line', `${CHUNKED}5\r\nhello\r\n0\r\n`, 'early-close'],
    ['in the trailer fields', `${CHUNKED}5\r\nhello\r\n0\r\nA: b\r\n`, 'early-close'],
  ])('%s', async (_, text, code) => {
    const exchange = await against((socket) => socket.end(text));
    expectFault(exchange, code);
    expect(exchange.received).toMatchObject({ kept: text, length: text.length });
    expect(exchange.response?.complete).toBe(text.includes('\r\n\r\n') && !text.includes('100') ? false : undefined);
  });

  it('before it has read the request', async () => {
    const { problem, response } = await againstDeaf((socket) => socket.end());
    expect(['no-answer', 'broken-pipe', 'connection-reset']).toContain(problem?.code);
    expect(response).toBeNull();
  });
});

describe('a server that says what cannot be read', () => {
  it.each([
    ['garbage', 'SSH-2.0-OpenSSH_9.9\r\n', 'status-line'],
    ['garbage without an end', '\u0000\u00ff\u001b[2J', 'status-line'],
    ['garbage, then an answer', `hello\r\n${OK_5}hello`, 'status-line'],
    ['a TLS alert', '\u0015\u0003\u0003\u0000\u0002\u0002\u0046', 'tls-answer'],
    ['a header without a colon', `${OK}no colon\r\n\r\n`, 'field-line'],
    ['a length that is too short', `${OK_5}hello, and more`, 'bytes-after-end'],
    ['two lengths', `${OK}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`, 'content-length'],
    ['a negative length', `${OK}Content-Length: -5\r\n\r\nhello`, 'content-length'],
    [
      'length and chunked',
      `${OK}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      'length-and-chunked',
    ],
    ['another coding', `${OK}Transfer-Encoding: gzip, chunked\r\n\r\n`, 'transfer-encoding'],
    ['a chunk of 2^63', `${CHUNKED}8000000000000000\r\nhello`, 'chunk-too-large'],
    ['a chunk of 2^64 + 5', `${CHUNKED}10000000000000005\r\nhello`, 'chunk-too-large'],
    ['a chunk of -5', `${CHUNKED}-5\r\nhello`, 'chunk-size'],
    ['a chunk of 0x5', `${CHUNKED}0x5\r\nhello`, 'chunk-size'],
    ['chunk data without CR LF', `${CHUNKED}5\r\nhello0\r\n\r\n`, 'chunk-end'],
    ['a chunk line that never ends', `${CHUNKED}5;${'x'.repeat(10_000)}`, 'chunk-line-too-long'],
    ['bytes behind the last chunk', `${CHUNKED}0\r\n\r\nHTTP/1.1 200 OK\r\n`, 'bytes-after-end'],
    ['bytes behind a 204', 'HTTP/1.1 204 No Content\r\n\r\nhello', 'bytes-after-end'],
  ])('%s', async (_, text, code) => {
    const exchange = await against((socket) => socket.write(bytes(text)));
    expectFault(exchange, code);
    expect(exchange.received).toMatchObject({ kept: text, length: text.length });
  });

  it('is shown with its head where that can be read', async () => {
    const exchange = await against((socket) =>
      socket.write(`${OK}Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello`),
    );
    expect(exchange.response).toMatchObject({ head: { status: 200 }, framing: { kind: 'unknown' }, complete: false });
  });

  it.each([
    ['bare LF', `HTTP/1.1 200 OK\nContent-Length: 5\n\nhello`, 'bare-line-feed'],
    ['a folded line', `${OK}A: b\r\n c\r\nContent-Length: 5\r\n\r\nhello`, 'folded-line'],
  ])('%s, which can be read all the same, with a remark', async (_, text, code) => {
    const exchange = await against((socket) => socket.write(text));
    expect(exchange.problem).toBeNull();
    expect(exchange.response).toMatchObject({ complete: true, body: { kept: 'hello' } });
    expectProblem(exchange.response?.remarks[0], code);
  });
});

describe('a server that never ends', () => {
  /** Writes the text over and over until the other side is gone. */
  const forEver = (start: string, text: string) => (socket: Socket) => {
    function* blocks() {
      yield start + text;
      for (;;) yield text.repeat(Math.ceil(4096 / text.length));
    }
    return pipeline(Readable.from(blocks()), socket).catch(() => undefined);
  };

  it.each([
    ['its headers', OK, 'A: b\r\n', 'endless-head'],
    ['one header', `${OK}A: `, 'x', 'endless-head'],
    ['interim answers', '', 'HTTP/1.1 102 Processing\r\n\r\n', 'endless-interim'],
    ['trailer fields', `${CHUNKED}0\r\n`, 'A: b\r\n', 'endless-trailers'],
  ])('%s', async (_, start, text, code) => {
    const exchange = await against(forEver(start, text));
    expectFault(exchange, code);
    const { kept, length } = exchange.received;
    expect(kept.startsWith(start + text)).toBe(true);
    expect(length).toBeGreaterThan(HEAD_LIMIT);
    expect(length).toBeLessThan(KEPT_LIMIT);
  });
});

describe('a server that stalls', () => {
  it.each([
    ['before the first byte', '', 'first-byte-timeout'],
    ['in the status line', 'HTTP/1.1', 'idle-timeout'],
    ['in the headers', `${OK}A: b\r\n`, 'idle-timeout'],
    ['behind an interim answer', 'HTTP/1.1 100 Continue\r\n\r\n', 'idle-timeout'],
    ['in the body', `${OK}Content-Length: 50\r\n\r\nhello`, 'idle-timeout'],
    ['in a chunk', `${CHUNKED}5\r\nhel`, 'idle-timeout'],
    ['in a body without a length', `${OK}\r\nhello`, 'idle-timeout'],
  ])('%s', async (_, text, code) => {
    const exchange = await against((socket) => text && socket.write(text), { limits: { firstByte: 150, idle: 150 } });
    expectFault(exchange, code);
    expect(exchange.problem?.says).toContain('0.15 seconds');
    expect(exchange.received).toMatchObject({ kept: text, length: text.length });
    expect(exchange.times.finished).toBeGreaterThan(140);
  });

  it('and never reads the request', async () => {
    const request = new Uint8Array(64 * 1_048_576);
    const exchange = await againstDeaf(() => undefined, { request, limits: { idle: 200 } });
    expectFault(exchange, 'idle-timeout');
    expect(exchange.problem?.says).toContain('accepted no bytes of the request');
    expect(exchange.sent.length).toBeLessThan(request.length);
    expect(exchange.times.sent).toBeNull();
  });

  it('a little each time, until the limit for everything', async () => {
    const drip = async (socket: Socket) => {
      for (socket.write(`${OK}\r\n`); !socket.destroyed; await pause(30)) socket.write('x');
    };
    const exchange = await against(drip, { limits: { idle: 5_000, whole: 300 } });
    expectProblem(exchange.problem, 'whole-timeout');
    expect(exchange.response?.body.kept).toMatch(/^x+$/);
  });
});

describe('a server that resets the connection', () => {
  it.each([
    ['before the answer', ''],
    ['in the headers', `${OK}A: b\r\n`],
    ['in the body', `${OK_5}hel`],
    ['in a body without a length', `${OK}\r\nhello`],
  ])('%s', async (_, text) => {
    const reset = async (socket: Socket) => {
      await writeSlowly(socket, [text]);
      await pause(50);
      socket.resetAndDestroy();
    };
    const exchange = await against(reset);
    expectFault(exchange, 'connection-reset');
    expect(exchange.received).toMatchObject({ kept: text, length: text.length });
    expect(exchange.response?.complete).toBe(text.includes('\r\n\r\n') ? false : undefined);
  });
});

describe('a server that answers before it has read the request', () => {
  const request = new Uint8Array(32 * 1_048_576);
  const refusal = 'HTTP/1.1 403 Forbidden\r\nContent-Length: 5\r\n\r\nhello';

  it.each<[string, Play]>([
    ['keeps the connection', (socket) => socket.write(refusal)],
    ['closes', (socket) => socket.end(refusal)],
    ['closes hard', (socket) => socket.end(refusal, () => socket.destroy())],
    [
      'resets',
      async (socket) => {
        await pause(20);
        socket.write(refusal);
        socket.resetAndDestroy();
      },
    ],
  ])('and %s: the refusal is read, with a remark that the rest was not sent', async (_, play) => {
    for (let count = 0; count < 5; count++) {
      const exchange = await againstDeaf(play, { method: 'PUT', request });
      expect(exchange.problem).toBeNull();
      expect(exchange.response).toMatchObject({ head: { status: 403 }, body: { kept: 'hello' }, complete: true });
      const remark = expectProblem(exchange.response?.remarks[0], 'answered-early');
      expect(remark.says).toContain(`${exchange.sent.length} bytes`);
      expect(exchange.sent.length).toBeLessThan(request.length);
      expect(exchange.times.sent).toBeNull();
    }
  });

  it('and resets while the rest comes in: the refusal is read too', async () => {
    const play = (socket: Socket) => {
      socket.write(refusal);
      socket.resetAndDestroy();
    };
    for (let count = 0; count < 10; count++) {
      const exchange = await against(play, { method: 'PUT', request });
      expect(exchange.problem).toBeNull();
      expect(exchange.response).toMatchObject({ head: { status: 403 }, body: { kept: 'hello' }, complete: true });
    }
  });

  it('with success: that cannot be meant for the whole request', async () => {
    const exchange = await againstDeaf((socket) => socket.write(`${OK_5}hello`), { method: 'PUT', request });
    expectFault(exchange, 'answered-early');
    expect(exchange.response).toMatchObject({ complete: true, remarks: [] });
  });

  it('with an interim answer: the request goes on', async () => {
    const play = (socket: Socket) => {
      socket.write('HTTP/1.1 100 Continue\r\n\r\n');
      socket.on('data', () => socket.bytesRead === request.length && socket.write(`${OK_5}hello`));
    };
    const exchange = await against(play, { method: 'PUT', request });
    expect(exchange).toMatchObject({ problem: null, sent: { length: request.length } });
    expect(exchange.response).toMatchObject({ interim: [{ status: 100 }], complete: true, remarks: [] });
    expect(exchange.times.sent).not.toBeNull();
  });

  it('and breaks off in the middle of the answer: that is what the problem is', async () => {
    const play = (socket: Socket) => {
      socket.write(`HTTP/1.1 403 Forbidden\r\n\r\nhel`);
      setTimeout(() => socket.resetAndDestroy(), 50);
    };
    const exchange = await againstDeaf(play, { method: 'PUT', request });
    expect(['connection-reset', 'broken-pipe']).toContain(exchange.problem?.code);
    expect(exchange.problem?.says).toContain('after the response had begun.');
    expect(exchange.response).toMatchObject({ head: { status: 403 }, body: { kept: 'hel' }, complete: false });
  });

  it('with a reset as soon as it is connected', async () => {
    const exchange = await againstDeaf((socket) => socket.resetAndDestroy(), { request });
    expect(['connection-reset', 'broken-pipe']).toContain(exchange.problem?.code);
  });

  it('with nothing but a reset', async () => {
    const exchange = await againstDeaf((socket) => setTimeout(() => socket.resetAndDestroy(), 50), { request });
    expect(['connection-reset', 'broken-pipe']).toContain(exchange.problem?.code);
    expect(exchange.problem?.says).toContain('while the request was being sent.');
    expect(exchange.response).toBeNull();
  });
});

describe('no server at all', () => {
  it('at a name that does not exist', async () => {
    const exchange = await send(orderTo(80, { host: 'bucket.invalid' }));
    expect(['unknown-host', 'name-lookup']).toContain(exchange.problem?.code);
    expect(exchange.problem?.says).toMatch(/bucket\.invalid.*\.$/);
  });

  it.each(['', 'a\u0000b'])('at %j, which is no name', async (host) => {
    expectProblem((await send(orderTo(80, { host }))).problem, 'no-connection');
  });

  it('that takes the connection in time', async () => {
    const port = await deafPort();
    const exchange = await send(orderTo(port, { limits: { connect: 300 } }));
    const found = expectProblem(exchange.problem, 'connect-timeout');
    expect(found.says).toContain(`127.0.0.1 port ${port}`);
    expect(exchange).toMatchObject({ times: { connected: null }, sent: { length: 0 } });
  });
});

/** A port whose queue of connections is full, since its process sleeps. */
async function deafPort(): Promise<number> {
  const program = `require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, function () {
    require('node:fs').writeSync(1, String(this.address().port));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  })`;
  const child = spawn(process.execPath, ['-e', program]);
  const [text] = await once(child.stdout, 'data');
  const queue = Array.from({ length: 8 }, () => connect(Number(text), '127.0.0.1').on('error', () => undefined));
  closing.push(() => {
    for (const socket of queue) socket.destroy();
    child.kill('SIGKILL');
  });
  await pause(100);
  return Number(text);
}

describe('an interruption', () => {
  it.each<[string, string, boolean]>([
    ['before the first byte', '', false],
    ['in the headers', `${OK}A: b\r\n`, false],
    ['in the body', `${OK_5}hel`, true],
  ])('%s keeps what has come', async (_, text, hasHead) => {
    const interrupt = new AbortController();
    const onProgress = ({ received }: WireProgress) => {
      if (received === text.length) interrupt.abort();
    };
    const play = (socket: Socket) => text && socket.write(text);
    const exchange = await against(play, { signal: interrupt.signal, onProgress });
    expectProblem(exchange.problem, 'interrupted');
    expect(exchange.received.kept).toBe(text);
    expect(exchange.response?.body.kept).toBe(hasHead ? 'hel' : undefined);
  });

  it('beforehand sends nothing', async () => {
    const exchange = await against(() => undefined, { signal: AbortSignal.abort() });
    expectProblem(exchange.problem, 'interrupted');
    expect(exchange.sent.length).toBe(0);
  });

  it('while it connects', async () => {
    const exchange = await send(orderTo(await deafPort(), { signal: AbortSignal.timeout(100) }));
    expectProblem(exchange.problem, 'interrupted');
    expect(exchange.times.connected).toBeNull();
  });

  it('while it writes stops the writing', async () => {
    const request = new Uint8Array(64 * 1_048_576);
    const exchange = await againstDeaf(() => undefined, { request, signal: AbortSignal.timeout(100) });
    expectProblem(exchange.problem, 'interrupted');
    expect(exchange.sent.length).toBeLessThan(request.length);
  });

  it('leaves no listener', async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const counted = Object.create(signal, {
      addEventListener: { value: () => ++listeners },
      removeEventListener: { value: () => --listeners },
      aborted: { value: false },
    });
    await against((socket) => socket.write(`${OK_5}hello`), { signal: counted });
    expect(listeners).toBe(0);
  });
});

describe('a request that is not all there', () => {
  it('is a problem of ours when its source breaks', async () => {
    async function* source() {
      yield GET;
      throw new Error('the disk is gone');
    }
    const exchange = await against(() => undefined, { request: source() });
    const found = expectProblem(exchange.problem, 'request-unreadable');
    expect(found).toMatchObject({ fault: 'ours', says: expect.stringContaining('the disk is gone') });
  });
});

import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { KEPT_LIMIT } from '../../src/http/body/recorded.ts';
import type { Exchange } from '../../src/http/exchange.ts';
import { send } from '../../src/wire/send.ts';
import { expectProblem } from '../support/problems.ts';
import { orderTo } from '../support/wire/orders.ts';
import { bytes, serve, silentPort, type TcpServer, writeSlowly } from '../support/wire/tcp-server.ts';

const REQUEST = bytes('GET /\u00e9 HTTP/1.1\r\nHost: h\r\n\r\n');
const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello';

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');

let server: TcpServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function exchangeWith(
  answer: (socket: Socket) => unknown,
  { method = 'GET', request = REQUEST } = {},
): Promise<Exchange> {
  server = await serve(answer);
  return send(orderTo(server.port, { method, request }));
}

function expectOrdered({ times, sent, received }: Exchange): void {
  const happened = [0, times.connected, times.sent, times.firstByte, times.finished].filter((time) => time !== null);
  expect(happened).toEqual([...happened].sort((a, b) => a - b));
  for (const { pieces, kept } of [sent, received]) {
    const moments = pieces.map((piece) => piece.milliseconds);
    expect([0, ...moments, times.finished]).toEqual([0, ...moments, times.finished].sort((a, b) => a - b));
    expect(pieces.reduce((sum, piece) => sum + piece.length, 0)).toBe(kept.length);
  }
}

describe('a whole answer', () => {
  it('in one piece is recorded, and so is the request', async () => {
    const exchange = await exchangeWith((socket) => socket.write(ANSWER));
    expect(exchange).toMatchObject({
      peer: { host: '127.0.0.1', port: server?.port },
      sent: { kept: 'GET /\u00e9 HTTP/1.1\r\nHost: h\r\n\r\n', length: REQUEST.length, sha256: sha256(REQUEST) },
      received: { kept: ANSWER, length: ANSWER.length, sha256: sha256(ANSWER) },
      response: { head: { status: 200 }, framing: { kind: 'length', length: 5 }, body: { length: 5 }, complete: true },
      problem: null,
    });
    expect(server?.received().equals(REQUEST)).toBe(true);
    const { secured, ...times } = exchange.times;
    expect({ secured, tls: exchange.tls }).toEqual({ secured: null, tls: null });
    for (const time of Object.values(times)) expect(time).toEqual(expect.any(Number));
    expectOrdered(exchange);
  });

  it('in many pieces with pauses is the same answer, each piece with its time', async () => {
    const pieces = ['HTT', 'P/1.1 200 OK\r', '\nContent-Length: 5\r\n\r', '\n', 'hel', 'lo'];
    const exchange = await exchangeWith((socket) => writeSlowly(socket, pieces));
    expect(exchange).toMatchObject({
      received: { kept: ANSWER, length: ANSWER.length, sha256: sha256(ANSWER) },
      response: { head: { status: 200 }, body: { length: 5 }, complete: true },
      problem: null,
    });
    // The network may join pieces; what is counted is all that was sent, each piece after the one before.
    expect(exchange.received.pieces.length).toBeGreaterThan(1);
    const sum = exchange.received.pieces.reduce((length, piece) => length + piece.length, 0);
    expect(sum).toBe(pieces.join('').length);
    expectOrdered(exchange);
  });

  it('is finished at its end, though the other side keeps the connection open', async () => {
    const exchange = await exchangeWith((socket) =>
      socket.write('HTTP/1.1 204 No Content\r\nConnection: keep-alive\r\n\r\n'),
    );
    expect(exchange).toMatchObject({ response: { complete: true }, problem: null });
  });

  it('to HEAD has no body, no matter what its Content-Length', async () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n';
    const exchange = await exchangeWith((socket) => socket.write(head), { method: 'HEAD' });
    expect(exchange).toMatchObject({ response: { body: { length: 0 }, complete: true }, problem: null });
  });

  it('without a length ends where the connection does', async () => {
    const exchange = await exchangeWith((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nall of it'));
    expect(exchange).toMatchObject({
      response: { framing: { kind: 'until-close' }, body: { length: 9 }, complete: true },
      problem: null,
    });
  });
});

describe('an exchange that is too large to keep', () => {
  it('keeps the first mebibyte each way, counts and hashes everything', async () => {
    const size = KEPT_LIMIT + 70_000;
    const head = `HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`;
    const whole = head + 'ab'.repeat(size / 2);
    const request = bytes(`PUT / HTTP/1.1\r\nContent-Length: ${size}\r\n\r\n${'cd'.repeat(size / 2)}`);
    const answerAtEnd = (socket: Socket) => {
      let left = request.length - (server?.received().length ?? 0);
      if (left <= 0) socket.write(whole);
      socket.on('data', (piece) => {
        left -= piece.length;
        if (left === 0) socket.write(whole);
      });
    };
    const exchange = await exchangeWith(answerAtEnd, { method: 'PUT', request });
    expect(exchange.problem).toBeNull();
    expect(exchange.response).toMatchObject({ body: { length: size }, complete: true });
    expect(exchange.received.kept === whole.slice(0, KEPT_LIMIT)).toBe(true);
    expect(exchange.received).toMatchObject({ length: whole.length, sha256: sha256(whole) });
    expect(exchange.sent.kept === Buffer.from(request).toString('latin1').slice(0, KEPT_LIMIT)).toBe(true);
    expect(exchange.sent).toMatchObject({ length: request.length, sha256: sha256(request) });
    expect(server?.received().equals(request)).toBe(true);
    expectOrdered(exchange);
  });
});

describe('an answer that is not whole', () => {
  it.each<[string, (socket: Socket) => unknown, string, string]>([
    ['closes without a byte', (socket) => socket.end(), 'no-answer', ''],
    ['closes in its headers', (socket) => socket.end('HTTP/1.1 200 OK\r\nA'), 'early-close', 'HTTP/1.1 200 OK\r\nA'],
    ['closes in its body', (socket) => socket.end(ANSWER.slice(0, -2)), 'early-close', ANSWER.slice(0, -2)],
    ['is garbage', (socket) => socket.write('\u0000\u00ff\r\n\r\n', 'latin1'), 'status-line', '\u0000\u00ff\r\n\r\n'],
    ['is garbage and closes', (socket) => socket.end('220 mail ready\r\n'), 'status-line', '220 mail ready\r\n'],
    ['goes on after its end', (socket) => socket.write(`${ANSWER}more`), 'bytes-after-end', `${ANSWER}more`],
  ])('is kept with its problem when the other side %s', async (_, answer, code, kept) => {
    const exchange = await exchangeWith(answer);
    expect(expectProblem(exchange.problem, code).fault).toBe('theirs');
    expect(exchange.received).toMatchObject({ kept, length: kept.length, sha256: sha256(Buffer.from(kept, 'latin1')) });
    expectOrdered(exchange);
  });

  it('keeps what was read of the body before the close', async () => {
    const exchange = await exchangeWith((socket) => socket.end(ANSWER.slice(0, -2)));
    expect(exchange.response).toMatchObject({ head: { status: 200 }, body: { kept: 'hel' }, complete: false });
  });

  it('is a lost connection when the other side resets it', async () => {
    const exchange = await exchangeWith((socket) => socket.resetAndDestroy());
    expect(expectProblem(exchange.problem, 'connection-reset').fault).toBe('theirs');
    expect(exchange).toMatchObject({ received: { length: 0 }, response: null, times: { firstByte: null } });
    expect(exchange.times.connected).not.toBeNull();
  });

  it('is stopped when its headers never end', async () => {
    const exchange = await exchangeWith((socket) => socket.write(`HTTP/1.1 200 OK\r\nA: ${'x'.repeat(200_000)}`));
    expectProblem(exchange.problem, 'endless-head');
  });
});

describe('no connection', () => {
  it('where nothing listens is a problem that tells where, and nothing was sent', async () => {
    const port = await silentPort();
    const exchange = await send(orderTo(port, { request: REQUEST }));
    expect(expectProblem(exchange.problem, 'connection-refused').says).toContain(`127.0.0.1 port ${port}`);
    expect(exchange).toMatchObject({
      peer: { host: '127.0.0.1', port },
      sent: { kept: '', length: 0, pieces: [] },
      received: { kept: '', length: 0, sha256: sha256(''), pieces: [] },
      times: { connected: null, sent: null, firstByte: null },
      response: null,
    });
    expectOrdered(exchange);
  });

  it.each([65_536, 99_999, -1])(
    'to port %i, which no one can have, is a problem too and no rejection',
    async (port) => {
      const exchange = await send(orderTo(port, { request: REQUEST }));
      expectProblem(exchange.problem, 'no-connection');
    },
  );
});

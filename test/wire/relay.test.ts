/** The relay between a raw client and a server: every byte as it came, in order, and each exchange recorded. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../src/bytes/problem.ts';
import { makeAuthority } from '../../src/crypto/certificates.ts';
import type { CapturedExchange, UnreadBytes } from '../../src/http/relay/captured.ts';
import type { RawTap, RelayDirector, RelayRoute } from '../../src/wire/relay/director.ts';
import { listenRelay, type RelayLimits } from '../../src/wire/relay/listen-relay.ts';
import { serve, silentPort, type TcpServer, writeSlowly } from '../support/wire/tcp-server.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function server(answer: (socket: Socket) => unknown): Promise<TcpServer> {
  const made = await serve(answer);
  closing.push(made.close);
  return made;
}

const AUTHORITY = makeAuthority(new Date());

interface Relaying {
  readonly tap?: RawTap;
  /** What differs in the route of a request, by its path. */
  readonly changeOf?: (path: string) => Partial<RelayRoute>;
  readonly limits?: RelayLimits;
  readonly refuseHead?: RelayDirector['refuseHead'];
  readonly tapUnread?: RawTap | null;
  /** The port to which a CONNECT leads unread. */
  readonly tunnelTo?: number | null;
}

async function relayTo(
  port: number,
  { tap, changeOf = () => ({}), limits, refuseHead = null, tapUnread = null, tunnelTo = null }: Relaying = {},
) {
  const route: RelayRoute = { host: '127.0.0.1', port, tls: null, reaches: 'all' };
  const exchanges: CapturedExchange[] = [];
  const unread: UnreadBytes[] = [];
  const director: RelayDirector = {
    direct: ({ octets, head }) =>
      tunnelTo !== null && head.method.octets === 'CONNECT'
        ? { kind: 'tunnel', host: '127.0.0.1', port: tunnelTo, reaches: 'all' }
        : head.method.octets === 'CONNECT'
          ? { kind: 'open', certificate: AUTHORITY.certify({ names: ['x'], addresses: [] }), authority: 'x:443' }
          : {
              kind: 'pass',
              route: { ...route, ...changeOf(head.target.octets) },
              forwarded: octets,
              method: head.method.octets,
              delay: 0,
              cut: 'nothing',
              hidesBody: false,
              isRecorded: true,
              tap: tap ?? null,
            },
    refuseHead,
    onExchange: (exchange) => void exchanges.push(exchange),
    onUnread(bytes) {
      unread.push(bytes);
      return tapUnread;
    },
  };
  const listener = await listenRelay({ host: '127.0.0.1', port: 0 }, director, limits);
  closing.push(listener.close);
  return { port: listener.port, exchanges, unread };
}

/** Sends the pieces, ends its side, and returns what came back until the other side ended. */
async function talk(port: number, pieces: readonly string[], ends = true): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
  let text = '';
  socket.on('data', (piece) => {
    text += piece.toString('latin1');
  });
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  socket.on('error', () => {});
  socket.on('end', () => socket.end());
  await writeSlowly(socket, pieces);
  if (ends) socket.end();
  await closed;
  return text;
}

it('passes on pipelined requests as they came, and their responses in order', async () => {
  const requests = [
    'GET /a HTTP/1.1\r\nhost:  x \r\n\r\n',
    'PUT /b HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc',
    'HEAD /c HTTP/1.1\nHost: x\n\n',
  ];
  const responses = [
    'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=1\r\ntwo\r\n0\r\nT: 1\r\n\r\n',
    'HTTP/1.1 404 Not Found\r\nContent-Length: 7\r\n\r\n',
  ];
  const to = await server((socket) => writeSlowly(socket, responses).then(() => socket.end()));
  const { port, exchanges } = await relayTo(to.port);
  expect(await talk(port, [requests.join('').slice(0, 50), requests.join('').slice(50)], false)).toBe(
    responses.join(''),
  );
  expect(to.received().toString('latin1')).toBe(requests.join(''));
  expect(
    exchanges.map(({ request, response, problem }) => [
      request.head.target.octets,
      request.body.kept,
      response?.head.status,
      response?.body.kept,
      problem,
    ]),
  ).toEqual([
    ['/a', '', 200, 'first', null],
    ['/b', 'abc', 200, 'two', null],
    ['/c', '', 404, '', null],
  ]);
});

it('passes on a 100 response before the body of the request', async () => {
  const to = await server((socket) => {
    socket.write('HTTP/1.1 100 Continue\r\n\r\n');
    socket.on('data', (piece) => piece.includes('body') && socket.end('HTTP/1.1 204 No Content\r\n\r\n'));
  });
  const { port, exchanges } = await relayTo(to.port);
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.write('PUT /x HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n');
  socket.on('data', (piece) => {
    text += piece;
    if (String(piece).includes('100 Continue')) socket.write('4\r\nbody\r\n0\r\n\r\n');
  });
  await new Promise((resolve) => socket.on('close', resolve));
  expect(text).toBe('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n');
  expect(to.received().toString()).toMatch(/\r\n\r\n4\r\nbody\r\n0\r\n\r\n$/);
  expect(exchanges.map(({ request, response }) => [request.body.kept, response?.head.status])).toEqual([['body', 204]]);
});

it('passes on a half-close, after which the response still comes', async () => {
  const to = await server((socket) => {
    socket.on('end', () => socket.end('HTTP/1.1 200 OK\r\n\r\nuntil the end'));
  });
  const { port, exchanges } = await relayTo(to.port);
  expect(await talk(port, ['GET / HTTP/1.0\r\n\r\n'])).toBe('HTTP/1.1 200 OK\r\n\r\nuntil the end');
  expect(exchanges[0]?.response?.body.kept).toBe('until the end');
  expect(exchanges[0]?.problem).toBeNull();
});

it('reports a client that no longer waits, unless it announced that it ends its side', async () => {
  const to = await server((socket) => {
    socket.on('end', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nlate'));
  });
  const { port, exchanges } = await relayTo(to.port);
  expect(await talk(port, ['GET / HTTP/1.1\r\nHost: x\r\n\r\n'])).toMatch(/late$/);
  expect(await talk(port, ['GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'])).toMatch(/late$/);
  expect(exchanges.map(({ problem }) => problem?.code)).toEqual(['client-closed', undefined]);
});

it('never sends a request for TLS over a connection without TLS', async () => {
  const to = await server((socket) => {
    const answer = () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    answer();
    socket.on('data', answer);
  });
  const tls = { serverName: 'localhost', certificateAuthorities: null, verification: 'skipped' } as const;
  const { port, exchanges } = await relayTo(to.port, { changeOf: (path) => (path === '/secret' ? { tls } : {}) });
  const paths = ['/a', '/b', '/secret'];
  await talk(
    port,
    paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`),
  );
  expect(exchanges.map(({ problem }) => problem?.code)).toEqual([undefined, undefined, 'not-tls']);
  expect(
    to
      .received()
      .toString('latin1')
      .match(/GET \/\w+/g),
  ).toEqual(['GET /a', 'GET /b']);
});

describe('what cannot be read', () => {
  /** A tap that keeps what passes, with its direction, and how it ends. */
  function keeping() {
    const taken = { request: '', response: '', end: '' };
    const tap: RawTap = {
      take(direction, _milliseconds, raw) {
        taken[direction] += Buffer.from(raw).toString('latin1');
      },
      end(problem) {
        taken.end += problem?.code ?? 'complete';
      },
    };
    return { taken, tap };
  }

  const LATER = 'DELETE /important HTTP/1.1\r\nHost: x\r\n\r\n';
  const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

  const FIRST = 'GET /first HTTP/1.1\r\nHost: x\r\n\r\n';
  const forwardedTo = (port: number) => ({ kind: 'forwarded', server: `127.0.0.1:${port}` });
  const REFUSAL = 'HTTP/1.1 400 Bad Request\r\n\r\n';
  const refuseHead = ({ code }: Problem) => Buffer.from(`${REFUSAL}${code}`);

  /** A server that answers once, and ends when the last request has come. */
  async function answering() {
    const to = await server((socket) => {
      socket.write(ANSWER);
      // Everything may have come with the first bytes.
      const endIfWhole = () => to.received().includes('DELETE') && socket.end('\x15\x03 no');
      endIfWhole();
      socket.on('data', endIfWhole);
    });
    return to;
  }

  const HEADS: readonly (readonly [what: string, head: string, code: string])[] = [
    ['TLS', '\x16\x03\x01 hello', 'no-head'],
    ['two lengths', 'PUT /a HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello', 'content-length'],
    ['a long head', `GET /a HTTP/1.1\r\nx: ${'a'.repeat(70_000)}\r\n\r\n`, 'endless-head'],
    ['a space before a colon', 'GET /a HTTP/1.1\r\nHost : x\r\n\r\n', 'field-line'],
    ['another coding', 'PUT /a HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n', 'transfer-encoding'],
    ['a NUL', 'GET /a HTTP/1.1\r\nX: a\0b\r\n\r\n', 'field-line'],
  ];

  it.each(HEADS)('is passed on, reported, and recorded with everything after it: %s', async (_, sent, code) => {
    const { taken, tap } = keeping();
    const to = await answering();
    const { port, exchanges, unread } = await relayTo(to.port, { tapUnread: tap });
    expect(await talk(port, [FIRST, sent, LATER], false)).toBe(`${ANSWER}\x15\x03 no`);
    expect(to.received().toString('latin1')).toBe(FIRST + sent + LATER);
    expect(exchanges.map(({ request }) => request.octets)).toEqual([FIRST]);
    expect(unread.map(({ fate, problem }) => [fate, problem.code])).toEqual([[forwardedTo(to.port), code]]);
    expect(sent.startsWith(unread[0]?.octets ?? '?')).toBe(true);
    await expect.poll(() => taken.end).toBe(code);
    expect([taken.request, taken.response]).toEqual([sent + LATER, '\x15\x03 no']);
  });

  it.each(HEADS)('closes the connection if no server is known: %s', async (_, sent, code) => {
    const to = await answering();
    const { port, unread } = await relayTo(to.port);
    expect(await talk(port, [sent + LATER], false)).toBe('');
    expect(unread.map(({ fate, problem }) => [fate.kind, problem.code])).toEqual([['closed', code]]);
    expect(to.received().length).toBe(0);
  });

  it.each(HEADS)('is refused, with everything after it, if heads are refused: %s', async (_, sent, code) => {
    const { taken, tap } = keeping();
    const to = await answering();
    const { port, unread } = await relayTo(to.port, { refuseHead, tapUnread: tap });
    expect(await talk(port, [FIRST, sent, LATER], false)).toBe(`${ANSWER}${REFUSAL}${code}`);
    expect(await talk(port, [sent + LATER], false)).toBe(REFUSAL + code);
    expect(to.received().toString('latin1')).toBe(FIRST);
    expect(unread.map(({ fate }) => fate.kind)).toEqual(['refused', 'refused']);
    expect(taken.response).toBe(`${REFUSAL}${code}`.repeat(2));
  });

  it('is also the beginning of a head at the end of a connection', async () => {
    const to = await server((socket) => socket.on('end', () => socket.end()));
    const passing = await relayTo(to.port);
    expect(await talk(passing.port, [FIRST, 'GET /a HT'])).toBe('');
    expect(to.received().toString()).toBe(`${FIRST}GET /a HT`);
    const refusing = await relayTo(to.port, { refuseHead });
    expect(await talk(refusing.port, ['GET /a HT'])).toBe(`${REFUSAL}incomplete-head`);
    for (const { unread } of [passing, refusing])
      expect(unread.map(({ octets, problem }) => [octets, problem.code])).toEqual([['GET /a HT', 'incomplete-head']]);
    expect(to.received().toString()).toBe(`${FIRST}GET /a HT`);
  });

  it('is passed on within a body, whose head was not refused', async () => {
    const to = await answering();
    const { port, unread } = await relayTo(to.port, { refuseHead });
    const upload = 'PUT /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nno length\r\n';
    expect(await talk(port, [upload, LATER], false)).toBe(`${ANSWER}\x15\x03 no`);
    expect(to.received().toString('latin1')).toBe(upload + LATER);
    expect(unread.map(({ fate }) => fate)).toEqual([forwardedTo(to.port)]);
  });

  it('is recorded where it is a response', async () => {
    const { taken, tap } = keeping();
    const to = await server((socket) => socket.end('HTTP/2 200\r\n\r\n'));
    const { port, exchanges } = await relayTo(to.port, { tap });
    expect(await talk(port, [LATER], false)).toBe('HTTP/2 200\r\n\r\n');
    expect(exchanges.map(({ problem }) => problem?.code)).toEqual(['no-head']);
    expect(taken).toEqual({ request: LATER, response: 'HTTP/2 200\r\n\r\n', end: 'no-head' });
  });
});

it('answers 502 if nothing listens, and closes if the server resets', async () => {
  const silent = await relayTo(await silentPort());
  expect(await talk(silent.port, ['GET / HTTP/1.1\r\n\r\n'], false)).toMatch(/^HTTP\/1\.1 502 .*Nothing listens at/s);
  expect(silent.exchanges.map(({ problem }) => problem?.code)).toEqual(['connection-refused']);
  const to = await server((socket) => socket.resetAndDestroy());
  const reset = await relayTo(to.port);
  expect(await talk(reset.port, ['GET / HTTP/1.1\r\n\r\n'], false)).toBe('');
  expect(reset.exchanges.map(({ problem }) => problem?.code)).toEqual(['connection-reset']);
});

it('records an exchange that the client leaves, and goes on with others', async () => {
  const to = await server(() => {});
  const { port, exchanges } = await relayTo(to.port);
  const socket = connect(port, '127.0.0.1');
  socket.write('GET /left HTTP/1.1\r\n\r\n');
  await expect.poll(() => to.received().length).toBeGreaterThan(0);
  socket.destroy();
  await expect.poll(() => exchanges.map(({ problem }) => problem?.code)).toEqual(['client-closed']);
});

it('passes a long body to a slow server whole, and frees each piece when it has been written', async () => {
  const body = randomBytes(3_000_000);
  const to = await server((socket) => {
    const slow = setInterval(() => (socket.isPaused() ? socket.resume() : socket.pause()), 1);
    socket.on('close', () => clearInterval(slow));
    socket.on('data', () => to.received().length > body.length && socket.end('HTTP/1.1 200 OK\r\n\r\n'));
  });
  const pieces: Uint8Array[] = [];
  const tap: RawTap = {
    take: (direction, _milliseconds, raw) => direction === 'request' && pieces.push(raw),
    end: () => {},
  };
  const { port } = await relayTo(to.port, { tap });
  const socket = connect(port, '127.0.0.1');
  const head = Buffer.from(`PUT /long HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n`);
  socket.write(Buffer.concat([head, body]));
  await new Promise((resolve) => socket.resume().on('close', resolve));
  expect(to.received().equals(Buffer.concat([head, body]))).toBe(true);
  const [, ...ofBody] = pieces;
  expect(ofBody.length).toBeGreaterThan(10);
  expect(ofBody.filter(({ length }) => length > 0)).toEqual([]);
});

it('reads no further while sixteen requests wait for their responses', async () => {
  const count = 40;
  let answered = 0;
  let most = 0;
  const to = await server((socket) => {
    const answer = () => {
      const arrived = to.received().toString('latin1').split('PUT ').length - 1;
      most = Math.max(most, arrived - answered);
      for (const kept = arrived === count ? 0 : 15; arrived - answered > kept; answered++)
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    };
    answer();
    socket.on('data', answer);
  });
  const { port, exchanges } = await relayTo(to.port);
  const request = 'PUT /a HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody';
  const text = await talk(port, [request.repeat(count)]);
  expect([most, text.split('HTTP/1.1 200').length - 1, exchanges.length]).toEqual([16, count, count]);
  expect(exchanges.filter(({ request: { body } }) => body.kept !== 'body')).toEqual([]);
});

describe('more clients than there are places', () => {
  const TWO: RelayLimits = { clients: 2, idle: 60_000, busy: 60_000 };
  const ASK = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
  const OK = 'HTTP/1.1 204 No Content\r\n\r\n';

  async function opened(port: number) {
    const socket = connect(port, '127.0.0.1');
    const isClosed = new Promise<true>((resolve) => socket.once('close', () => resolve(true)));
    socket.on('error', () => {});
    await once(socket, 'connect');
    return { socket, isClosed, ask: () => socket.write(ASK) };
  }

  it('close the one that has been idle longest', async () => {
    const to = await server((socket) => {
      socket.write(OK);
      socket.on('data', () => socket.write(OK));
    });
    const { port } = await relayTo(to.port, { limits: TWO });
    const [first, second] = [await opened(port), await opened(port)];
    first.ask();
    await once(first.socket, 'data');
    const third = await opened(port);
    expect(await second.isClosed).toBe(true);
    for (const each of [third, first]) {
      each.ask();
      expect(String((await once(each.socket, 'data'))[0])).toBe(OK);
    }
    for (const { socket } of [first, third]) socket.destroy();
  });

  it.each([
    ['waits for a response', ASK],
    ['is in a tunnel', 'CONNECT tunnel:1 HTTP/1.1\r\n\r\n'],
  ])('close none that %s', async (_, sent) => {
    const to = await server(() => {});
    const tunnelTo = to.port;
    const { port } = await relayTo(to.port, { limits: TWO, tunnelTo });
    const busy = [await opened(port), await opened(port)];
    for (const { socket } of busy) socket.write(sent);
    for (const { socket } of busy) if (sent !== ASK) await once(socket, 'data');
    if (sent === ASK) await expect.poll(() => to.received().toString().split('GET').length).toBe(3);
    const third = await opened(port);
    expect(await third.isClosed).toBe(true);
    expect(busy.map(({ socket }) => socket.readyState)).toEqual(['open', 'open']);
    for (const { socket } of busy) socket.destroy();
  });
});

describe('a silent connection', () => {
  /** Longer than a busy machine needs for a handshake, in milliseconds. */
  const SHORT: RelayLimits = { clients: 10, idle: 1500, busy: 60_000 };
  const LATE = 2500;

  it.each([
    ['before a request', []],
    ['in a head', ['GET / HT']],
    ['after a response', ['GET / HTTP/1.1\r\nHost: x\r\n\r\n']],
  ])('is ended %s', async (_, pieces) => {
    const to = await server((socket) => socket.write('HTTP/1.1 204 No Content\r\n\r\n'));
    const { port, exchanges } = await relayTo(to.port, { limits: SHORT });
    expect(await talk(port, pieces, false)).toMatch(/^(?:HTTP\/1\.1 204 No Content\r\n\r\n)?$/);
    expect(exchanges.map(({ problem }) => problem)).toEqual(pieces.join('').endsWith('\n') ? [null] : []);
  });

  it.each(['http', 'https'])(
    'is ended inside a CONNECT with %s, but not while a server takes its time',
    async (scheme) => {
      const to = await server((socket) => setTimeout(() => socket.write('HTTP/1.1 204 No Content\r\n\r\n'), LATE));
      const { port, exchanges } = await relayTo(to.port, { limits: SHORT });
      const client = connect(port, '127.0.0.1');
      client.write('CONNECT x:443 HTTP/1.1\r\n\r\n');
      await once(client, 'data');
      const inside =
        scheme === 'https' ? connectTls({ socket: client, servername: 'x', ca: AUTHORITY.certificate }) : client;
      inside.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
      const [answer] = await once(inside, 'data');
      expect(String(answer)).toMatch(/^HTTP\/1\.1 204 /);
      inside.on('error', () => {});
      await once(client, 'close');
      expect(exchanges.map(({ problem }) => problem)).toEqual([null]);
    },
  );

  it('is not ended while a server takes its time', async () => {
    const late = (socket: Socket) => setTimeout(() => socket.end('HTTP/1.1 204 No Content\r\n\r\n'), LATE);
    const to = await server(late);
    const { port, exchanges } = await relayTo(to.port, { limits: SHORT });
    expect(await talk(port, ['GET / HTTP/1.1\r\nHost: x\r\n\r\n'], false)).toMatch(/^HTTP\/1\.1 204 /);
    expect(exchanges.map(({ problem }) => problem)).toEqual([null]);
  });

  it('is ended when the server takes too long, and reported', async () => {
    const to = await server(() => {});
    const { port, exchanges } = await relayTo(to.port, { limits: { ...SHORT, busy: LATE } });
    expect(await talk(port, ['GET / HTTP/1.1\r\nHost: x\r\n\r\n'], false)).toBe('');
    expect(exchanges.map(({ problem }) => problem?.code)).toEqual(['idle-timeout']);
  });
});

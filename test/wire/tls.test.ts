/** TLS: what was agreed on, and which certificates pass. Keys and certificates are made here, for these tests only. */
import { once } from 'node:events';
import { type AddressInfo, createServer as createPlainServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createServer, type TlsOptions } from 'node:tls';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Exchange } from '../../src/http/exchange.ts';
import { send, type TlsOrder } from '../../src/wire/send.ts';
import { expectProblem } from '../support/problems.ts';
import { type Certified, certify } from '../support/wire/certificates.ts';
import { orderTo } from '../support/wire/orders.ts';

const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY);

const authority = certify({ name: 'The Authority of the Test', hosts: [], isAuthority: true });
const stranger = certify({ name: 'Somebody Else', hosts: [], isAuthority: true });
const hosts = ['localhost', '*.bucket.example', '127.0.0.1'];
const good = certify({ name: 'good', hosts, signedBy: authority });
const expired = certify({ name: 'expired', hosts, signedBy: authority, from: ago(3), to: ago(2) });
const early = certify({ name: 'early', hosts, signedBy: authority, from: ago(-2), to: ago(-3) });
const selfSigned = certify({ name: 'self-signed', hosts });
const nobodys = certify({ name: 'nobodys', hosts, signedBy: stranger });

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello';

const closing: (() => unknown)[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const close of closing.splice(0)) close();
});

interface Heard {
  request: string;
  serverName: string | false;
  protocol: string | false | null;
}

interface Served {
  readonly port: number;
  readonly heard: Heard;
}

/** Answers once a request has come; `heard` is what came. */
async function serveTls(
  { certificate, key }: Certified,
  answer: (socket: Socket) => unknown = (socket) => socket.write(ANSWER),
  options: TlsOptions = {},
): Promise<Served> {
  const heard: Heard = { request: '', serverName: '', protocol: null };
  const server = createServer({ cert: certificate, key, ALPNProtocols: ['h2', 'http/1.1'], ...options }, (socket) => {
    heard.serverName = socket.servername ?? '';
    heard.protocol = socket.alpnProtocol;
    socket.on('error', () => socket.destroy());
    socket.on('data', (piece) => {
      heard.request += piece.toString('latin1');
    });
    socket.once('data', () => answer(socket));
  });
  server.on('tlsClientError', () => undefined);
  return { port: await listening(server), heard };
}

async function servePlain(answer: (socket: Socket) => unknown): Promise<number> {
  return listening(
    createPlainServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.once('data', () => answer(socket));
    }),
  );
}

async function listening(server: ReturnType<typeof createPlainServer>): Promise<number> {
  const open = new Set<Socket>();
  server.on('connection', (socket) => open.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const TRUSTING: TlsOrder = {
  serverName: 'localhost',
  certificateAuthorities: authority.certificate,
  verification: 'required',
};

const sendTls = (port: number, tls: Partial<TlsOrder> = {}, changes: Parameters<typeof orderTo>[1] = {}) =>
  send(orderTo(port, { ...changes, tls: { ...TRUSTING, ...tls } }));

function expectAnswered({ problem, response, times }: Exchange): void {
  expect(problem).toBeNull();
  expect(response).toMatchObject({ head: { status: 200 }, body: { kept: 'hello' }, complete: true });
  const moments = [times.connected, times.secured, times.sent, times.firstByte, times.finished];
  expect(moments).toEqual([...moments].sort((one, other) => Number(one) - Number(other)));
}

it('keeps the bytes of a piece until it is taken, although others arrive and their memory is used again', async () => {
  const body = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, at) => at % 251));
  const head = `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n`;
  const { port } = await serveTls(good, (socket) => {
    socket.write(head);
    socket.write(body);
  });
  const pieces: Buffer[] = [];
  const onBody = async (piece: Uint8Array) => {
    await pause(1);
    pieces.push(Buffer.from(piece));
  };
  const { problem } = await sendTls(port, {}, { onBody });
  expect(problem).toBeNull();
  expect(Buffer.concat(pieces).equals(body)).toBe(true);
});

describe('a certificate that passes', () => {
  it('is shown, with version and cipher', async () => {
    const { port } = await serveTls(good);
    const exchange = await sendTls(port);
    expectAnswered(exchange);
    expect(exchange.tls).toEqual({
      protocol: 'TLSv1.3',
      cipher: expect.stringMatching(/^TLS_[A-Z0-9_]+$/),
      certificate: {
        subject: 'CN=good',
        issuer: 'CN=The Authority of the Test',
        validFrom: expect.stringMatching(/ GMT$/),
        validTo: expect.stringMatching(/ GMT$/),
        fingerprint256: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
        alternativeNames: ['DNS:localhost', 'DNS:*.bucket.example', 'IP Address:127.0.0.1'],
      },
      verification: 'required',
      isVerified: true,
      refusal: null,
    });
  });

  it('is one for the name that was asked for, not for the address that is connected to', async () => {
    const { port, heard } = await serveTls(good);
    expectAnswered(await sendTls(port, { serverName: 'a.bucket.example' }));
    expect(heard).toMatchObject({ serverName: 'a.bucket.example', protocol: 'http/1.1' });
  });

  it('is one for an address, which is not told to the server', async () => {
    const { port, heard } = await serveTls(good);
    expectAnswered(await sendTls(port, { serverName: '127.0.0.1' }));
    expect(heard.serverName).toBe(false);
  });

  it('is one that signs itself, where it is given as an authority', async () => {
    const { port } = await serveTls(selfSigned);
    expectAnswered(await sendTls(port, { certificateAuthorities: selfSigned.certificate }));
  });

  it('is one of several authorities', async () => {
    const { port } = await serveTls(nobodys);
    const certificateAuthorities = `# two\n${authority.certificate}\n${stranger.certificate}`;
    expectAnswered(await sendTls(port, { certificateAuthorities }));
  });

  it('is one over TLS 1.2', async () => {
    const { port } = await serveTls(good, undefined, { maxVersion: 'TLSv1.2' });
    const exchange = await sendTls(port);
    expectAnswered(exchange);
    expect(exchange.tls).toMatchObject({ protocol: 'TLSv1.2', isVerified: true });
  });
});

interface Refused {
  readonly title: string;
  readonly identity: Certified;
  readonly tls: Partial<TlsOrder>;
  readonly code: string;
  readonly says: RegExp;
}

const REFUSED: Refused[] = [
  {
    title: 'from an authority that is not trusted',
    identity: good,
    tls: { certificateAuthorities: null },
    code: 'certificate-unknown-authority',
    says: /The Authority of the Test/,
  },
  {
    title: 'from another authority than the one that was given',
    identity: nobodys,
    tls: {},
    code: 'certificate-unknown-authority',
    says: /Somebody Else/,
  },
  { title: 'that signs itself', identity: selfSigned, tls: {}, code: 'certificate-self-signed', says: /self-signed/ },
  {
    title: 'for another host',
    identity: good,
    tls: { serverName: 'other.example' },
    code: 'certificate-wrong-host',
    says: /not for other\.example: it is for DNS:localhost, /,
  },
  {
    title: 'for another address',
    identity: good,
    tls: { serverName: '127.0.0.2' },
    code: 'certificate-wrong-host',
    says: /not for 127\.0\.0\.2/,
  },
  { title: 'that has expired', identity: expired, tls: {}, code: 'certificate-expired', says: /expired.*GMT/ },
  {
    title: 'that is not valid yet',
    identity: early,
    tls: {},
    code: 'certificate-not-yet-valid',
    says: /not valid yet/,
  },
];

describe('a certificate', () => {
  it.each(REFUSED)('$title is refused before a byte of the request is sent', async ({ identity, tls, code, says }) => {
    const { port, heard } = await serveTls(identity);
    const exchange = await sendTls(port, tls);
    const found = expectProblem(exchange.problem, code);
    expect(found.fault).toBe('theirs');
    expect(found.says).toMatch(says);
    expect(found.fix).toMatch(/-k\.$/);
    expect(exchange).toMatchObject({
      tls: { isVerified: false, refusal: expect.stringMatching(/\w/), certificate: { subject: `CN=${identity.name}` } },
      sent: { length: 0 },
      response: null,
    });
    expect(heard.request).toBe('');
  });

  it.each(REFUSED)(
    '$title is accepted unless certificates are checked, and still reported',
    async ({ identity, tls, says }) => {
      const { port } = await serveTls(identity);
      const exchange = await sendTls(port, { ...tls, verification: 'skipped' });
      expectAnswered(exchange);
      expect(exchange.tls).toMatchObject({ verification: 'skipped', isVerified: false });
      expect(exchange.tls?.refusal).toMatch(says);
    },
  );

  it('that would pass counts as not verified unless it is checked', async () => {
    const { port } = await serveTls(good);
    const exchange = await sendTls(port, { verification: 'skipped' });
    expectAnswered(exchange);
    expect(exchange.tls).toMatchObject({ verification: 'skipped', isVerified: false, refusal: null });
  });

  it('is not let through by a switch in the environment', async () => {
    vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    try {
      const { port } = await serveTls(selfSigned);
      expectProblem((await sendTls(port)).problem, 'certificate-self-signed');
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
  });

  it.each(['', 'no PEM', good.key])('cannot be compared with authorities that are none', async (authorities) => {
    const exchange = await sendTls(1, { certificateAuthorities: authorities });
    expectProblem(exchange.problem, 'certificate-authorities');
    expect(exchange.times.connected).toBeNull();
  });
});

describe('a server that does not speak TLS', () => {
  it.each<[string, (socket: Socket) => unknown, string]>([
    ['answers in plain HTTP', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), 'not-tls'],
    ['is something else', (socket) => socket.write('SSH-2.0-OpenSSH_9.9\r\n'), 'not-tls'],
    ['closes', (socket) => socket.end(), 'tls-closed'],
    ['resets', (socket) => socket.resetAndDestroy(), 'tls-closed'],
    ['says nothing', () => undefined, 'tls-timeout'],
  ])('and %s', async (_, answer, code) => {
    const exchange = await sendTls(await servePlain(answer), {}, { limits: { secure: 300 } });
    expectProblem(exchange.problem, code);
    expect(exchange).toMatchObject({ tls: null, sent: { length: 0 }, response: null });
    expect(exchange.times.connected).not.toBeNull();
    expect(exchange.times.secured).toBeNull();
  });

  it('but only a version that is too old', async () => {
    const { port } = await serveTls(good, undefined, { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' });
    expect(expectProblem((await sendTls(port)).problem, 'tls-failed').says).toMatch(/TLS failed: \w/);
  });

  it('in the other direction: plain HTTP to a port of TLS', async () => {
    const { port } = await serveTls(good);
    const { problem } = await send(orderTo(port));
    expect(['tls-answer', 'no-answer', 'connection-reset']).toContain(problem?.code);
  });
});

describe('an answer over TLS', () => {
  it.each<[string, string, string, boolean]>([
    ['in its headers', 'HTTP/1.1 200 OK\r\nA: b', 'early-close', false],
    ['in its body', ANSWER.slice(0, -2), 'early-close', true],
  ])('that ends %s keeps what came', async (_, text, code, hasHead) => {
    const { port } = await serveTls(good, (socket) => socket.end(text));
    const exchange = await sendTls(port);
    expectProblem(exchange.problem, code);
    expect(exchange.received.kept).toBe(text);
    expect(exchange.response?.body.kept).toBe(hasHead ? 'hel' : undefined);
  });

  it('that stalls keeps what came', async () => {
    const { port } = await serveTls(good, (socket) => socket.write(ANSWER.slice(0, -2)));
    const exchange = await sendTls(port, {}, { limits: { idle: 200 } });
    expectProblem(exchange.problem, 'idle-timeout');
    expect(exchange.response?.body.kept).toBe('hel');
  });

  it('that comes early, before a close, is read', async () => {
    const refusal = 'HTTP/1.1 403 Forbidden\r\nContent-Length: 5\r\n\r\nhello';
    const { port } = await serveTls(good, (socket) => {
      socket.pause();
      socket.end(refusal, () => socket.destroy());
    });
    for (let count = 0; count < 5; count++) {
      const exchange = await sendTls(port, {}, { method: 'PUT', request: new Uint8Array(32 * 1_048_576) });
      expect(exchange.problem).toBeNull();
      expect(exchange.response).toMatchObject({ head: { status: 403 }, body: { kept: 'hello' }, complete: true });
      expectProblem(exchange.response?.remarks[0], 'answered-early');
    }
  });

  it('that is large comes whole, and so does a large request', async () => {
    const size = 8 * 1_048_576;
    const request = new Uint8Array(size).fill(0x61);
    const { port, heard } = await serveTls(good, (socket) => {
      socket.on('data', () => {
        if (heard.request.length === size) socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`);
        if (heard.request.length === size) socket.write(Buffer.alloc(size, 0x62));
      });
    });
    const exchange = await sendTls(port, {}, { method: 'PUT', request });
    expect(exchange.problem).toBeNull();
    expect(exchange.sent.length).toBe(size);
    expect(exchange.response).toMatchObject({ complete: true, body: { length: size } });
  });
});

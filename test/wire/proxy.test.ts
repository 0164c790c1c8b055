/** Requests through a proxy: CONNECT (RFC 9110, section 9.3.6), and then the same bytes as without it. */
import { createServer } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import type { Exchange } from '../../src/http/exchange.ts';
import { type ProxyOrder, send } from '../../src/wire/send.ts';
import { expectProblem } from '../support/problems.ts';
import { certify } from '../support/wire/certificates.ts';
import { type ConnectProxy, connectProxy, leadTo } from '../support/wire/connect-proxy.ts';
import { GET, orderTo } from '../support/wire/orders.ts';
import { serve, silentPort, writeSlowly } from '../support/wire/tcp-server.ts';

const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function closed<Made extends { readonly close: () => unknown }>(made: Made): Made {
  closing.push(made.close);
  return made;
}

const through = (port: number, authorization: string | null = null): ProxyOrder => ({
  variable: 'HTTPS_PROXY',
  host: '127.0.0.1',
  port,
  authorization,
});

/** Sends through a proxy that answers in this way, with short limits. */
async function sent(answer: Parameters<typeof connectProxy>[0], changes: Parameters<typeof orderTo>[1] = {}) {
  const proxy: ConnectProxy = closed(await connectProxy(answer));
  const exchange: Exchange = await send(
    orderTo(80, { host: 'photos.bucket.example', proxy: through(proxy.port), ...changes }),
  );
  return { exchange, proxy };
}

describe('a request through a proxy', () => {
  it('says that it is the proxy that nothing listens at, and which variable names it', async () => {
    const gone = await connectProxy(() => '');
    await gone.close();
    const order = orderTo(80, { host: 'photos.bucket.example', proxy: through(gone.port) });
    const { says, fix } = expectProblem((await send(order)).problem, 'connection-refused');
    expect(says).toContain('This was the connection to the proxy that HTTPS_PROXY names.');
    expect(fix).toBe('Check HTTPS_PROXY, and that the proxy is running.');
  });

  it('that is impossible is one to the server, because no proxy was asked', async () => {
    const { problem, peer } = await send(orderTo(70_000, { host: 'h', proxy: through(await silentPort()) }));
    expectProblem(problem, 'no-connection');
    expect(peer).toEqual({ host: 'h', port: 70_000, role: 'server' });
  });

  it('is the same bytes after CONNECT, and so is its answer', async () => {
    const server = closed(await serve((socket) => socket.write(ANSWER)));
    const { exchange, proxy } = await sent(leadTo(server.port));
    expect(proxy.asked).toEqual([
      'CONNECT photos.bucket.example:80 HTTP/1.1\r\nHost: photos.bucket.example:80\r\n\r\n',
    ]);
    expect(server.received()).toEqual(Buffer.from(GET));
    expect(exchange).toMatchObject({
      peer: { host: '127.0.0.1', port: proxy.port, role: 'proxy' },
      sent: { kept: Buffer.from(GET).toString('latin1') },
      received: { kept: ANSWER },
      response: { head: { status: 200 }, complete: true },
      problem: null,
    });
    const { connected, sent: written, firstByte, finished } = exchange.times;
    const happened = [connected, written, firstByte, finished];
    expect(happened).toEqual([...happened].sort((one, other) => Number(one) - Number(other)));
  });

  it('has TLS with the server, whose certificate is verified', async () => {
    const authority = certify({ name: 'The Authority of the Test', hosts: [], isAuthority: true });
    const { certificate, key } = certify({ name: 'good', hosts: ['*.bucket.example'], signedBy: authority });
    const server = createServer({ cert: certificate, key }, (socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end(ANSWER));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => server.close());
    const address = server.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const tls = { serverName: 'photos.bucket.example', certificateAuthorities: authority.certificate } as const;
    const { exchange } = await sent(leadTo(port), { tls: { ...tls, verification: 'required' } });
    expect(exchange).toMatchObject({ tls: { isVerified: true }, response: { head: { status: 200 } }, problem: null });
    const refused = await sent(leadTo(port), {
      tls: { ...tls, serverName: 'other.example', verification: 'required' },
    });
    expectProblem(refused.exchange.problem, 'certificate-wrong-host');
    expect(refused.exchange.sent.length).toBe(0);
  });

  it('tells the proxy its name and password, and the server nothing of them', async () => {
    const server = closed(await serve((socket) => socket.write(ANSWER)));
    const proxy = closed(await connectProxy(leadTo(server.port)));
    await send(orderTo(443, { host: '::1', proxy: through(proxy.port, 'Basic bmFtZTpzZWNyZXQ=') }));
    expect(proxy.asked).toEqual([
      'CONNECT [::1]:443 HTTP/1.1\r\nHost: [::1]:443\r\nProxy-Authorization: Basic bmFtZTpzZWNyZXQ=\r\n\r\n',
    ]);
    expect(server.received()).toEqual(Buffer.from(GET));
  });

  it('waits for an answer in many pieces', async () => {
    const { exchange } = await sent((client) => {
      client.once('data', () => client.write(ANSWER));
      writeSlowly(client, ['HTTP/1.1 2', '00 OK\r\nVia: x', '\r\n\r', '\n']);
    });
    expect(exchange).toMatchObject({ response: { head: { status: 200 } }, problem: null });
  });
});

describe('a proxy that answers with an interim response', () => {
  it.each(['HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 102\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\n'])(
    'has a final one, which connects or does not: %j',
    async (interim) => {
      const server = closed(await serve((socket) => socket.write(ANSWER)));
      const { exchange } = await sent((client) => {
        client.write(interim);
        leadTo(server.port)(client);
      });
      expect(exchange).toMatchObject({ received: { kept: ANSWER }, problem: null });
      const refusing = await sent((client) => client.end(`${interim}HTTP/1.1 403 No\r\n\r\n`));
      const { says } = expectProblem(refusing.exchange.problem, 'proxy-refused');
      expect(says).toContain('it answered 403 "No".');
      expect(refusing.exchange.sent.length).toBe(0);
    },
  );

  it('has not connected before that', async () => {
    const { exchange } = await sent((client) => client.write('HTTP/1.1 100\r\n\r\n'), { limits: { firstByte: 50 } });
    expectProblem(exchange.problem, 'first-byte-timeout');
    expect(exchange.sent.length).toBe(0);
  });

  it('has not connected by another protocol', async () => {
    const { exchange } = await sent((client) => client.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'));
    expectProblem(exchange.problem, 'proxy-refused');
    expect(exchange.sent.length).toBe(0);
  });
});

describe('a proxy that does not connect', () => {
  it('is a problem with its status, and the request is not sent', async () => {
    const { exchange } = await sent((client) => client.end('HTTP/1.1 403 Forbidden\r\n\r\n'));
    const { says, fix } = expectProblem(exchange.problem, 'proxy-refused');
    expect(says).toMatch(
      /^The proxy 127\.0\.0\.1 port \d+ does not connect to photos\.bucket\.example port 80: it answered 403 "Forbidden"\.$/,
    );
    expect(fix).toContain('NO_PROXY');
    expect(exchange.peer).toMatchObject({ host: '127.0.0.1', role: 'proxy' });
    expect(exchange.sent.length).toBe(0);
  });

  it.each([
    ['403', '403'],
    ['403  ', '403'],
    ['403 Not on Mondays', '403 "Not on Mondays"'],
    ['403 Access "denied"', '403 "Access \\"denied\\""'],
    ['403 \x1b[2Jcontrol', '403 "\\u001b[2Jcontrol"'],
    ['403 Pas d\xc3\xa9j\xc3\xa0', '403 "Pas d\u00e9j\u00e0"'],
    [`403 ${'x'.repeat(300)}`, '403'],
  ])('is quoted with its status and a short reason: %j', async (answer, quoted) => {
    const { exchange } = await sent((client) => client.end(`HTTP/1.1 ${answer}\r\n\r\n`, 'latin1'));
    expect(expectProblem(exchange.problem, 'proxy-refused').says).toContain(`: it answered ${quoted}.`);
  });

  it('is known when its head is', async () => {
    const { exchange } = await sent((client) => client.write('HTTP/1.1 403 No\r\nContent-Length: 100\r\n\r\nNot on'));
    expect(expectProblem(exchange.problem, 'proxy-refused').says).toContain(': it answered 403 "No".');
  });

  it('that was given a password is quoted with its status only', async () => {
    const proxy = closed(await connectProxy((client) => client.end('HTTP/1.1 407 bad alice:hunter2-lo\r\n\r\n')));
    const order = orderTo(80, { host: 'h', proxy: through(proxy.port, 'Basic bjpw') });
    expect(expectProblem((await send(order)).problem, 'proxy-refused').says).toContain(': it answered 407.');
  });

  it('asks for a password', async () => {
    const { exchange } = await sent((client) =>
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n'),
    );
    expect(expectProblem(exchange.problem, 'proxy-refused').fix).toBe(
      'Write NAME:PASSWORD and an @ before the host in HTTPS_PROXY.',
    );
  });

  it('asks for no password, if it accepts none', async () => {
    const schemes = 'Proxy-Authenticate: NTLM\r\nProxy-Authenticate: Negotiate\r\n';
    const { exchange } = await sent((client) => client.end(`HTTP/1.1 407 No\r\n${schemes}\r\n`));
    expect(expectProblem(exchange.problem, 'proxy-refused').fix).toContain('accepts no name and password');
  });

  it('is not told to allow what it cannot reach', async () => {
    const { exchange } = await sent((client) => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
    expect(expectProblem(exchange.problem, 'proxy-refused').fix).toContain('could not reach it');
  });

  it('says that it refuses a name and a password, if it was given them', async () => {
    const proxy = closed(await connectProxy((client) => client.end('HTTP/1.1 407 Authentication Required\r\n\r\n')));
    const order = orderTo(80, { host: 'photos.bucket.example', proxy: through(proxy.port, 'Basic bjpw') });
    expect(expectProblem((await send(order)).problem, 'proxy-refused').fix).toBe(
      'It does not accept the name and the password in HTTPS_PROXY: check them.',
    );
  });

  it.each([
    [
      'is no proxy',
      (client: { write(text: string): unknown }) => client.write('220 mail ready\r\n\r\n'),
      'proxy-answer',
    ],
    [
      'never ends its head',
      (client: { write(text: string): unknown }) => client.write(`HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(20_000)}`),
      'proxy-answer',
    ],
    ['closes', (client: { destroy(): unknown }) => client.destroy(), 'connection-lost'],
  ] as const)('%s', async (_what, answer, code) => {
    const { exchange } = await sent(answer as Parameters<typeof connectProxy>[0]);
    expectProblem(exchange.problem, code);
  });

  it('never answers', async () => {
    const { exchange } = await sent(() => {}, { limits: { firstByte: 50 } });
    expectProblem(exchange.problem, 'first-byte-timeout');
  });

  it('uses a part of the time for everything', async () => {
    const server = closed(await serve(() => {}));
    const { exchange } = await sent(leadTo(server.port), { limits: { whole: 500 } });
    expectProblem(exchange.problem, 'whole-timeout');
  });

  it('is not there', async () => {
    const exchange = await send(orderTo(80, { host: 'h', proxy: through(await silentPort()) }));
    expectProblem(exchange.problem, 'connection-refused');
  });

  it('is interrupted', async () => {
    const aborting = new AbortController();
    const { exchange } = await sent(() => aborting.abort(), { signal: aborting.signal });
    expectProblem(exchange.problem, 'interrupted');
  });
});

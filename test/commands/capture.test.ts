/** `sigv4 capture` between a raw client and a sandbox. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { open } from '../../src/commands/open/open.ts';
import { makeAuthority } from '../../src/crypto/certificates.ts';
import {
  captureHere,
  closing,
  exchangeAfterConnect,
  exchangeInTunnel,
  exchangeWith,
} from '../support/commands/capture-here.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { type Order, ordered, SECRET } from '../support/sandbox/sandbox-client.ts';
import { openSandbox } from '../support/sandbox/sandbox-server.ts';
import { chunked } from '../support/sigv4/chunked-order.ts';
import { serve, silentPort } from '../support/wire/tcp-server.ts';

const ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

async function captured(...order: Parameters<typeof captureHere>) {
  const here = await captureHere(...order);
  ending.push(here.stop);
  return here;
}

async function sandbox() {
  const server = await openSandbox();
  ending.push(server.close);
  return server;
}

describe('a reverse proxy', () => {
  it('verifies what passes to its own sandbox, and reports it', async () => {
    const { port, lines, errors } = await captured({ sandbox: true });
    expect(errors()).toContain('export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1\n');
    const host = `127.0.0.1:${port}`;
    const { request } = ordered({ method: 'PUT', host, path: '/examplebucket/a b.txt', body: 'content' });
    expect(await exchangeWith(port, closing(request))).toMatch(/^HTTP\/1\.1 200 /);
    const get = closing(ordered({ host, path: '/examplebucket/a b.txt' }).request);
    expect(await exchangeWith(port, get)).toMatch(/\r\n\r\ncontent$/);
    // A mistake that is found at once.
    const wrong = closing(ordered({ host, path: '/examplebucket/a b.txt', secret: `${SECRET}\n` }).request);
    expect(await exchangeWith(port, wrong)).toMatch(/SignatureDoesNotMatch/);
    const common = { target: '/examplebucket/a%20b.txt', form: 'header' };
    expect(lines()).toMatchObject([
      { ...common, method: 'PUT', verdict: 'match', status: 200, stage: null, cause: null },
      { ...common, method: 'GET', verdict: 'match', status: 200, stage: null, cause: null },
      { ...common, method: 'GET', verdict: 'mismatch', status: 403, cause: 'secret-whitespace-newline' },
    ]);
    expect(errors()).toContain('PUT /examplebucket/a%20b.txt → 200 (header, match, 7 bytes, ');
  });

  it('says at the first request whose address the client signs', async () => {
    const server = await sandbox();
    const { port, errors } = await captured({ upstream: server.url });
    const request = (at: number) =>
      closing(ordered({ host: `127.0.0.1:${at}`, path: '/examplebucket/test.txt' }).request);
    await exchangeWith(port, request(port));
    await exchangeWith(port, request(port));
    expect(errors().match(/The client signs Host: 127\.0\.0\.1:\d+, the address of this capture/g)).toHaveLength(1);
  });

  it('compares the hash of a body that is too long to keep', async () => {
    const { port, lines } = await captured({ sandbox: true });
    const order = {
      method: 'PUT',
      host: `127.0.0.1:${port}`,
      path: '/examplebucket/long',
      body: 'x'.repeat(1_500_000),
    };
    const { request } = ordered(order);
    await exchangeWith(port, closing(request));
    await exchangeWith(port, `${closing(request).slice(0, -1)}y`);
    expect(lines()).toMatchObject([
      { verdict: 'match', status: 200, cause: null },
      { verdict: 'mismatch', status: 400, stage: 'hashed-payload' },
    ]);
  });

  it('verifies the head of a request whose body was not sent to its end', async () => {
    const { port, lines } = await captured({ upstream: `http://127.0.0.1:${await silentPort()}` });
    const place = { host: `127.0.0.1:${port}`, path: '/examplebucket/new' };
    const uploads = [chunked(place), ordered({ ...place, method: 'PUT', body: 'x'.repeat(1_500_000) })];
    for (const { request } of uploads) expect(await exchangeWith(port, request)).toMatch(/^HTTP\/1\.1 502 /);
    const failed = { verdict: 'match', status: null, stage: 'transport', cause: 'connection-refused' };
    expect(lines()).toMatchObject([
      { ...failed, form: 'chunks' },
      { ...failed, form: 'header' },
    ]);
  });

  it('reports a server that resets as transport', async () => {
    const server = await serve((socket) => socket.resetAndDestroy());
    ending.push(server.close);
    const { port, lines } = await captured({ upstream: `http://127.0.0.1:${server.port}` });
    await exchangeWith(port, ordered({ path: '/x' }).request);
    expect(lines()).toMatchObject([{ status: null, stage: 'transport', cause: 'connection-reset' }]);
  });
});

describe('a forward proxy', () => {
  it('sends an absolute target in origin form, without the fields for the proxy, and shows both', async () => {
    const { port, lines, errors } = await captured({ map: ['s3.example.com=sandbox'] });
    const { request } = ordered({ host: 's3.example.com', path: '/examplebucket/test.txt' });
    const absolute = closing(request)
      .replace('GET /', 'GET http://s3.example.com/')
      .replace('\r\n', '\r\nProxy-Connection: keep-alive\r\n');
    expect(await exchangeWith(port, absolute)).toMatch(/^HTTP\/1\.1 200 /);
    expect(lines()).toMatchObject([{ target: '/examplebucket/test.txt', verdict: 'match', status: 200 }]);
    expect(errors()).toContain('  - Proxy-Connection: keep-alive\n');
    expect(errors()).toContain('  + GET /examplebucket/test.txt HTTP/1.1\n');
    for (const name of [
      'http_proxy',
      'HTTPS_PROXY',
      'AWS_CA_BUNDLE',
      'NODE_EXTRA_CA_CERTS',
      'SSL_CERT_FILE',
      'CURL_CA_BUNDLE',
      'NODE_USE_ENV_PROXY=1',
      `s3cmd needs proxy_host=127.0.0.1, proxy_port=${port},`,
      'NO_PROXY=169.254.169.254',
    ]) {
      expect(errors()).toContain(name);
    }
    // zsh does not skip a comment that is pasted.
    expect(errors()).not.toMatch(/^ {2}export .*#/m);
  });

  it.each([
    ['amazonaws.com', 'examplebucket.s3.us-east-1.amazonaws.com', '/test.txt'],
    ['amazonaws.com', 's3.us-east-1.amazonaws.com', '/examplebucket/test.txt'],
    ['examplebucket.s3.amazonaws.com', 'examplebucket.s3.amazonaws.com', '/test.txt'],
    ['example.com', 'examplebucket.example.com', '/test.txt'],
    ['example.com', 'example.com', '/examplebucket/test.txt'],
  ])('maps %s, with the bucket of %s', async (name, host, path) => {
    const { port, lines } = await captured({ map: [`${name}=sandbox`] });
    const request = closing(ordered({ host, path }).request).replace('GET /', `GET http://${host}/`);
    expect(await exchangeWith(port, request)).toMatch(/^HTTP\/1\.1 200 /);
    expect(lines()).toMatchObject([{ target: path, verdict: 'match', status: 200 }]);
  });

  it('maps a host and a part of its name, of which the longer one counts', async () => {
    const other = await serve((socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n'));
    ending.push(other.close);
    const { port } = await captured({
      map: ['test=sandbox', `example.test=http://127.0.0.1:${other.port}`, 's3.example.test=sandbox'],
    });
    const statusOf = async (host: string) => {
      const request = closing(ordered({ host, path: '/test.txt' }).request).replace('GET /', `GET http://${host}/`);
      return (await exchangeWith(port, request)).slice(0, 12);
    };
    expect(await statusOf('examplebucket.s3.example.test')).toBe('HTTP/1.1 200');
    expect(await statusOf('examplebucket.test')).toBe('HTTP/1.1 200');
    expect(await statusOf('examplebucket.example.test')).toBe('HTTP/1.1 204');
  });

  it('opens the TLS of a named host with a certificate for it, and offers HTTP/1.1 only', async () => {
    const { port, lines, errors } = await captured(
      { map: ['s3.example.com=sandbox'] },
      { makeAuthority: () => makeAuthority(new Date()) },
    );
    const ca = readFileSync(/AWS_CA_BUNDLE=(\S+)/.exec(errors())?.[1] ?? '', 'utf8');
    const host = 'examplebucket.s3.example.com';
    const send = (order: Partial<Order>) =>
      exchangeInTunnel(port, { authority: `${host}:443`, ca, request: closing(ordered({ host, ...order }).request) });
    const { text, protocol } = await send({});
    expect(text).toMatch(/^HTTP\/1\.1 200 /);
    expect(protocol).toBe('http/1.1');
    // Longer than what is kept.
    const body = randomBytes(1_500_000).toString('latin1');
    expect((await send({ method: 'PUT', path: '/long', body })).text).toMatch(/^HTTP\/1\.1 200 /);
    expect((await send({ path: '/long' })).text.endsWith(`\r\n\r\n${body}`)).toBe(true);
    expect(lines()).toMatchObject([
      { target: '/test.txt', verdict: 'match', status: 200 },
      { method: 'PUT', target: '/long', verdict: 'match', status: 200 },
      { method: 'GET', target: '/long', verdict: 'match', status: 200 },
    ]);
  });

  // As fetch of Node.js sends it through a proxy. Some clients do not wait for the answer to CONNECT.
  it.each(['after the answer', 'with the CONNECT'])('reads a CONNECT without TLS inside, sent %s', async (when) => {
    const { port, lines } = await captured({ map: ['s3.example.com=sandbox'] });
    const connectTo =
      'CONNECT s3.example.com:80 HTTP/1.1\r\nhost: s3.example.com:80\r\nproxy-connection: keep-alive\r\nConnection: close\r\n\r\n';
    const { request } = ordered({ host: 's3.example.com', path: '/examplebucket/test.txt' });
    const text = await exchangeAfterConnect(port, connectTo, closing(request), when === 'with the CONNECT');
    expect(text).toMatch(/^HTTP\/1\.1 200 Connection Established\r\n\r\nHTTP\/1\.1 200 OK\r\n/);
    expect(lines()).toMatchObject([{ target: '/examplebucket/test.txt', verdict: 'match', status: 200 }]);
  });

  it('passes every other CONNECT and every other host unread and unrecorded', async () => {
    const server = await serve((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nsecret'));
    ending.push(server.close);
    const { port, lines, errors } = await captured({});
    const before = errors();
    const socket = connect(port, '127.0.0.1');
    socket.write(`CONNECT 127.0.0.1:${server.port} HTTP/1.1\r\n\r\nnot TLS`);
    let text = '';
    socket.on('data', (piece) => {
      text += piece;
    });
    await new Promise((resolve) => socket.on('close', resolve));
    expect(text).toMatch(/^HTTP\/1\.1 200 Connection Established\r\n\r\nHTTP\/1\.1 200 OK\r\n\r\nsecret$/);
    await exchangeWith(port, `GET http://127.0.0.1:${server.port}/ HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(server.received().toString()).toBe('not TLSGET / HTTP/1.1\r\nHost: x\r\n\r\n');
    expect(lines()).toEqual([]);
    expect(errors()).toBe(before);
  });

  it('says to a client that uses it as its endpoint what it is', async () => {
    const { port } = await captured({});
    expect(await exchangeWith(port, 'GET / HTTP/1.1\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 .*--upstream URL/s);
  });
});

/** Each fault with a request that it breaks, and the cause that is named. */
const BROKEN = [
  ['host-rewritten', {}, 'host-rewritten-by-proxy'],
  ['port-dropped', {}, 'host-nondefault-port-not-signed'],
  ['accept-encoding-changed', { headers: [['accept-encoding', 'gzip']] }, 'accept-encoding-rewritten'],
  ['path-encoded-again', { path: '/examplebucket/a+b' }, 'literal-plus-read-as-space'],
  ['slashes-merged', { path: '/examplebucket/a//b' }, 'path-normalised'],
  ['prefix-stripped', {}, 'path-prefix-stripped-by-proxy'],
  ['query-lost', { query: [['list-type', '2']], path: '/examplebucket' }, 'query-not-canonicalised'],
  ['header-added', {}, 'xamz-header-not-signed'],
  ['header-dropped', { headers: [['range', 'bytes=0-3']] }, 'signed-header-dropped-in-transit'],
  ['head-as-get', { method: 'HEAD' }, 'method-mismatch'],
  [
    'content-type-overwritten',
    { method: 'PUT', body: 'x', headers: [['content-type', 'text/plain']] },
    'content-type-added-or-changed',
  ],
] as const;

describe('faults', () => {
  it.each(BROKEN)('%s is named by the diagnosis', async (fault, order, cause) => {
    const { port, lines, errors } = await captured({ sandbox: true, fault: [fault] });
    const request = { host: `127.0.0.1:${port}`, path: '/examplebucket/test.txt', ...structuredClone(order) };
    expect(await exchangeWith(port, closing(ordered(request as object).request))).toMatch(/^HTTP\/1\.1 40/);
    expect(lines(), errors()).toMatchObject([{ verdict: 'match', cause }]);
  });

  it('reports a cut as transport', async () => {
    const { port, lines } = await captured({ sandbox: true, fault: ['cut'] });
    const { request } = ordered({ host: `127.0.0.1:${port}`, path: '/examplebucket/test.txt' });
    expect(await exchangeWith(port, closing(request))).toMatch(/^HTTP\/1\.1 200 .*\r\n\r\n$/s);
    expect(lines()).toMatchObject([{ status: 200, verdict: 'match', stage: 'transport', cause: 'connection-cut' }]);
  });
});

it('reports a client that does not wait for a delay as transport', { tags: ['expensive'] }, async () => {
  const { port, lines } = await captured({ sandbox: true, fault: ['delay'] });
  const socket = connect(port, '127.0.0.1');
  socket.end(ordered({ host: `127.0.0.1:${port}`, path: '/examplebucket/test.txt' }).request);
  await expect
    .poll(lines)
    .toMatchObject([{ status: 200, verdict: 'match', stage: 'transport', cause: 'client-closed' }]);
});

/** The proxy of the user: it makes one fault. What it forwards to says nothing about what it computed. */
describe('two taps', () => {
  it.each(BROKEN)('%s, made by a proxy in the middle, is shown and named', async (fault, order, cause) => {
    const mute = await serve((socket) => socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'));
    ending.push(mute.close);
    const afterPort = await silentPort();
    const proxy = await captured({ upstream: `http://127.0.0.1:${afterPort}`, fault: [fault] });
    const { port, lines, errors } = await captured({
      before: `http://127.0.0.1:${proxy.port}`,
      after: `http://127.0.0.1:${mute.port}`,
      afterPort: String(afterPort),
    });
    const request = { host: `127.0.0.1:${port}`, path: '/examplebucket/test.txt', ...structuredClone(order) };
    await exchangeWith(port, closing(ordered(request as object).request));
    expect(lines(), errors()).toMatchObject([{ verdict: 'match', status: 403, cause }]);
    expect(errors()).toMatch(/\n {2}[-+] /);
    // A header that is not signed changes nothing that the server computes, so only a server that speaks proves it.
    const isProved = fault !== 'header-added';
    expect(errors()).toContain(isProved ? '\n  Fix: ' : '\n  Probable cause of request 1');
  });
});

describe('two taps, with a proxy that does not forward', () => {
  it('says that nothing arrived at the server', async () => {
    const proxy = await serve((socket) => socket.end('HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n'));
    ending.push(proxy.close);
    const { port, lines, errors } = await captured({
      before: `http://127.0.0.1:${proxy.port}`,
      after: 'http://127.0.0.1:1',
    });
    await exchangeWith(port, closing(ordered({ path: '/x' }).request));
    expect(lines()).toMatchObject([{ status: 413, stage: 'transport', cause: 'not-forwarded' }]);
    expect(errors()).toContain('Your proxy answered 413 itself: nothing arrived at the server.');
  });
});

it('records each exchange in a file that only its owner reads, and opens it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'record-'));
  ending.push(async () => rmSync(folder, { recursive: true }));
  const { port } = await captured({ sandbox: true, record: folder, fault: ['slashes-merged'] });
  const { request } = ordered({ host: `127.0.0.1:${port}`, path: '/examplebucket/a//b' });
  const response = await exchangeWith(port, closing(request));
  const [name = '', ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  const text = readFileSync(join(folder, name), 'latin1');
  expect(text).toContain(`\n${closing(request)}\n`);
  expect(text.replace(/\n< \S+ \d+\n/g, '')).toContain(response.slice(-200));
  const { world, output } = worldOf({}, { [name]: text });
  expect(await open.run(world, {}, [name])).toBe(1);
  expect(output()).toContain('GET /examplebucket/a//b → 403 (header, match, ');
  expect(output()).toContain('+ GET /examplebucket/a/b HTTP/1.1');
  expect(output()).toContain('path-normalised');
  const torn = worldOf({}, { [name]: text.slice(0, -20) });
  expect(await open.run(torn.world, {}, [name])).toBe(2);
  expect(torn.errors()).toContain('ends in the middle');
});

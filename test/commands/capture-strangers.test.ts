/** What web pages of strangers reach through a browser of this machine and a capture that is an endpoint: nothing. */
import { afterEach, describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { captureHere, closing, exchangeWith } from '../support/commands/capture-here.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';
import type { Pair } from '../support/sigv4/independent-signer.ts';
import { serve, silentPort } from '../support/wire/tcp-server.ts';

const ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

/** A capture in front of a server that looks at nothing. */
async function endpoint(optionsOf: (server: string) => OptionValues = (server) => ({ upstream: server })) {
  const server = await serve((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret'));
  const here = await captureHere(optionsOf(`http://127.0.0.1:${server.port}`));
  ending.push(here.stop, server.close);
  const send = (headers: readonly Pair[], host = `127.0.0.1:${here.port}`, method = 'GET') => {
    const unsigned = headers.map(([name]) => name.toLowerCase());
    return exchangeWith(here.port, closing(ordered({ method, host, path: '/private/doc', headers, unsigned }).request));
  };
  return { ...here, server, send };
}

const EVIL: readonly Pair[] = [['Origin', 'http://evil.example']];
const EMBEDDED: readonly Pair[] = [
  ['Sec-Fetch-Site', 'cross-site'],
  ['Sec-Fetch-Mode', 'no-cors'],
];

describe('a request of a page of another site', () => {
  it.each([
    ['a script or a form', EVIL, 'POST', 'Origin \\"http://evil.example\\"'],
    ['an image', EMBEDDED, 'GET', 'not embed it'],
  ])('is refused, not forwarded, and in the log: %s', async (_, headers, method, says) => {
    const { send, server, errors, lines } = await endpoint();
    expect(await send(headers, undefined, method)).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n.*nosniff.*sigv4 capture: /s);
    expect(server.received().length).toBe(0);
    expect(lines()).toMatchObject([
      { method, target: '/private/doc', status: null, stage: 'transport', cause: 'foreign-page' },
    ]);
    expect(errors()).toContain(says.replaceAll('\\"', '"'));
  });

  it('is refused at each tap', async () => {
    const afterPort = await silentPort();
    const { send, server } = await endpoint((to) => ({ before: to, after: to, afterPort: String(afterPort) }));
    expect(await send(EVIL)).toMatch(/^HTTP\/1\.1 403 /);
    const { request } = ordered({ host: 'backend', headers: EVIL, unsigned: ['origin'] });
    expect(await exchangeWith(afterPort, closing(request))).toMatch(/^HTTP\/1\.1 403 /);
    expect(server.received().length).toBe(0);
  });

  it('is refused in front of the sandbox in this program', async () => {
    const { send } = await endpoint(() => ({ sandbox: true }));
    expect(await send(EVIL)).toMatch(/^HTTP\/1\.1 403 .*sigv4 capture: /s);
  });

  it('is forwarded if its host is allowed, as is a page of this machine', async () => {
    const { send } = await endpoint((upstream) => ({ upstream, allowHost: ['Evil.example'] }));
    expect(await send(EVIL)).toMatch(/^HTTP\/1\.1 200 /);
    expect(await send([['Origin', 'http://localhost:3000']])).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('a request for a host that the capture does not serve', () => {
  it('is refused and not forwarded, with everything after it on the connection', async () => {
    const { port, send, server, lines } = await endpoint();
    const host = `evil.example:${port}`;
    expect(await send([], host)).toMatch(/^HTTP\/1\.1 403 /);
    expect(lines()).toMatchObject([{ status: null, stage: 'transport', cause: 'foreign-host' }]);
    const { request } = ordered({ host });
    const next = ordered({ host: `127.0.0.1:${port}` }).request;
    expect(await exchangeWith(port, `${request}${closing(next)}`)).toMatch(/^HTTP\/1\.1 403 /);
    expect(server.received().length).toBe(0);
  });

  it('is one for a name that only looks like a loopback address', async () => {
    const { send, server } = await endpoint();
    expect(await send([], '127.0.0.256')).toMatch(/^HTTP\/1\.1 403 /);
    expect(await send([['Origin', 'http://127.0.0.999']])).toMatch(/^HTTP\/1\.1 403 /);
    expect(server.received().length).toBe(0);
  });

  it.each(['localhost', 'bucket.localhost', '[::1]', 'examplebucket.s3.eu-west-1.amazonaws.com'])(
    'is not one for %s',
    async (name) => {
      const { port, send } = await endpoint();
      expect(await send([], `${name}:${port}`)).toMatch(/^HTTP\/1\.1 200 /);
    },
  );

  it('is not one for the server, for an allowed host, or for a host that a proxy chose', async () => {
    const allowed = await endpoint((upstream) => ({ upstream, allowHost: ['storage.test'] }));
    expect(await allowed.send([], 'Storage.Test:9000')).toMatch(/^HTTP\/1\.1 200 /);
    const inside = await endpoint(() => ({ sandbox: true, allowHost: ['storage.test'] }));
    expect(await inside.send([], 'storage.test')).toMatch(/^HTTP\/1\.1 404 .*<Code>NoSuchBucket</s);
    const named = await endpoint(() => ({ upstream: 'http://storage.invalid:9000' }));
    expect(await named.send([], 'bucket.storage.invalid:9000')).toMatch(/^HTTP\/1\.1 502 /);
    const afterPort = await silentPort();
    await endpoint((to) => ({ before: to, after: to, afterPort: String(afterPort) }));
    const { request } = ordered({ host: 'backend' });
    expect(await exchangeWith(afterPort, closing(request))).toMatch(/^HTTP\/1\.1 200 /);
  });
});

it('looks at neither as a proxy, whose browser shows the pages of all sites', async () => {
  const { port, server } = await endpoint((to) => ({ map: [`s3.example.com=${to}`] }));
  const { request } = ordered({ host: 's3.example.com', headers: EVIL, unsigned: ['origin'] });
  const absolute = closing(request).replace('GET /', 'GET http://s3.example.com/');
  expect(await exchangeWith(port, absolute)).toMatch(/^HTTP\/1\.1 200 /);
  expect(server.received().toString()).toContain('Origin: http://evil.example');
});

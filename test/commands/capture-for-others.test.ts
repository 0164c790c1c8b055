/** What a capture gives to other computers that can reach it. */
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { capture } from '../../src/commands/capture/capture.ts';
import { captureHere, closing, exchangeWith } from '../support/commands/capture-here.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/commands/test-world.ts';
import { KEY_ID, ordered, SECRET } from '../support/sandbox/sandbox-client.ts';
import { serve } from '../support/wire/tcp-server.ts';

const ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

/** An address that stands for all of this computer's, of which the tests use only the loopback address. */
const OTHERS = '0.0.0.0';

async function forOthers(options: OptionValues, keys = '') {
  const here = await captureHere({ listen: OTHERS, ...options }, { readFile: async () => octetsFromText(keys) });
  ending.push(here.stop);
  return here;
}

describe('the sandbox of a capture', () => {
  it.each([
    [{ sandbox: true }, ''],
    [{ map: ['s3.example.com=sandbox'] }, ''],
    [{ sandbox: true, secretFrom: 'keys' }, `${KEY_ID}:${SECRET}`],
  ])('is not for others with a key that everyone knows: %j', async (options, keys) => {
    const readFile = async () => octetsFromText(keys);
    const { world, errors } = worldOf({ environment: EXAMPLE_KEYS, readFile });
    expect(await capture.run(world, { listen: OTHERS, ...options }, [])).toBe(2);
    expect(errors()).toContain(`Others can reach ${OTHERS}, and everyone knows a key of the sandbox.`);
  });

  it('is for others with keys of one’s own, and then accepts no published key', async () => {
    const own = { keyId: 'AKIAOWNEXAMPLE', secret: 'a secret that was made up' };
    const { port, errors } = await forOthers({ sandbox: true, secretFrom: 'keys' }, `${own.keyId}:${own.secret}`);
    const place = { host: `127.0.0.1:${port}`, path: '/examplebucket/test.txt' };
    const send = (order: object) => exchangeWith(port, closing(ordered({ ...place, ...order }).request));
    expect(await send(own)).toMatch(/^HTTP\/1\.1 200 /);
    expect(await send({ ...own, host: 'machine.example' })).toMatch(/^HTTP\/1\.1 200 /);
    expect(await send({})).toMatch(/<Code>InvalidAccessKeyId</);
    expect(errors()).not.toContain(SECRET);
  });
});

/** Sends CONNECT, and returns what comes back first. */
const firstAfterConnect = (port: number, authority: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', (piece) => {
      socket.destroy();
      resolve(String(piece));
    });
    socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: ${authority}\r\n\r\n`);
  });

/** Names of this computer and of its link, in forms that read as other names. */
const LOCAL = [
  '127.0.0.1',
  '127.1',
  'localhost',
  '0.0.0.0',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '169.254.169.254',
  '[fe80::1]',
];

describe('a proxy for others', () => {
  async function service() {
    const server = await serve((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nsecret'));
    ending.push(server.close);
    return server;
  }

  it.each(LOCAL)('does not lead to services that only this computer reaches: %s', async (host) => {
    const server = await service();
    const { port } = await forOthers({});
    const says = /^HTTP\/1\.1 502 Bad Gateway\r\n.*which only this computer reaches\. .*--intercept or --map/s;
    const authority = `${host}:${server.port}`;
    expect(await exchangeWith(port, `GET http://${authority}/ HTTP/1.1\r\nHost: x\r\n\r\n`)).toMatch(says);
    expect(await firstAfterConnect(port, authority)).toMatch(says);
    expect(server.received().length).toBe(0);
  });

  it('leads to a host that is named', async () => {
    const server = await service();
    const authority = `localhost:${server.port}`;
    const get = `GET http://${authority}/ HTTP/1.1\r\nHost: x\r\n\r\n`;
    const opened = await forOthers({ intercept: ['localhost'] });
    expect(await exchangeWith(opened.port, get)).toMatch(/secret$/);
    const mapped = await forOthers({ map: [`s3.example.com=http://${authority}`] });
    expect(await exchangeWith(mapped.port, get.replace(authority, 's3.example.com'))).toMatch(/secret$/);
  });

  it('leads this computer to its own services', async () => {
    const server = await service();
    const { port } = await forOthers({ listen: '127.0.0.1' });
    const authority = `127.0.0.1:${server.port}`;
    expect(await exchangeWith(port, `GET http://${authority}/ HTTP/1.1\r\nHost: x\r\n\r\n`)).toMatch(/secret$/);
    expect(await firstAfterConnect(port, authority)).toMatch(/^HTTP\/1\.1 200 /);
  });
});

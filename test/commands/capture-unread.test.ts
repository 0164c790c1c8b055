/** What a capture cannot read is shown, logged, and recorded as such. An endpoint forwards no head that it cannot read. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { open } from '../../src/commands/open/open.ts';
import { captureHere, exchangeWith } from '../support/commands/capture-here.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { serve, silentPort } from '../support/wire/tcp-server.ts';

const ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

const TOKEN = 'a-token-of-a-client';
const UNREADABLE = `PUT /a?X-Amz-Security-Token=${TOKEN} HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello`;
const LATER = 'DELETE /important HTTP/1.1\r\n\r\n';
const ANSWER = 'HTTP/1.1 204 No Content\r\n\r\n';

async function server() {
  const made = await serve((socket) => socket.end(ANSWER));
  ending.push(made.close);
  return made;
}

it('has a row, a record, and a recording of all bytes, which says why it has no request', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'record-'));
  ending.push(async () => rmSync(folder, { recursive: true }));
  const to = await server();
  const { port, errors, lines, stop } = await captureHere({ upstream: `http://127.0.0.1:${to.port}`, record: folder });
  ending.push(stop);
  const answer = await exchangeWith(port, UNREADABLE + LATER);
  expect(answer).toMatch(/^HTTP\/1\.1 400 .*sigv4 capture: The Content-Length of the request is not one number\. /s);
  expect(to.received().length).toBe(0);
  const target = `/a?X-Amz-Security-Token=${'*'.repeat(TOKEN.length)}`;
  expect(errors()).toContain(
    [
      `PUT ${target} → cannot be read\n`,
      '  Cause (transport): This cannot be read. The Content-Length of the request is not one number. ',
      'The capture refused it, forwarded nothing of it, and closed the connection.\n',
      '  Fix: ',
    ].join(''),
  );
  expect(errors()).not.toContain(TOKEN);
  expect(lines()).toMatchObject([
    { method: 'PUT', target, verdict: 'unknown', status: null, stage: 'transport', cause: 'content-length' },
  ]);
  await expect.poll(() => readdirSync(folder)).toEqual([expect.stringMatching(/-00001-unread\.exchange$/)]);
  const text = readFileSync(join(folder, String(readdirSync(folder)[0])), 'latin1');
  expect(text).toMatch(/\n= content-length The Content-Length of the request is not one number\.\n$/);
  expect(text.replace(/\n> \S+ \d+\n/g, '')).toContain(UNREADABLE + LATER);
  expect(text).toContain(answer);
  const opened = worldOf({}, { recording: text });
  expect(await open.run(opened.world, {}, ['recording'])).toBe(2);
  expect(opened.errors()).toContain('The file has no request that can be read. The Content-Length of the request');
});

it('has a row that names no request if it is not HTTP', async () => {
  const to = await server();
  const { port, errors, lines, stop } = await captureHere({ upstream: `http://127.0.0.1:${to.port}` });
  ending.push(stop);
  expect(await exchangeWith(port, '\x16\x03\x01 hello')).toMatch(/^HTTP\/1\.1 400 /);
  expect(to.received().length).toBe(0);
  expect(errors()).toContain('no request → cannot be read\n');
  expect(lines()).toMatchObject([{ method: '', target: '', status: null, cause: 'no-head' }]);
});

it('is forwarded within a body, whose head passed', async () => {
  const to = await server();
  const { port, errors, lines, stop } = await captureHere({ upstream: `http://127.0.0.1:${to.port}` });
  ending.push(stop);
  const upload = 'PUT /a HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nno length\r\n';
  expect(await exchangeWith(port, upload + LATER)).toBe(ANSWER);
  expect(to.received().toString()).toBe(upload + LATER);
  expect(errors()).toContain(`The capture forwards it to 127.0.0.1:${to.port} unread, and everything that follows`);
  await expect.poll(lines).toMatchObject([{ cause: 'chunk-size' }, { method: 'PUT', target: '/a', status: 204 }]);
});

describe('a page whose Origin is in a head that is too long to read', () => {
  const LONG = `POST /private HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\nx: ${'a'.repeat(70_000)}\r\n\r\n`;

  it('reaches nothing of the server of an endpoint, not even with what it sends next', async () => {
    const to = await server();
    const { port, lines, stop } = await captureHere({ upstream: `http://127.0.0.1:${to.port}` });
    ending.push(stop);
    expect(await exchangeWith(port, LONG + LATER)).toMatch(/^HTTP\/1\.1 400 /);
    expect(to.received().length).toBe(0);
    expect(lines()).toMatchObject([{ method: 'POST', target: '/private', cause: 'endless-head' }]);
  });

  it('reaches nothing at either tap', async () => {
    const to = await server();
    const afterPort = await silentPort();
    const url = `http://127.0.0.1:${to.port}`;
    const { port, stop } = await captureHere({ before: url, after: url, afterPort: String(afterPort) });
    ending.push(stop);
    for (const tap of [port, afterPort]) expect(await exchangeWith(tap, LONG)).toMatch(/^HTTP\/1\.1 400 /);
    expect(to.received().length).toBe(0);
  });
});

it('closes the connection as a proxy, which knows no server for it', async () => {
  const { port, errors, lines, stop } = await captureHere({});
  ending.push(stop);
  expect(await exchangeWith(port, 'GET http://s3.amazonaws.com/ HTTP/1.1\r\nHost : x\r\n\r\n')).toBe('');
  expect(errors()).toMatch(
    /GET http:\/\/s3\.amazonaws\.com\/ → cannot be read\n.*The capture closed the connection\.\n/,
  );
  expect(lines()).toMatchObject([{ method: 'GET', cause: 'field-line' }]);
});

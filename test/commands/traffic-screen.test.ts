/** The requests of `sigv4 sandbox` and `sigv4 capture` on the screen, over real sockets. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { closing, exchangeWith } from '../support/commands/capture-here.ts';
import { KEYS, type ScreenOptions, startScreenHere, type WalkScreen } from '../support/pty/walk-screen.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';

const NOW = '20130524T000000Z';
const LARGE: ScreenOptions = { columns: 120, rows: 40 };

let screen: WalkScreen;
afterEach(() => screen.dispose());

/** Opens the screen of a server, and resolves with its port once it waits for requests. */
async function open(line: readonly string[], options: ScreenOptions = {}): Promise<number> {
  screen = startScreenHere(line, options);
  await screen.until('waiting for requests');
  return Number(/:(\d+)/.exec(screen.header())?.[1]);
}

type Order = Parameters<typeof ordered>[0];

const send = (port: number, order: Order = {}) =>
  exchangeWith(
    port,
    closing(ordered({ host: `127.0.0.1:${port}`, path: '/examplebucket/test.txt', ...order }).request),
  );

const rows = () => screen.lines().filter((line) => /^ [ >] [✓·!✗…-] \d{3} /.test(line));

describe('the screen of a sandbox', () => {
  it('answers before it has looked for a cause, and says so', async () => {
    const port = await open(['sandbox', '--clock', NOW, '--fail-on-refused']);
    expect(await send(port, { secret: 'wrong' })).toContain('SignatureDoesNotMatch');
    await screen.until('Looking for the cause');
    await screen.press('d', 'Press any other key');
    await screen.press('j', 'This is the newest request');
    screen.write('qq');
    await screen.exited();
    expect(screen.exitCode()).toBe(1);
  });

  it('shows what is skipped, what is wrong though accepted, and bytes that are no request', async () => {
    const port = await open(['sandbox', '--clock', NOW, '--naive', 'signature'], LARGE);
    await exchangeWith(port, '\x16\x03\x01 not HTTP');
    await screen.until('A client sent no request.');
    await send(port, { secret: 'wrong' });
    await screen.until('! 200');
    expect(screen.header()).toContain('NAIVE: signature is skipped');
    expect(screen.text()).toContain('The signature is wrong.');
    // A body that the sandbox refused to read is unknown, not empty.
    await send(port, { method: 'PUT', path: '/no-such-bucket/x', body: 'content' });
    await screen.until('2 requests');
    screen.write(KEYS.interrupt);
    await screen.exited();
    expect(screen.exitCode()).toBe(0);
  });
});

describe('the screen of a sandbox for a class', () => {
  const SECRETS = {
    STUDENT01: 'aliceAliceAliceAliceAliceAliceAliceAlice',
    STUDENT02: 'bobBobBobBobBobBobBobBobBobBobBobBobBobB',
  };
  const home = mkdtempSync(join(tmpdir(), 'class-screen-'));
  const file = join(home, 'keys.csv');
  const lines = Object.entries(SECRETS).map(([id, secret]) => `,${id},${secret},${id.toLowerCase()}\r\n`);
  writeFileSync(file, `name,access key ID,secret access key,bucket\r\n${lines.join('')}`);
  afterAll(() => rmSync(home, { recursive: true }));
  const CLASS = ['sandbox', '--clock', NOW, '--make-keys', '2', '--csv', file];
  const wrongOrder = { keyId: 'STUDENT01', secret: SECRETS.STUDENT01.toUpperCase(), path: '/student01/a.txt' };

  /** Opens the verification and the diagnosis of a refused request, and returns all that was shown of them. */
  async function shownOf(line: readonly string[]): Promise<{ readonly shown: string; readonly signature: string }> {
    const port = await open(line, LARGE);
    await send(port, wrongOrder);
    await screen.until('1 refused');
    const right = ordered({ ...wrongOrder, host: `127.0.0.1:${port}`, secret: SECRETS.STUDENT01 }).request;
    const signature = /Signature=([0-9a-f]{64})/.exec(right)?.[1] ?? '';
    await screen.press('\r', 'mismatch at Signature');
    const texts = [screen.text()];
    await screen.press('d', ' DIAGNOSIS');
    texts.push(screen.text());
    await screen.press('\r', ' REPLAY');
    texts.push(screen.text());
    return { shown: texts.join('\n'), signature };
  }

  it('shows no right signature', async () => {
    const hidden = await shownOf(CLASS);
    expect(hidden.signature).toMatch(/^[0-9a-f]{64}$/);
    for (const part of [hidden.signature.slice(0, 12), hidden.signature.slice(-12)])
      expect(hidden.shown).not.toContain(part);
    expect(hidden.shown).not.toContain('They first differ at');
  });

  it('has a row for each key, and lists exactly the requests of the one that is chosen', async () => {
    const port = await open(CLASS, LARGE);
    const orders: Order[] = [
      { keyId: 'STUDENT01', secret: SECRETS.STUDENT01, path: '/student01/bob.txt', method: 'PUT', body: 'x' },
      { keyId: 'STUDENT02', secret: SECRETS.STUDENT02, path: '/student02/mine', method: 'PUT', body: 'x' },
      { keyId: 'STUDENT02', secret: SECRETS.STUDENT02, path: '/student01/bob.txt', method: 'DELETE' },
    ];
    for (const order of orders) await send(port, order);
    await screen.until('3 requests · 1 refused');
    await screen.press('/key:STUDENT02', 'with "key:STUDENT02": 2 of 3');
    await screen.press(`\r${KEYS.escape}`, () => rows().length === 3);
    await screen.press('K', 'Access keys');
    expect(screen.text()).toMatch(/> STUDENT01 +1 sent +✓ 200 PUT \/student01\/bob.txt/);
    expect(screen.text()).toMatch(/ {2}STUDENT02 +2 sent +1 refused {2}✗ 403 DELETE \/student01\/bob.txt/);
    await screen.press('j\r', 'with "key:STUDENT02 ": 2 of 3');
  });
});

describe('the screen of a capture', () => {
  it('switches faults on, which the diagnosis then names', async () => {
    const port = await open(['capture', '--sandbox'], LARGE);
    expect(screen.text()).toContain('curl --aws-sigv4 aws:amz:us-east-1:s3 --user AKIAIOSFODNN7EXAMPLE:');
    expect(screen.text()).toContain('byte for byte');
    await screen.press('F', 'host-rewritten');
    expect(screen.text().match(/\[ {2}\]/g)).toHaveLength(13);
    await screen.press('jjjj\r', '[on]  slashes-merged');
    await screen.press(KEYS.escape, 'FAULT slashes-merged');
    await screen.until('changed only by the faults below');
    expect(screen.text()).toContain('FAULT slashes-merged: this proxy');
    await send(port, { path: '/examplebucket//a.txt', date: nowStamp(), scope: nowScope() });
    await screen.until('canonical-uri · path-normalised');
    expect(screen.text()).toMatch(/- GET \/examplebucket\/\/a\.txt HTTP\/1\.1/);
    expect(screen.text()).toMatch(/\+ GET \/examplebucket\/a\.txt HTTP\/1\.1/);
    await screen.press('F0', 'Faults:');
    await screen.press(KEYS.escape, () => !screen.header().includes('FAULT'));
    await send(port, { path: '/examplebucket/test.txt', date: nowStamp(), scope: nowScope() });
    await screen.until(/✓ 200/);
    screen.write('qq');
    await screen.exited();
  });

  it('reads its lines to those who listen', async () => {
    screen = startScreenHere(['capture', '--sandbox', '--screen-reader'], LARGE);
    await screen.until('For the AWS CLI and the SDKs:');
    const port = Number(/:(\d+)/.exec(screen.text())?.[1]);
    await send(port, { date: nowStamp(), scope: nowScope() });
    await screen.until('request 1: GET /examplebucket/test.txt, 200, accepted, and the signature is right');
    screen.write('qq');
    await screen.exited();
  });
});

/** The clock of a capture is that of this computer. */
const nowStamp = () => new Date().toISOString().replace(/[-:]|\.\d+/g, '');
const nowScope = () => [nowStamp().slice(0, 8), 'us-east-1', 's3', 'aws4_request'];

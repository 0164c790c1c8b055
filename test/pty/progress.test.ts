/** Long work on a real terminal: how far it has come is said, it can be stopped, and nothing of that is left after. */
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { PROGRAM } from '../support/cli/program.ts';
import { EXAMPLE_KEYS } from '../support/commands/test-world.ts';
import { openTerminal, type Terminal } from '../support/pty/terminal.ts';
import { openTerminalHere } from '../support/screen/terminal-here.ts';
import { serve, type TcpServer } from '../support/wire/tcp-server.ts';

const MIB = 2 ** 20;

const folder = mkdtempSync(join(tmpdir(), 'sigv4-progress-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let terminal: Terminal | null = null;
let server: TcpServer | null = null;
afterEach(async () => {
  terminal?.dispose();
  await server?.close();
});

const ENVIRONMENT = { ...EXAMPLE_KEYS, AWS_REGION: 'us-east-1', HOME: folder };

async function urlOf(answer: (socket: Socket) => unknown): Promise<string> {
  server = await serve(answer);
  return `http://127.0.0.1:${server.port}/examplebucket/large`;
}

async function open(answer: (socket: Socket) => unknown, ...line: string[]): Promise<Terminal> {
  const url = await urlOf(answer);
  terminal = openTerminal(process.execPath, [PROGRAM, ...line, url], { environment: ENVIRONMENT });
  return terminal;
}

const large = at('gigabyte');
writeFileSync(large, 'The beginning');
// Nothing but a length: a hole in the file.
truncateSync(large, 1024 * MIB);
const UPLOAD = ['-X', 'PUT', '--data-binary', `@${large}`];

/** A tenth of what it promises. */
const slow = (socket: Socket) => {
  socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${100 * MIB}\r\n\r\n`);
  socket.write(Buffer.alloc(10 * MIB, 'z'));
};

describe('a large answer into a file', () => {
  it('says how far it is, and Ctrl-C stops it and leaves nothing of that', async () => {
    const screen = await open(slow, 'send', '-o', at('stopped'));
    await screen.until(/^Receiving… 10 of 100 MiB · \d+.*\/s/m);
    expect(screen.isAlternateScreen()).toBe(false);
    screen.write('\x03');
    await screen.exited();
    expect(screen.exitCode()).toBe(130);
    expect(screen.text()).not.toContain('Receiving');
    expect(screen.text()).toContain('sigv4: The exchange was interrupted.');
  });

  it('that is quick says nothing', async () => {
    const url = await urlOf((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc'));
    // In this process, which does not start first.
    const screen = openTerminalHere(['send', '-o', at('quick'), url], { environment: ENVIRONMENT });
    terminal = screen;
    await screen.exited();
    expect([screen.exitCode(), screen.written()]).toEqual([0, '']);
    expect(readFileSync(at('quick'), 'utf8')).toBe('abc');
  });
});

describe('a large body', () => {
  const nobody = () => {};

  it('is hashed while the screen says how far it is; keys typed meanwhile are for the walk', async () => {
    const screen = await open(nobody, 'walk', ...UPLOAD);
    await screen.until(/^SIGN {2}Hashing the body…$/m);
    expect(screen.isAlternateScreen()).toBe(true);
    await screen.until(/^\d+ of 1024 MiB · \d+(\.\d)? MiB\/s · \d+ s left · Ctrl-C stops$/m);
    screen.write('7');
    await screen.until('[7 Send]');
    expect(screen.text()).not.toContain('Hashing');
    screen.write('q');
    await screen.exited();
    expect([screen.exitCode(), screen.isAlternateScreen()]).toEqual([0, false]);
  });

  // What hashes does not ask which key stopped it.
  it.each<[string, string[], string, number]>([
    ['as a whole', [], '\x03', 130],
    ['in chunks', ['--payload', 'streaming'], 'q', 0],
  ])('that is hashed %s is not read to its end where somebody leaves', async (_how, options, key, code) => {
    const screen = await open(nobody, 'walk', ...UPLOAD, ...options);
    await screen.until('Hashing the body…');
    screen.write(key);
    await screen.exited();
    expect([screen.exitCode(), screen.isAlternateScreen(), screen.text().trim()]).toEqual([code, false, '']);
  });

  it('that send hashes says how far it is, and Ctrl-C stops it', async () => {
    const screen = await open(nobody, 'send', ...UPLOAD);
    await screen.until(/^Hashing the body… \d+ of 1024 MiB · /m);
    screen.write('\x03');
    await screen.exited();
    expect(screen.exitCode()).toBe(130);
    expect(screen.text()).not.toContain('Hashing');
    expect(server?.received().length).toBe(0);
  });

  it('says so to who listens, in lines that stay', async () => {
    const screen = await open(nobody, 'walk', '--screen-reader', ...UPLOAD);
    await screen.until(/^Hashing the body… \d+ of 1024 MiB · Ctrl-C stops$/m);
    screen.write('q');
    await screen.exited();
    expect([screen.exitCode(), screen.written().match(/Hashing/g)]).toEqual([0, ['Hashing']]);
  });
});

/** A body of a gigabyte on the real screen: looked at anywhere, sent, stopped; and an answer that is as large. */
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { PROGRAM } from '../support/cli/program.ts';
import { EXAMPLE_KEYS } from '../support/commands/test-world.ts';
import { openTerminal, type Terminal, type TerminalOptions } from '../support/pty/terminal.ts';
import { openTerminalHere } from '../support/screen/terminal-here.ts';
import { serve, type TcpServer } from '../support/wire/tcp-server.ts';

const KEYS = { enter: '\r', tab: '\t', escape: '\x1b' };
const GIB = 2 ** 30;

const folder = mkdtempSync(join(tmpdir(), 'sigv4-large-'));
const file = join(folder, 'large');
writeFileSync(file, 'The beginning');
// Nothing but a length: a hole in the file.
truncateSync(file, GIB);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let terminal: Terminal | null = null;
let server: TcpServer | null = null;
afterEach(async () => {
  terminal?.dispose();
  await server?.close();
});

const UPLOAD = ['-X', 'PUT', '--data-binary', `@${file}`, '--payload', 'unsigned'];

async function open(
  answer: (socket: Socket) => unknown,
  line: readonly string[],
  start: (commandLine: readonly string[], options: TerminalOptions) => Terminal = openTerminalHere,
): Promise<Terminal> {
  server = await serve(answer);
  const url = `http://127.0.0.1:${server.port}/examplebucket/large`;
  const environment = { ...EXAMPLE_KEYS, AWS_REGION: 'us-east-1', HOME: folder };
  terminal = start(['walk', ...line, url], { environment });
  await terminal.until('[0 Whole]');
  terminal.write('7');
  await terminal.until('[7 Send]');
  return terminal;
}

/** Takes what comes, as a disk that is full: no more. */
const stuck = (socket: Socket) => socket.pause();

describe('a file of a gigabyte', () => {
  it('is looked at at its end and at an offset', async () => {
    const screen = await open(stuck, UPLOAD);
    screen.write('x/The beginning\r');
    await screen.until(/byte 0 of 1073741824/);
    screen.write(`${KEYS.tab}G`);
    await screen.until(/^ 3ffffff0(?: 0000){8}<\.{16}$/m);
    expect(screen.text()).toMatch(/NUL 00 ─+ byte 1073741823 of 1073741824 · docs ↗ ─$/m);
    screen.write('@0x20000000\r');
    await screen.until(/^ 20000000>0000(?: 0000){7} \.{16}$/m);
    screen.write('g');
    await screen.until(/^ 00000000>5468 6520 6265 .* The beginning\.\.\.$/m);
    screen.write('q');
    await screen.exited();
    expect(screen.exitCode()).toBe(0);
  });

  it('is sent while it is said how far, and stopped by escape, which shows what came of it', async () => {
    const screen = await open(stuck, UPLOAD);
    screen.write(KEYS.enter);
    await screen.until(/Sending… \d+ of 1024 MiB · .*esc stops/);
    expect(screen.lines().at(-1)).toContain('esc stop');
    screen.write(KEYS.escape);
    await screen.until('[8 Response]');
    await screen.until('The exchange was interrupted.');
    expect(screen.text()).not.toContain('Sending…');
    // And again: nothing of the first is in the way.
    screen.write(KEYS.enter);
    screen.write(`7${KEYS.enter}`);
    await screen.until(/Sending… \d+ of 1024 MiB/);
    screen.write('\x03');
    await screen.exited();
    expect(screen.exitCode()).toBe(130);
  });

  it('does not keep the program from ending while it is sent', async () => {
    const screen = await open(stuck, UPLOAD, (line, options) =>
      openTerminal(process.execPath, [PROGRAM, ...line], options),
    );
    screen.write(KEYS.enter);
    await screen.until(/Sending… \d+ of 1024 MiB/);
    screen.write('q');
    await screen.exited();
    expect(screen.exitCode()).toBe(0);
  });
});

describe('an answer of a hundred megabytes', () => {
  const LENGTH = 100 * 2 ** 20;
  const head = `HTTP/1.1 200 OK\r\nContent-Length: ${LENGTH}\r\n\r\n`;
  const large = (socket: Socket) => {
    socket.write(head);
    const piece = Buffer.alloc(2 ** 20, 'z');
    for (let count = 0; count < 99; count++) socket.write(piece);
    socket.write(piece.subarray(0, -7));
    socket.write('the end');
  };

  it('is looked at at its end, which is beyond what memory keeps', async () => {
    const screen = await open(large, []);
    screen.write(KEYS.enter);
    await screen.until('HTTP/1.1 200 OK');
    screen.write('x/zzzz\r');
    await screen.until(/^ 00000020.*(?:>7a7a|7a7a<).*zz$/m);
    screen.write(`${KEYS.tab}G`);
    await screen.until(/^ 06400020(?: 7a7a){3} 7a74 6865 2065 6e64< *z{7}the end$/m);
  });
});

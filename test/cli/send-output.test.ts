/** Where `sigv4 send` of the built program puts an answer that does not fit, does not end, or is broken off. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PEAK_TELLER, withoutPeak } from '../support/cli/peak-memory.ts';
import { hasTool, PROGRAM } from '../support/cli/program.ts';
import { EXAMPLE_KEYS } from '../support/commands/test-world.ts';
import { serve, type TcpServer } from '../support/wire/tcp-server.ts';

const MEBIBYTE = 2 ** 20;
const PIECE = Buffer.alloc(65_536, 0x61);

let folder = '';
let server: TcpServer | null = null;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sigv4-send-output-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await server?.close();
  server = null;
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string) => join(folder, name);

/** The address of a server that answers everything in this way. */
async function answering(answer: (socket: Socket) => unknown): Promise<string> {
  server = await serve(answer);
  return `http://127.0.0.1:${server.port}/a`;
}

const whole = (length: number) => answering((socket) => socket.end(`${headOf(length)}${'a'.repeat(length)}`));
const headOf = (length: number) => `HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\n`;

/** In pieces that come one by one, each smaller than what a stream would hold back. */
const inPieces = (length: number) =>
  answering(async (socket) => {
    socket.setNoDelay(true);
    socket.write(headOf(length));
    for (let at = 0; at < length; at += 4_000) {
      await pause(5);
      socket.write('a'.repeat(Math.min(4_000, length - at)));
    }
  });

/** Without a length and without an end. */
const endless = () =>
  answering((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nX-A: b\r\n\r\n');
    const more = () => {
      while (socket.writable && socket.write(PIECE));
    };
    socket.on('drain', more);
    more();
  });

const stuck = () => answering((socket) => socket.write(`${headOf(9)}abc`));

interface Running {
  readonly child: ChildProcess;
  /** Resolves with what it said on standard error, and its exit code. */
  readonly end: Promise<{ readonly status: number | null; readonly stderr: string }>;
}

/** A script of a shell, in the folder of the test. `$SIGV4` is the program, for `exec`. */
function start(script: string, node: readonly string[] = []): Running {
  const env = { ...EXAMPLE_KEYS, AWS_REGION: 'us-east-1', HOME: folder, PATH: process.env.PATH ?? '' };
  const words = [process.execPath, ...node, PROGRAM].map((word) => `'${word}'`).join(' ');
  const child = spawn('sh', ['-c', script.replaceAll('$SIGV4', words)], { cwd: folder, env });
  children.push(child);
  let stderr = '';
  child.stderr.on('data', (piece) => {
    stderr += piece;
  });
  return { child, end: new Promise((resolve) => child.once('close', (status) => resolve({ status, stderr }))) };
}

/** Until the condition holds; the test has a time limit of its own. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await pause(20);
}

/** What a program that a signal ends has as its exit code: 128 and the number of the signal, as shells have it. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** Says on standard output that the program has begun to listen for the signals that end it. */
const LISTENS = `data:text/javascript,${encodeURIComponent(
  'process.on("newListener", (name) => name === "SIGTERM" && process.stdout.write("listening"))',
)}`;

const LEFT = (length: number | string) =>
  `sigv4: The first ${length} bytes of the body are in "file.partial"; "file" was not written.\n`;

describe('an answer for which there is no room', () => {
  it.for([
    ['a short one', () => whole(12)],
    ['one in pieces', () => inPieces(20_000)],
  ] as const)('on a full device is a failure: %s', async ([_what, serving], context) => {
    context.skip(!existsSync('/dev/full'), 'there is no /dev/full');
    const { end } = start(`exec $SIGV4 send -o /dev/full ${await serving()}`);
    expect(await end).toEqual({
      status: 1,
      stderr:
        'sigv4: "/dev/full" cannot be written: there is no space left. Free some space, or choose another file.\n',
    });
  });

  it.for([
    ['a long one', () => whole(60_000)],
    ['one in pieces', () => inPieces(20_000)],
  ] as const)('in a file that may not grow is a failure, and the file is as it was: %s', async ([_what, serving]) => {
    writeFileSync(at('file'), 'precious');
    const { end } = start(`ulimit -f 8; exec $SIGV4 send -o file ${await serving()}`);
    const { status, stderr } = await end;
    const [length = 0] = [4096, 8192].filter((size) => readFileSync(at('file.partial')).length === size);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: `sigv4: "file" cannot be written: the file would be too large. Free some space, or choose another file.\n${LEFT(length)}`,
    });
    expect([readFileSync(at('file'), 'utf8'), readdirSync(folder).sort()]).toEqual([
      'precious',
      ['file', 'file.partial'],
    ]);
  });

  it('on standard output ends the transfer', async (context) => {
    context.skip(!existsSync('/dev/full'), 'there is no /dev/full');
    for (const option of ['-i', '-o -']) {
      const { end } = start(`exec $SIGV4 send ${option} ${await endless()} > /dev/full`);
      expect(await end).toEqual({
        status: 1,
        stderr:
          'sigv4: Standard output cannot be written: there is no space left. Free some space, or redirect it elsewhere.\n',
      });
      await server?.close();
    }
  });
});

describe('an answer that is broken off', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s leaves the file as it was, and says where the rest is',
    async (signal) => {
      writeFileSync(at('file'), 'precious');
      const { child, end } = start(`exec $SIGV4 send -o file ${await stuck()}`);
      await until(() => existsSync(at('file.partial')) && readFileSync(at('file.partial'), 'utf8') === 'abc');
      child.kill(signal);
      const { status, stderr } = await end;
      expect([status, stderr]).toEqual([EXIT_CODES[signal], expect.stringContaining(LEFT(3))]);
      expect(readFileSync(at('file'), 'utf8')).toBe('precious');
    },
  );

  it('by SIGKILL leaves the file as it was, and a name that says what the other one is', async () => {
    writeFileSync(at('file'), 'precious');
    const { child, end } = start(`exec $SIGV4 send -o file ${await stuck()}`);
    await until(() => existsSync(at('file.partial')) && readFileSync(at('file.partial'), 'utf8') === 'abc');
    child.kill('SIGKILL');
    await end;
    expect([readFileSync(at('file'), 'utf8'), readdirSync(folder).sort()]).toEqual([
      'precious',
      ['file', 'file.partial'],
    ]);
  });

  it.for(['SIGINT', 'SIGTERM'] as const)('by the first %s where a FIFO has no reader', async (signal, context) => {
    context.skip(!hasTool('mkfifo'), 'there is no mkfifo');
    execFileSync('mkfifo', [at('fifo')]);
    const { child, end } = start(`exec $SIGV4 send -o fifo ${await stuck()}`, ['--import', LISTENS]);
    await once(child.stdout as Readable, 'data');
    await pause(300);
    child.kill(signal);
    expect(await end).toEqual({
      status: EXIT_CODES[signal],
      stderr: 'sigv4: No program reads from "fifo". Start its reader, and send again.\n',
    });
    expect(server?.received().length).toBe(0);
  });
});

describe('an answer that never ends', () => {
  it.each(['-i', ''])('goes through a pipe in little memory: send %s', async (options) => {
    const { child, end } = start(`exec $SIGV4 send ${options} ${await endless()}`, ['--import', PEAK_TELLER]);
    let read = 0;
    let beginning = '';
    child.stdout?.on('data', (piece: Buffer) => {
      if (read === 0) beginning = piece.toString('latin1', 0, 40);
      read += piece.length;
    });
    await until(() => read > 200 * MEBIBYTE);
    child.kill('SIGINT');
    const { status, stderr } = await end;
    expect(status).toBe(130);
    expect(beginning).toMatch(options === '' ? /^a{40}$/ : /^HTTP\/1\.1 200 OK\nX-A: b\n\na*$/);
    const { peak } = withoutPeak(stderr);
    expect(peak).toBeGreaterThan(20 * MEBIBYTE);
    expect(peak).toBeLessThan(256 * MEBIBYTE);
  });
});

/** The built sandbox with a long body, and stopped during a search. With `SIGV4_TESTS=long`, the body is ten times as long. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PROGRAM } from '../support/cli/program.ts';
import { type Order, ordered } from '../support/sandbox/sandbox-client.ts';
import { times } from '../support/sweep.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'sigv4-test-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));
const servers: ChildProcess[] = [];
afterEach(() => {
  for (const child of servers.splice(0)) child.kill('SIGKILL');
});

interface Served {
  readonly port: number;
  readonly child: ChildProcess;
  /** What was printed for people. */
  readonly log: () => string;
}

async function served(...options: string[]): Promise<Served> {
  const line = [PROGRAM, 'sandbox', '--clock', '20130524T000000Z', ...options];
  const child = spawn(process.execPath, line, { stdio: ['ignore', 'pipe', 'pipe'], cwd: home });
  servers.push(child);
  let text = '';
  child.stderr.on('data', (piece) => {
    text += piece;
  });
  const [said] = await once(child.stdout, 'data');
  return { port: Number(/:(\d+)\n/.exec(String(said))?.[1]), child, log: () => text };
}

/** The most memory that a process has had so far, in MiB. */
function memory({ child }: Served): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

interface Reply {
  readonly status: number;
  readonly body: string;
}

/** A connection that is kept. One request at a time is sent on it. */
function client(port: number) {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  let text = '';
  let settle = { resolve: (_reply: Reply) => {}, reject: (_error: Error) => {} };
  socket.on('data', (piece) => {
    text += piece.toString('latin1');
    const head = text.indexOf('\r\n\r\n') + 4;
    const length = Number(/\r\nContent-Length: (\d+)/.exec(text)?.[1] ?? 0);
    if (head < 4 || text.length < head + length) return;
    const reply = { status: Number(text.slice(9, 12)), body: text.slice(head, head + length) };
    text = text.slice(head + length);
    settle.resolve(reply);
  });
  socket.on('error', (error) => settle.reject(error));
  socket.on('close', () => settle.reject(new Error('The connection was closed.')));
  const send = (request: string) =>
    new Promise<Reply>((resolve, reject) => {
      settle = { resolve, reject };
      if (socket.destroyed) reject(new Error('The connection was closed.'));
      else socket.write(request, 'latin1');
    });
  return { socket, send, ask: (order: Partial<Order>) => send(ordered(order).request) };
}

describe('a request with a wrong secret', () => {
  it('is answered, and written to the log, also by a sandbox that is stopped during a search', {
    tags: ['expensive'],
  }, async () => {
    const { port, child, log } = await served();
    const { ask, socket } = client(port);
    await ask({ path: '/wrong', secret: 'another/secret/of/the/client/0123456789ab' });
    await expect.poll(log).toContain('GET /wrong → 403 SignatureDoesNotMatch (request 1: looking for the cause)\n');
    child.kill('SIGTERM');
    const [code, signal] = await once(child, 'close');
    expect({ code, signal }).toEqual({ code: 0, signal: null });
    socket.destroy();
  });
});

/** The SHA-256 of the body of a response, which is too long to be in memory. */
async function hashOfBody(port: number, request: string): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port });
  socket.write(request, 'latin1');
  const hash = createHash('sha256');
  let head: Buffer | null = Buffer.alloc(0);
  for await (const piece of socket) {
    if (head === null) {
      hash.update(piece);
      continue;
    }
    head = Buffer.concat([head, piece]);
    const end = head.indexOf('\r\n\r\n') + 4;
    if (end < 4) continue;
    hash.update(head.subarray(end));
    head = null;
  }
  return hash.digest('hex');
}

describe('a body of 256 MiB', () => {
  it('goes in and out whole, and takes no more memory than a short one', {
    tags: ['expensive'],
    timeout: 600_000,
  }, async () => {
    const sandbox = await served();
    const [piece, pieces] = [Buffer.alloc(2 ** 20, 'sixteen bytes   '), times(256)];
    const expected = createHash('sha256');
    const { socket, send, ask } = client(sandbox.port);
    await ask({ path: '/test.txt' });
    const length = ['Content-Length', String(pieces * piece.length)] as const;
    const order = { method: 'PUT', path: '/long', payloadHash: 'UNSIGNED-PAYLOAD', headers: [length] };
    const reply = send(ordered(order).request);
    for (let count = 0; count < pieces; count++) {
      piece.writeUInt32BE(count);
      expected.update(piece);
      if (!socket.write(Buffer.from(piece))) await once(socket, 'drain');
    }
    expect((await reply).status).toBe(200);
    const actual = await hashOfBody(
      sandbox.port,
      ordered({ path: '/long', headers: [['Connection', 'close']] }).request,
    );
    socket.destroy();
    expect(actual).toBe(expected.digest('hex'));
    expect(memory(sandbox)).toBeLessThan(300);
  });
});

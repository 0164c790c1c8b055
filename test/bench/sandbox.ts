/**
 * Verified requests per second of the sandbox, beside s3rver, which does not verify them, and beside a responder that
 * only answers (the most that Node.js can do). Objects have 1 KiB and connections are kept. `S3RVER` is a folder in which
 * s3rver is installed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { join } from 'node:path';
import { PROGRAM } from '../support/program.ts';
import { type Order, ordered, SCOPE } from '../support/sandbox-client.ts';
import { byTurns, median, spread } from './measure.ts';
import { table } from './table.ts';
import { bundle } from './temporary-folder.ts';

const ROUNDS = 5;
const CONNECTIONS = 32;
const REQUESTS = 20_000;
const BODY = 'x'.repeat(1024);

interface Contestant {
  readonly name: string;
  readonly port: number;
}

export async function benchSandbox(folder: string): Promise<string> {
  const servers: ChildProcess[] = [];
  const started = async (name: string, command: string, args: readonly string[]): Promise<Contestant> => {
    const server = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    servers.push(server);
    const [said] = await once(server.stdout, 'data');
    return { name, port: Number(/(\d+)\s*$/.exec(String(said))?.[1]) };
  };
  try {
    const node = process.execPath;
    const contestants = [
      await started('sigv4 sandbox', node, [PROGRAM, 'sandbox']),
      await started('floor: a responder that only answers', node, [await bundle(folder, 'bare-responder')]),
    ];
    const s3rver = process.env.S3RVER;
    if (s3rver) contestants.push(await started('s3rver, which does not verify', node, ['-e', starter(s3rver, folder)]));
    return await compare(contestants);
  } finally {
    for (const server of servers) server.kill();
  }
}

/** A program that starts s3rver with the bucket of the requests, and prints its port. */
function starter(home: string, folder: string): string {
  const path = createRequire(join(home, 'package.json')).resolve('s3rver');
  return `const S3rver=require(${JSON.stringify(path)});new S3rver({port:0,address:'127.0.0.1',silent:true,directory:${JSON.stringify(folder)},configureBuckets:[{name:'examplebucket'}]}).run().then(a=>console.log(a.port))`;
}

async function compare(contestants: readonly Contestant[]): Promise<string> {
  const path = '/examplebucket/k';
  const put = { method: 'PUT', path, body: BODY };
  const rows: string[][] = [];
  for (const [what, order] of [
    ['PUT', put],
    ['GET', { path }],
  ] as const) {
    const measured = await byTurns(
      contestants.map(({ name, port }) => ({ name, run: () => perSecond(port, signed(order, name)) })),
      ROUNDS,
    );
    const sandbox = median(measured[0]?.samples ?? []);
    for (const { name, samples } of measured) {
      rows.push([`${what}: ${name}`, ...spread(samples, 0), (sandbox / median(samples)).toFixed(2)]);
    }
  }
  const title = `Requests per second, ${CONNECTIONS} connections, ${REQUESTS} requests of 1 KiB, median of ${ROUNDS}`;
  return table(title, ['', 'median', 'least', 'most', 'sandbox ÷ this'], rows);
}

/** Signs for now, because s3rver looks at the time, with the only key that it knows. */
function signed(order: Partial<Order>, name: string): string {
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = [date.slice(0, 8), ...SCOPE.slice(1)];
  const key = name.startsWith('s3rver') ? { keyId: 'S3RVER' } : {};
  return ordered({ host: 'localhost', ...order, date, scope, ...key }).request;
}

/** Sends the same request again and again on each connection, and counts the answers. */
async function perSecond(port: number, request: string): Promise<number> {
  const bytes = Buffer.from(request, 'latin1');
  const begun = performance.now();
  const each = REQUESTS / CONNECTIONS;
  await Promise.all(Array.from({ length: CONNECTIONS }, () => sendAll(port, bytes, each)));
  return REQUESTS / ((performance.now() - begun) / 1000);
}

function sendAll(port: number, request: Buffer, count: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    let [text, left] = ['', count];
    socket.on('error', reject);
    socket.on('connect', () => socket.write(request));
    socket.on('data', (piece) => {
      text += piece.toString('latin1');
      const head = text.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, head))?.[1] ?? 0);
      if (text.length < head + 4 + length) return;
      if (!text.startsWith('HTTP/1.1 200')) return void reject(new Error(text.slice(0, 300)));
      text = '';
      left -= 1;
      if (left > 0) return void socket.write(request);
      socket.end();
      resolve();
    });
  });
}

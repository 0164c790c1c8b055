/**
 * Verified requests per second of the sandbox, beside other local S3 servers, and beside a responder that only answers (the
 * most that Node.js can do). Objects have 1 KiB and connections are kept, if the server keeps them.
 */
import { connect, type Socket } from 'node:net';
import { type Order, ordered, SCOPE } from '../support/sandbox/sandbox-client.ts';
import { byTurns, median, spread } from './measure.ts';
import { isAbsent, type S3Server, startServers } from './s3-servers.ts';
import { table } from './table.ts';

const ROUNDS = 5;
const BODY = 'x'.repeat(1024);

export async function benchSandbox(folder: string): Promise<string> {
  const all = await startServers(folder);
  const servers = all.filter((server): server is S3Server => !isAbsent(server));
  try {
    for (const server of servers) await sendAll(server.port, signed({ method: 'PUT' }, server, ''), 1, 'any');
    const absent = all.filter(isAbsent).map(({ name, because }) => `not here: ${name} (${because})\n`);
    return (await compare(servers)) + absent.join('');
  } finally {
    for (const server of servers) server.stop();
  }
}

async function compare(servers: readonly S3Server[]): Promise<string> {
  const rows: string[][] = [];
  for (const [what, order] of [
    ['PUT', { method: 'PUT', body: BODY }],
    ['GET', {}],
  ] as const) {
    const measured = await byTurns(
      servers.map((server) => ({ name: server.name, run: () => perSecond(server, signed(order, server)) })),
      ROUNDS,
    );
    const sandbox = median(measured[0]?.samples ?? []);
    for (const { name, samples } of measured) {
      rows.push([`${what}: ${name}`, ...spread(samples, 0), (sandbox / median(samples)).toFixed(2)]);
    }
  }
  const title = `Requests per second, objects of 1 KiB, 32 connections unless it says otherwise, median of ${ROUNDS}`;
  return table(title, ['', 'median', 'least', 'most', 'sandbox ÷ this'], rows);
}

/** Signs for now, because other servers look at the time. */
function signed(order: Partial<Order>, { bucket, key }: S3Server, object = '/k'): Buffer {
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = [date.slice(0, 8), ...SCOPE.slice(1)];
  const { request } = ordered({ host: 'localhost', path: `/${bucket}${object}`, ...order, date, scope, ...key });
  return Buffer.from(request, 'latin1');
}

/** Sends the same request again and again on each connection, and counts the answers. */
async function perSecond({ port, requests, connections }: S3Server, request: Buffer): Promise<number> {
  const begun = performance.now();
  const each = requests / connections;
  await Promise.all(Array.from({ length: connections }, () => sendAll(port, request, each, '200')));
  return requests / ((performance.now() - begun) / 1000);
}

/** Sends a request so many times, one after another; on another connection where the server closes this one. */
function sendAll(port: number, request: Buffer, count: number, status: '200' | 'any'): Promise<void> {
  return new Promise((resolve, reject) => {
    let left = count;
    const open = () => {
      const socket = connect({ host: '127.0.0.1', port, noDelay: true });
      socket.on('error', reject);
      socket.on('connect', () => socket.write(request));
      socket.on('close', () => (left > 0 ? open() : resolve()));
      onAnswers(socket, (answer) => {
        if (status !== 'any' && answer.split(' ', 2)[1] !== status) return void reject(new Error(answer.slice(0, 300)));
        left -= 1;
        if (left === 0) socket.end();
        else if (socket.writable && !/\r\nconnection: close/i.test(answer)) socket.write(request);
      });
    };
    open();
  });
}

/** Calls `take` with each whole answer. Every answer has a Content-Length. */
function onAnswers(socket: Socket, take: (answer: string) => void): void {
  let text = '';
  socket.on('data', (piece) => {
    text += piece.toString('latin1');
    const head = text.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(text.slice(0, head))?.[1] ?? 0);
    if (text.length < head + 4 + length) return;
    const answer = text;
    text = '';
    take(answer);
  });
}

/** What clients do with a service, turn after turn: right requests, refused ones, large bodies, and connections that break off. */
import { connect } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { sign } from '../../src/library/sign.ts';
import { EXAMPLE_KEYS } from '../support/commands/test-world.ts';

const [accessKeyId = '', secretAccessKey = ''] = Object.values(EXAMPLE_KEYS);
const LARGE = 'large '.repeat(50_000);
/** Each turn resolves with the status of its answer, which must be the first number; `null` for a client that goes away. */
const TURNS: readonly (readonly [
  status: number | null,
  run: (port: number, turn: number) => Promise<number | null>,
])[] = [
  [200, (port, turn) => request(port, 'PUT', `object-${turn % 50}.txt`, 'small')],
  [200, (port, turn) => request(port, 'GET', `object-${(turn - 1) % 50}.txt`)],
  [403, (port) => request(port, 'GET', 'test.txt', undefined, 'not the secret')],
  [200, (port) => request(port, 'PUT', 'large.txt', LARGE)],
  [200, (port) => request(port, 'GET', 'large.txt')],
  [204, (port) => request(port, 'DELETE', 'large.txt')],
  [404, (port) => request(port, 'GET', 'large.txt')],
  [200, (port) => request(port, 'GET', '?list-type=2')],
  [
    null,
    (port) => brokenOff(port, 'PUT /examplebucket/half.txt HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\nhalf'),
  ],
  [null, (port) => brokenOff(port, 'GET / HTTP/1.1\r\nHo')],
];

/** Takes turns until one of the two ends, milliseconds or their number. Resolves with their number; rejects if a turn has another answer. */
export async function takeTurns(
  port: number,
  { milliseconds = Number.POSITIVE_INFINITY, turns = Number.POSITIVE_INFINITY, pause = 0 },
): Promise<number> {
  const end = Date.now() + milliseconds;
  let turn = 0;
  for (; turn < turns && Date.now() < end; turn++) {
    const [wanted, run] = TURNS[turn % TURNS.length] ?? [null, async () => null];
    const status = await run(port, turn);
    if (status !== wanted) throw new Error(`Turn ${turn} has status ${status} instead of ${wanted}.`);
    await after(pause);
  }
  return turn;
}

async function request(
  port: number,
  method: string,
  key: string,
  body?: string,
  secret = secretAccessKey,
): Promise<number> {
  const url = `http://127.0.0.1:${port}/examplebucket/${key}`;
  const content = body === undefined ? {} : { body };
  const credentials = { accessKeyId, secretAccessKey: secret };
  const signed = sign({ method, url, credentials, region: 'us-east-1', ...content });
  if ('code' in signed) throw new Error(signed.says);
  const answer = await fetch(url, { method, headers: signed.headers as [string, string][], ...content });
  await answer.arrayBuffer();
  return answer.status;
}

/** Sends bytes that are not a whole request, and goes away. */
function brokenOff(port: number, bytes: string): Promise<null> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, () => socket.destroy()));
    socket.on('error', () => {}).once('close', () => resolve(null));
  });
}

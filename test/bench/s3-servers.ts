/** The servers that the bench of the sandbox compares: each is started on a free port, or there is a reason why it is not. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { PROGRAM } from '../support/cli/program.ts';
import type { Order } from '../support/sandbox/sandbox-client.ts';
import { bundle } from './temporary-folder.ts';

export interface S3Server {
  readonly name: string;
  readonly port: number;
  readonly bucket: string;
  /** With which key it wants requests to be signed. */
  readonly key: Partial<Pick<Order, 'keyId' | 'secret'>>;
  /** How many requests a round has: few for a server that would take minutes for many. */
  readonly requests: number;
  readonly connections: number;
  readonly stop: () => void;
}

export interface AbsentServer {
  readonly name: string;
  readonly because: string;
}

export const isAbsent = (server: S3Server | AbsentServer): server is AbsentServer => 'because' in server;

const MANY = 20_000;
const SOME = 4800;
const FEW = 320;
const CONNECTIONS = 32;
const BUCKET = 'examplebucket';

/** Starts all of them, the sandbox first. With `PEERS=none` in the environment, starts only the sandbox and the floor. */
export async function startServers(folder: string): Promise<readonly (S3Server | AbsentServer)[]> {
  const sandbox = printsItsPort('sigv4 sandbox', [PROGRAM, 'sandbox']);
  const floor = printsItsPort('floor: a responder that only answers', [await bundle(folder, 'bare-responder')]);
  const peers = process.env.PEERS === 'none' ? [] : [s3rver(folder), moto(), swift()];
  return Promise.all([sandbox, floor, ...peers]);
}

async function printsItsPort(name: string, args: readonly string[]): Promise<S3Server> {
  const server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const [said] = await once(server.stdout, 'data');
  const port = Number(/(\d+)\s*$/.exec(String(said))?.[1]);
  return {
    name,
    port,
    bucket: BUCKET,
    key: {},
    requests: MANY,
    connections: CONNECTIONS,
    stop: () => void server.kill(),
  };
}

/** `S3RVER` is a folder in which the npm package s3rver is installed. It knows one key only. */
async function s3rver(folder: string): Promise<S3Server | AbsentServer> {
  const name = 's3rver, which does not verify';
  const home = process.env.S3RVER;
  if (!home) return { name, because: 'S3RVER is not a folder with the npm package s3rver' };
  const path = createRequire(join(home, 'package.json')).resolve('s3rver');
  const starter = `const S3rver=require(${JSON.stringify(path)});new S3rver({port:0,address:'127.0.0.1',silent:true,directory:${JSON.stringify(folder)},configureBuckets:[{name:'${BUCKET}'}]}).run().then(a=>console.log(a.port))`;
  return { ...(await printsItsPort(name, ['-e', starter])), key: { keyId: 'S3RVER' }, requests: SOME };
}

/** Debian's package python3-moto, or that of PyPI, has the program. */
async function moto(): Promise<S3Server | AbsentServer> {
  // It answers 500 to some of the requests that arrive at the same time.
  const name = 'moto, which does not verify, on one connection';
  const port = await freePort();
  const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const because = await startsListening(server, port);
  if (because !== null) return { name, because: `moto_server ${because}` };
  return { name, port, bucket: BUCKET, key: {}, requests: FEW, connections: 1, stop: () => void server.kill() };
}

/** Swift verifies too. `npm run test:servers` installs it. */
async function swift(): Promise<S3Server | AbsentServer> {
  const name = 'OpenStack Swift, which verifies';
  const isInstalled = await promisify(execFile)('sh', ['-c', 'command -v swift-proxy-server']).then(
    () => true,
    () => false,
  );
  if (!isInstalled) return { name, because: 'swift-proxy-server is not installed; npm run test:servers does that' };
  const told = 'echo "$S3_ENDPOINT $S3_ACCESS_KEY $S3_SECRET_KEY $S3_BUCKET"; cat >&2';
  const server = spawn('sh', ['test/servers/with-swift.sh', 'sh', '-c', told], { stdio: ['pipe', 'pipe', 'ignore'] });
  const said = await Promise.race([once(server.stdout, 'data'), once(server, 'exit').then(() => null)]);
  const [endpoint, keyId, secret, bucket] = String(said?.[0] ?? '')
    .trim()
    .split(' ');
  if (!endpoint || !keyId || !secret || !bucket)
    return { name, because: 'test/servers/with-swift.sh does not start it' };
  // Without its input, the command in the script ends, and with it all of Swift.
  return {
    name,
    port: Number(new URL(endpoint).port),
    bucket,
    key: { keyId, secret },
    requests: FEW,
    connections: CONNECTIONS,
    stop: () => server.stdin.end(),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Waits for up to a minute. Returns why the server does not listen, or `null`. */
async function startsListening(server: ChildProcess, port: number): Promise<string | null> {
  let ended: string | null = null;
  server.on('error', () => (ended = 'is not installed'));
  server.on('exit', (code) => (ended ??= `ended with ${code}`));
  for (let tries = 0; tries < 600 && ended === null; tries++) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await Promise.race([
      once(socket, 'connect').then(
        () => true,
        () => false,
      ),
      wait(1000, false),
    ]);
    socket.destroy();
    if (isOpen) return null;
    await wait(100);
  }
  return ended ?? 'does not listen';
}

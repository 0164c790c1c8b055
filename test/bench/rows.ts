/** What is measured. */
import { execFile } from 'node:child_process';
import { closeSync, openSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DOCUMENTED_EXAMPLE } from '../../src/aws/documented-example.ts';
import { isProblem } from '../../src/library/problem.ts';
import { sign } from '../../src/library/sign.ts';
import { untilFirstFrame, untilFrames } from './drawn-program.ts';
import { perSecond, sendAll } from './load.ts';
import { type Contestant, median } from './measure.ts';
import { type Dist, minimalInk, type Service, startService, untilExit } from './programs.ts';

interface Row {
  /** As it is named on the command line and in the table. */
  readonly name: string;
  readonly unit: 'ms' | 's' | 'µs' | '/s';
  readonly rounds: number;
  /** Makes ready what is run, in a folder of its own: each built program, after what it is compared with. */
  readonly open: (dists: readonly Dist[], folder: string) => Promise<Opened>;
}

interface Opened {
  readonly contestants: readonly Contestant[];
  readonly stop: () => void;
}

const ONE_GIB = 2 ** 30;
const TYPESCRIPT = ['--import', 'tsx'];
const RESPONDER = [...TYPESCRIPT, join(import.meta.dirname, 'responder.ts')];
const { key, timestamp } = DOCUMENTED_EXAMPLE;

/** A command line of each program, to its end, in milliseconds. */
function starts(...words: string[]): Row['open'] {
  return async (dists) => ({
    contestants: [
      { name: 'node -e 0', run: () => untilExit(['-e', '0']) },
      ...dists.map(({ name, program }) => ({ name, run: () => untilExit([program, ...words]) })),
    ],
    stop: () => {},
  });
}

/** `sigv4 walk` of each program, beside a minimal program on Ink. */
function screens(measure: (commandLine: readonly string[], isMinimal: boolean) => Promise<number>): Row['open'] {
  return async (dists, folder) => {
    const minimal = await minimalInk(folder);
    return {
      contestants: [
        { name: 'minimal Ink', run: () => measure([minimal], true) },
        ...dists.map(({ name, program }) => ({ name, run: () => measure([program, 'walk'], false) })),
      ],
      stop: () => {},
    };
  };
}

/** A byte of step 4 to the right, and again; and after them as many to the left. The first keys are not counted. */
async function keyToFrame(commandLine: readonly string[], isMinimal: boolean): Promise<number> {
  const stretch = (letter: string) => Array.from({ length: 40 }, () => letter);
  const keys = [...stretch('l'), ...stretch('h')];
  return median(await untilFrames(commandLine, [...(isMinimal ? [] : ['4']), ...keys], 20));
}

/** Calls of the library in a process of their own, so that none finds what another has warmed up. */
function library(what: 'sign' | 'verify'): Row['open'] {
  const loop = [...TYPESCRIPT, join(import.meta.dirname, 'library-loop.ts')];
  return async (dists) => ({
    contestants: dists.map(({ name, library: file }) => ({
      name,
      run: async () => Number((await promisify(execFile)(process.execPath, [...loop, file, what])).stdout),
    })),
    stop: () => {},
  });
}

const LINES = 200_000;

async function lines(dists: readonly Dist[], folder: string): Promise<Opened> {
  const file = join(folder, 'lines.jsonl');
  const head = signedHead('GET', 'examplebucket.s3.amazonaws.com', '/test.txt', '', timestamp);
  const headers = [...head.matchAll(/^([\w-]+): (.*)\r$/gm)].map(([, name, value]) => [name, value]);
  const line = JSON.stringify({ id: 1, request: { method: 'GET', target: '/test.txt', headers }, at: timestamp });
  writeFileSync(file, `${line}\n`.repeat(LINES));
  return {
    contestants: dists.map(({ name, program }) => ({
      name,
      async run() {
        const input = openSync(file, 'r');
        const milliseconds = await untilExit([program, 'verify', '--jsonl', '-'], input);
        closeSync(input);
        return LINES / (milliseconds / 1000);
      },
    })),
    stop: () => {},
  };
}

/** A command that exchanges 1 GiB with a server, from start to end, in seconds. */
function transfers(words: (url: string, folder: string) => readonly string[]): Row['open'] {
  return async (dists, folder) => {
    const server = await startService(RESPONDER);
    const file = join(folder, 'body');
    writeFileSync(file, '');
    truncateSync(file, ONE_GIB);
    const line = words(`http://127.0.0.1:${server.port}/bucket/${ONE_GIB}`, folder);
    return {
      contestants: dists.map(({ name, program }) => ({
        name,
        run: async () => (await untilExit([program, ...line])) / 1000,
      })),
      stop: server.stop,
    };
  };
}

const BODY = 'x'.repeat(1024);
const REQUESTS = 6400;

/** Requests for an object of 1 KiB, a second, at each of these services. */
async function requests(
  method: 'GET' | 'PUT',
  services: readonly (Service & { readonly name: string })[],
): Promise<Opened> {
  const requestTo = (verb: 'GET' | 'PUT', port: number) => {
    const body = verb === 'PUT' ? BODY : '';
    // The responder takes the number of bytes from the path. The sandbox looks at the time.
    const head = signedHead(verb, `127.0.0.1:${port}`, `/examplebucket/${BODY.length}`, body, null);
    return Buffer.from(head + body, 'latin1');
  };
  for (const { port } of services) await sendAll(port, requestTo('PUT', port), 1);
  return {
    contestants: services.map(({ name, port }) => ({
      name,
      run: () => perSecond(port, requestTo(method, port), REQUESTS),
    })),
    stop: () => {
      for (const { stop } of services) stop();
    },
  };
}

function sandboxed(method: 'GET' | 'PUT'): Row['open'] {
  return async (dists) => {
    const start = async ({ name, program }: Dist) => ({ name, ...(await startService([program, 'sandbox'])) });
    return requests(method, await Promise.all(dists.map(start)));
  };
}

/** The captures before a server that only answers, and this server itself. */
async function captures(dists: readonly Dist[]): Promise<readonly (Service & { readonly name: string })[]> {
  const server = { name: 'without a capture', ...(await startService(RESPONDER)) };
  const upstream = ['--upstream', `http://127.0.0.1:${server.port}`];
  const start = async ({ name, program }: Dist) => ({
    name,
    ...(await startService([program, 'capture', ...upstream])),
  });
  return [server, ...(await Promise.all(dists.map(start)))];
}

async function captureOfGib(dists: readonly Dist[]): Promise<Opened> {
  const ways = await captures(dists);
  return {
    contestants: ways.map(({ name, port }) => ({
      name,
      async run() {
        const start = performance.now();
        await sendAll(port, Buffer.from(`GET /${ONE_GIB} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`), 1);
        return (performance.now() - start) / 1000;
      },
    })),
    stop: () => {
      for (const { stop } of ways) stop();
    },
  };
}

/** A signed request up to the empty line; the time is now if it is `null`. */
function signedHead(method: string, host: string, path: string, body: string, date: string | null): string {
  const url = `http://${host}${path}`;
  const signed = sign({ method, url, body, credentials: key, region: 'us-east-1', ...(date === null ? {} : { date }) });
  if (isProblem(signed)) throw new Error(signed.says);
  const length: readonly (readonly string[])[] = method === 'PUT' ? [['Content-Length', String(body.length)]] : [];
  const fields = [...signed.headers, ...length].map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${fields.join('')}\r\n`;
}

const UPLOAD = [
  'send',
  '-X',
  'PUT',
  '--payload',
  'streaming-trailer',
  '--chunk-size',
  '65536',
  '--trailer',
  'crc64nvme',
];

export const ROWS: readonly Row[] = [
  { name: 'version', unit: 'ms', rounds: 21, open: starts('--version') },
  { name: 'walk-plain', unit: 'ms', rounds: 21, open: starts('walk', '--plain') },
  { name: 'first-frame', unit: 'ms', rounds: 21, open: screens((commandLine) => untilFirstFrame(commandLine)) },
  { name: 'key', unit: 'ms', rounds: 3, open: screens(keyToFrame) },
  { name: 'sign', unit: 'µs', rounds: 11, open: library('sign') },
  { name: 'verify', unit: 'µs', rounds: 11, open: library('verify') },
  { name: 'jsonl', unit: '/s', rounds: 3, open: lines },
  {
    name: 'chunks',
    unit: 's',
    rounds: 3,
    open: transfers((url, folder) => [...UPLOAD, '--data-binary', `@${join(folder, 'body')}`, url]),
  },
  {
    name: 'download',
    unit: 's',
    rounds: 3,
    open: transfers((url, folder) => ['send', '--no-sign-request', '-o', join(folder, 'taken'), url]),
  },
  { name: 'sandbox-get', unit: '/s', rounds: 5, open: sandboxed('GET') },
  { name: 'sandbox-put', unit: '/s', rounds: 5, open: sandboxed('PUT') },
  { name: 'capture-get', unit: '/s', rounds: 5, open: async (dists) => requests('GET', await captures(dists)) },
  { name: 'capture-put', unit: '/s', rounds: 5, open: async (dists) => requests('PUT', await captures(dists)) },
  { name: 'capture-gib', unit: 's', rounds: 3, open: captureOfGib },
];

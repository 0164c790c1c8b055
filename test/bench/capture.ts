/**
 * How fast long bodies pass through `sigv4 capture`, beside the same bodies sent directly, and beside a relay that looks at
 * nothing. Client, relay, and server are processes of their own and share the machine's cores.
 * `ROUNDS` and `MEBIBYTES` in the environment shorten it.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { PROGRAM } from '../support/cli/program.ts';
import { byTurns, type Measured, median, spread } from './measure.ts';
import { table } from './table.ts';
import { bundle } from './temporary-folder.ts';
import { watchMemory } from './watch-memory.ts';

const ROUNDS = Number(process.env.ROUNDS ?? 5);
/** MiB of each body. */
const MEBIBYTES = Number(process.env.MEBIBYTES ?? 1024);

const UNSIGNED = 'UNSIGNED-PAYLOAD';
const BODIES = [
  { name: 'down', method: 'GET', framing: 'length', hash: UNSIGNED },
  { name: 'down, chunked', method: 'GET', framing: 'chunked', hash: UNSIGNED },
  { name: 'up', method: 'PUT', framing: 'length', hash: UNSIGNED },
  { name: 'up, chunked', method: 'PUT', framing: 'chunked', hash: UNSIGNED },
  { name: 'up, body hashed', method: 'PUT', framing: 'length', hash: '0'.repeat(64) },
] as const;
type Body = (typeof BODIES)[number];

/** A way from the client to the server. */
interface Way {
  readonly name: string;
  readonly port: number;
  /** What precedes the path in the target. */
  readonly origin: string;
  /** The process between client and server; `null` if there is none. */
  readonly child: ChildProcess | null;
}

interface Sample {
  readonly seconds: number;
  /** CPU seconds of the process between client and server. */
  readonly processor: number;
}

export async function benchCapture(folder: string): Promise<string> {
  const started: ChildProcess[] = [];
  const start = async (...commandLine: string[]) => {
    const child = spawn(process.execPath, commandLine, { stdio: ['ignore', 'pipe', 'ignore'] });
    started.push(child);
    const [said] = await once(child.stdout, 'data');
    return { child, port: Number(/(\d+)\s*$/.exec(String(said))?.[1]) };
  };
  try {
    const { port } = await start(await bundle(folder, 'capture-server'));
    const server = `http://127.0.0.1:${port}`;
    const ways: Way[] = [
      { name: 'direct', port, origin: '', child: null },
      {
        name: 'floor: sockets piped',
        origin: '',
        ...(await start(await bundle(folder, 'capture-floor'), String(port))),
      },
      { name: 'capture --upstream', origin: '', ...(await start(PROGRAM, 'capture', '--upstream', server)) },
      { name: 'capture, as a proxy', origin: server, ...(await start(PROGRAM, 'capture', '--intercept', '127.0.0.1')) },
    ];
    return await compare(await bundle(folder, 'capture-client'), ways);
  } finally {
    for (const child of started) child.kill();
  }
}

async function compare(client: string, ways: readonly Way[]): Promise<string> {
  const peaks = ways.map(({ child }) => (child ? watchMemory(child) : () => null));
  const rows: string[][] = [];
  for (const body of BODIES) {
    const measured = await byTurns(
      ways.map((way) => ({ name: way.name, run: () => send(client, way, body) })),
      ROUNDS,
    );
    rows.push(...measured.map((way) => row(body, way, measured)));
  }
  const memory = ways.flatMap(({ name }, index) => {
    const peak = peaks[index]?.() ?? null;
    return peak === null ? [] : [`peak memory, ${name}: ${peak.toFixed(0)} MiB\n`];
  });
  const title = `capture: bodies of ${MEBIBYTES} MiB between processes on 127.0.0.1; ${ROUNDS} runs each, by turns`;
  const columns = ['', 'seconds: median', 'min', 'max', 'direct ÷ this', 'floor ÷ this', 'CPU seconds'];
  return table(title, columns, rows) + memory.join('');
}

function row(body: Body, { name, samples }: Measured<Sample>, all: readonly Measured<Sample>[]): string[] {
  const secondsOf = (way: Measured<Sample> | undefined) => way?.samples.map(({ seconds }) => seconds) ?? [];
  const seconds = samples.map((sample) => sample.seconds);
  const than = (other: number) => (median(secondsOf(all[other])) / median(seconds)).toFixed(2);
  const processor = median(samples.map((sample) => sample.processor));
  return [`${body.name}: ${name}`, ...spread(seconds, 2), than(0), than(1), processor.toFixed(2)];
}

async function send(client: string, { port, origin, child }: Way, body: Body): Promise<Sample> {
  const { method, framing, hash } = body;
  const size = MEBIBYTES * 2 ** 20;
  const target = `${origin}/${size}${framing === 'chunked' ? '/chunked' : ''}`;
  const before = processorSeconds(child);
  const order = [client, String(port), method, target, String(size), framing, hash];
  const { stdout } = await promisify(execFile)(process.execPath, order);
  return { seconds: Number(stdout), processor: processorSeconds(child) - before };
}

/** The system counts in hundredths of a second (proc(5), utime and stime). */
function processorSeconds(child: ChildProcess | null): number {
  if (child === null) return 0;
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** One request verified, beside the least that it can cost; and a million of them, line by line: on every core, and in one thread. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DOCUMENTED_EXAMPLE } from '../../src/aws/documented-example.ts';
import { PROGRAM } from '../support/cli/program.ts';
import { documentedRequest } from './documented-request.ts';
import { inProcesses } from './in-processes.ts';
import { byTurns, type Measured, median, spread } from './measure.ts';
import { table } from './table.ts';
import { watchMemory } from './watch-memory.ts';

const ROUNDS = 21;
const FILE_ROUNDS = 3;
const COUNTS = [100_000, 1_000_000];

export async function benchVerify(folder: string): Promise<string> {
  const measured = await inProcesses(folder, 'verifiers', ROUNDS);
  const one = table(
    `verify: AWS's GET example, signed; each run in a process of its own, warm; microseconds of CPU time a verdict, ${ROUNDS} runs each, by turns`,
    ['', 'median', 'min', 'max', 'a second'],
    measured.map(({ name, samples }) => [
      name,
      ...spread(samples, 2),
      Math.round(1_000_000 / median(samples)).toLocaleString('en'),
    ]),
  );
  return `${one}\n${await benchLines(folder)}`;
}

interface Run {
  readonly seconds: number;
  /** MiB; `null` where the system does not tell. */
  readonly peak: number | null;
}

async function benchLines(folder: string): Promise<string> {
  const every = availableParallelism();
  const runs: Lines[] = [];
  for (const count of COUNTS) {
    const file = join(folder, `${count}.jsonl`);
    await pipeline(Readable.from(batches(count)), createWriteStream(file));
    runs.push({ file, count, cores: every });
    // On one core, the program starts no worker. Only Linux has a command that keeps a program there.
    if (process.platform === 'linux' && every > 1) runs.push({ file, count, cores: 1 });
  }
  const contestants = runs.map((lines) => ({ name: nameOf(lines), run: () => verifyLines(lines) }));
  const measured = await byTurns(contestants, FILE_ROUNDS);
  return table(
    `verify --jsonl: the same request in each line, from a file, process start included; ${FILE_ROUNDS} runs each, by turns`,
    ['', 'seconds: median', 'min', 'max', 'lines a second and core', 'peak MiB: median', 'min', 'max'],
    measured.map((each, index) => row(each, runs[index])),
  );
}

interface Lines {
  readonly file: string;
  readonly count: number;
  readonly cores: number;
}

const nameOf = ({ count, cores }: Lines): string =>
  `${count.toLocaleString('en')} lines, ${cores === 1 ? 'one core, no worker' : `${cores} cores`}`;

/** As many lines at a time as make writing them fast. */
function* batches(count: number): Generator<string> {
  const size = 10_000;
  const batch = `${documentedRequest().line}\n`.repeat(size);
  for (let written = 0; written < count; written += size) yield batch;
}

function row({ name, samples }: Measured<Run>, { count, cores }: Pick<Lines, 'count' | 'cores'> = NO_LINES): string[] {
  const seconds = samples.map((sample) => sample.seconds);
  const peaks = samples.flatMap(({ peak }) => (peak === null ? [] : [peak]));
  const perCore = count / median(seconds) / cores;
  const memory = peaks.length > 0 ? spread(peaks, 0) : ['not known'];
  return [name, ...spread(seconds, 2), Math.round(perCore).toLocaleString('en'), ...memory];
}

const NO_LINES = { count: 0, cores: 1 };

async function verifyLines({ file, cores }: Lines): Promise<Run> {
  const { accessKeyId, secretAccessKey } = DOCUMENTED_EXAMPLE.key;
  const env = { ...process.env, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const start = performance.now();
  const words = [process.execPath, PROGRAM, 'verify', '--jsonl', '-'];
  const [program = '', ...args] = cores === 1 && availableParallelism() > 1 ? ['taskset', '-c', '0', ...words] : words;
  const child = spawn(program, args, {
    env,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const watch = watchMemory(child);
  createReadStream(file, { highWaterMark: 2 ** 20 }).pipe(child.stdin);
  const [code] = await once(child, 'exit');
  const seconds = (performance.now() - start) / 1000;
  if (code !== 0) throw new Error(`sigv4 verify ended with ${code}.`);
  return { seconds, peak: watch() };
}

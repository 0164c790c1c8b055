/** A download into a file, beside curl's and beside what Node.js can do at most: wall time, CPU time, and peak memory. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { hasTool, PROGRAM } from '../support/cli/program.ts';
import { byTurns, type Measured, median, spread } from './measure.ts';
import { table } from './table.ts';
import { bundle } from './temporary-folder.ts';
import { watchMemory } from './watch-memory.ts';

const ROUNDS = 5;
/** Bytes. */
const SIZE = 2 ** 30;

/** Loaded first in a process of Node.js, which then tells its seconds of CPU time at its end. */
const CPU_AT_EXIT = `process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  require('node:fs').writeSync(3, String((user + system) / 1e6));
});`;

interface Download {
  readonly seconds: number;
  /** Seconds; `null` for curl. */
  readonly cpu: number | null;
  /** MiB; `null` where the system does not tell. */
  readonly peak: number | null;
}

export async function benchDownload(folder: string): Promise<string> {
  const server = spawn(process.execPath, [await bundle(folder, 'download-server'), String(SIZE)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const port = Number((await once(server.stdout, 'data'))[0]);
    return await compare(folder, `http://127.0.0.1:${port}/bucket/large`, await bundle(folder, 'download-floor'));
  } finally {
    server.kill();
  }
}

async function compare(folder: string, url: string, floor: string): Promise<string> {
  const file = join(folder, 'body');
  const first = join(folder, 'cpu-at-exit.cjs');
  writeFileSync(first, CPU_AT_EXIT);
  const node =
    (...commandLine: string[]) =>
    () =>
      download(file, process.execPath, ['--require', first, ...commandLine]);
  const contestants = [
    { name: 'sigv4 send -o', run: node(PROGRAM, 'send', '--no-sign-request', '-o', file, url) },
    { name: 'floor: a socket piped into a file, in Node.js', run: node(floor, url, file) },
  ];
  const hasCurl = hasTool('curl');
  if (hasCurl) {
    contestants.push({
      name: 'curl -o',
      run: () => download(file, 'curl', ['--silent', '--noproxy', '*', '-o', file, url]),
    });
  }
  const measured = await byTurns(contestants, ROUNDS);
  return table(
    `download: 1 GiB over HTTP from another process on 127.0.0.1 into a file; process start included; ${ROUNDS} runs each, by turns`,
    ['', 'seconds: median', 'min', 'max', 'CPU: median', 'min', 'max', 'MB/s', 'peak MiB: median', 'min', 'max'],
    [...measured.map(row), ...(hasCurl ? [] : [['curl -o: not run, since it is not installed']])],
  );
}

function row({ name, samples }: Measured<Download>): string[] {
  const seconds = samples.map((sample) => sample.seconds);
  const cpu = known(samples.map((sample) => sample.cpu));
  const peaks = known(samples.map(({ peak }) => peak));
  const rate = (SIZE / 1e6 / median(seconds)).toFixed(0);
  return [name, ...spread(seconds, 2), ...spreadOrNot(cpu, 2), rate, ...spreadOrNot(peaks, 0)];
}

const known = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);
const spreadOrNot = (values: readonly number[], digits: number): string[] =>
  values.length > 0 ? spread(values, digits) : ['not known', '', ''];

/** One download into `file`, which is removed again. */
async function download(file: string, command: string, commandLine: readonly string[]): Promise<Download> {
  const start = performance.now();
  const child = spawn(command, commandLine, { stdio: ['ignore', 'ignore', 'inherit', 'pipe'] });
  const told = text(child.stdio[3] as Readable);
  const watch = watchMemory(child);
  const [code] = await once(child, 'exit');
  const seconds = (performance.now() - start) / 1000;
  const peak = watch();
  const { size } = statSync(file);
  rmSync(file);
  if (code !== 0 || size !== SIZE) throw new Error(`${command} ended with ${code} and ${size} bytes.`);
  const cpu = await told;
  return { seconds, cpu: cpu === '' ? null : Number(cpu), peak };
}

/** How long it takes to start, beside Node.js alone and beside a program that only shows a word with Ink. */
import { spawn } from 'node:child_process';
import { PROGRAM } from '../support/cli/program.ts';
import { untilFirstFrame } from './drawn-program.ts';
import { byTurns, spread } from './measure.ts';
import { minimalInk } from './minimal-ink.ts';
import { table } from './table.ts';

const ROUNDS = 21;

const SIZE = { columns: 80, rows: 24 };

export async function benchStart(folder: string): Promise<string> {
  const minimal = await minimalInk(folder);
  const measured = await byTurns(
    [
      { name: 'node -e 0, to its end', run: () => untilExit('-e', '0') },
      { name: 'sigv4 --version, to its end', run: () => untilExit(PROGRAM, '--version') },
      { name: 'sigv4 walk --plain, to its end', run: () => untilExit(PROGRAM, 'walk', '--plain') },
      { name: 'a minimal Ink program, to its first frame', run: () => untilFirstFrame(SIZE, minimal) },
      { name: 'sigv4 walk, to its first frame', run: () => untilFirstFrame(SIZE, PROGRAM, 'walk') },
    ],
    ROUNDS,
  );
  return table(
    `start: a new process each time, files in the system's cache; milliseconds, ${ROUNDS} runs each, by turns`,
    ['', 'median', 'min', 'max'],
    measured.map(({ name, samples }) => [name, ...spread(samples, 1)]),
  );
}

function untilExit(...commandLine: string[]): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, commandLine, { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.resume();
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const milliseconds = performance.now() - start;
      if (code === 0) resolve(milliseconds);
      else reject(new Error(`${commandLine.join(' ')} ended with ${code}.`));
    });
  });
}

/** A gigabyte signed chunk by chunk, beside one hash over it: what signing costs when nothing can be left out. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { byTurns, median, spread } from './measure.ts';
import { table } from './table.ts';
import { bundle } from './temporary-folder.ts';

const ROUNDS = 5;

export async function benchChunks(folder: string): Promise<string> {
  const program = await bundle(folder, 'chunk-signers');
  const ask = async (...names: string[]): Promise<string> =>
    (await promisify(execFile)(process.execPath, [program, ...names])).stdout;
  const names: string[] = JSON.parse(await ask());
  const measured = await byTurns(
    names.map((name) => ({ name, run: async () => Number(await ask(name)) })),
    ROUNDS,
  );
  const [floor] = measured;
  const least = median(floor?.samples ?? []);
  return table(
    `chunks: 1 GiB in memory, each run in a process of its own; milliseconds, ${ROUNDS} runs each, by turns`,
    ['', 'median', 'min', 'max', 'times the hash'],
    measured.map(({ name, samples }) => [name, ...spread(samples, 0), (median(samples) / least).toFixed(2)]),
  );
}

/** A gigabyte signed chunk by chunk, beside one hash over it: what signing costs when nothing can be left out. */
import { inProcesses } from './in-processes.ts';
import { median, spread } from './measure.ts';
import { table } from './table.ts';

const ROUNDS = 5;

export async function benchChunks(folder: string): Promise<string> {
  const measured = await inProcesses(folder, 'chunk-signers', ROUNDS);
  const [floor] = measured;
  const least = median(floor?.samples ?? []);
  return table(
    `chunks: 1 GiB in memory, each run in a process of its own; milliseconds of CPU time, ${ROUNDS} runs each, by turns`,
    ['', 'median', 'min', 'max', 'times the hash'],
    measured.map(({ name, samples }) => [name, ...spread(samples, 0), (median(samples) / least).toFixed(2)]),
  );
}

/** One signature of AWS's documented GET example, beside other signers and beside the least that it can cost. */
import { inProcesses } from './in-processes.ts';
import { median, spread } from './measure.ts';
import { table } from './table.ts';

const ROUNDS = 21;

export async function benchSigning(folder: string): Promise<string> {
  const measured = await inProcesses(folder, 'signers', ROUNDS);
  return table(
    `signing: AWS's GET example, each run in a process of its own, warm; microseconds of CPU time a signature, ${ROUNDS} runs each, by turns`,
    ['', 'median', 'min', 'max', 'a second'],
    measured.map(({ name, samples }) => [
      name,
      ...spread(samples, 2),
      Math.round(1_000_000 / median(samples)).toLocaleString('en'),
    ]),
  );
}

/** One signature of AWS's documented GET example, beside other signers and beside the least that it can cost. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { byTurns, median, spread } from './measure.ts';
import { table } from './table.ts';
import { bundle } from './temporary-folder.ts';

const ROUNDS = 7;

export async function benchSigning(folder: string): Promise<string> {
  const program = await bundle(folder, 'signers');
  const ask = async (...names: string[]): Promise<string> =>
    (await promisify(execFile)(process.execPath, [program, ...names])).stdout;
  const names: string[] = JSON.parse(await ask());
  const measured = await byTurns(
    names.map((name) => ({ name, run: async () => Number(await ask(name)) })),
    ROUNDS,
  );
  return table(
    `signing: AWS's GET example, each run in a process of its own, warm; microseconds a signature, ${ROUNDS} runs each, by turns`,
    ['', 'median', 'min', 'max', 'a second'],
    measured.map(({ name, samples }) => [
      name,
      ...spread(samples, 2),
      Math.round(1_000_000 / median(samples)).toLocaleString('en'),
    ]),
  );
}

/** Contestants of one program, each run in a process of its own, so that none finds what another has warmed up. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { byTurns, type Measured } from './measure.ts';
import { bundle } from './temporary-folder.ts';

/**
 * The program prints the names of its contestants as JSON where it is given none, and otherwise what the one that it
 * is given measured: a number.
 */
export async function inProcesses(folder: string, name: string, rounds: number): Promise<Measured<number>[]> {
  const program = await bundle(folder, name);
  const ask = async (...names: string[]): Promise<string> =>
    (await promisify(execFile)(process.execPath, [program, ...names])).stdout;
  const contestants: string[] = JSON.parse(await ask());
  return byTurns(
    contestants.map((contestant) => ({ name: contestant, run: async () => Number(await ask(contestant)) })),
    rounds,
  );
}

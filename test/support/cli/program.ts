/** The built program, run as its user runs it. */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The file that `bin` in package.json names. */
export const PROGRAM = resolve(JSON.parse(readFileSync('package.json', 'utf8')).bin.sigv4);

/** Runs `sigv4` with these arguments, without a terminal. */
export function run(...commandLine: string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [PROGRAM, ...commandLine], { encoding: 'utf8', maxBuffer: 64 * 2 ** 20 });
}

/** Whether a tool that some tests need is on this machine. */
export function hasTool(name: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
}

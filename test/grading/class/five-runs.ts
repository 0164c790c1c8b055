/**
 * Grades the forty submissions five times with the built program, each time in another order and with twice as many busy
 * processes as cores, and compares the tables byte for byte. `npm run test:class` takes some minutes; `RUNS=2` and `BUSY=0`
 * set how often, and how many processes are busy.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasTool } from '../../support/cli/program.ts';
import { faultsIn, rowsOf } from './rows.ts';
import { handIn, submissionsIn } from './submissions.ts';

const RUNS = Number(process.env.RUNS ?? 5);
const home = mkdtempSync(join(tmpdir(), 'class-'));
const folder = join(home, 'submissions');
mkdirSync(folder);
const submissions = submissionsIn(folder).filter(({ tool, name }) => {
  const isHere = tool === undefined || hasTool(tool);
  if (!isHere) console.log(`not run: ${name} needs ${tool}`);
  return isHere;
});

const busy = Array.from({ length: Number(process.env.BUSY ?? 2 * availableParallelism()) }, () =>
  spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
);

/** Grades the class, and returns the table. */
function graded(run: number, ...more: string[]): string {
  rmSync(folder, { recursive: true });
  handIn(folder, submissions);
  const csv = join(home, `${run}.csv`);
  const words = ['dist/sigv4.js', 'grade', '--each', folder, '--csv', csv, '--reports', join(home, `reports-${run}`)];
  // One of the submissions writes over what is beside the copy of it, so the copies are made in a folder of their own.
  const env = { ...process.env, TMPDIR: home };
  const { status, stderr } = spawnSync(process.execPath, [...words, ...more], { encoding: 'utf8', env });
  if (status !== 0) throw new Error(`The run ${run} ended with ${status}: ${stderr}`);
  return readFileSync(csv, 'utf8');
}

const faults: string[] = [];
try {
  const tables: string[] = [];
  for (let run = 1; run <= RUNS; run += 1) {
    tables.push(graded(run));
    const isSame = tables.at(-1) === tables[0];
    console.log(`run ${run} of ${RUNS}: ${isSame ? 'the same table' : 'ANOTHER TABLE'}`);
    if (!isSame) faults.push(`Run ${run} has another table: ${home}/${run}.csv`);
  }
  faults.push(...faultsIn(rowsOf(tables[0] ?? ''), submissions));
  const rows = rowsOf(graded(RUNS + 1, '--seed', 'another exam'));
  const pointsOf = (name: string) => rows.find(({ student }) => student === name)?.points;
  if (pointsOf('Ada Right') !== '100') faults.push(`With fresh cases, a right program has ${pointsOf('Ada Right')}.`);
  if (pointsOf('Nat Table') !== '0') faults.push(`With fresh cases, a table has ${pointsOf('Nat Table')} points.`);
} finally {
  for (const one of busy) one.kill('SIGKILL');
}
for (const fault of faults) console.log(`✗ ${fault}`);
console.log(faults.length === 0 ? `✓ ${submissions.length} submissions, ${RUNS} runs` : `✗ ${faults.length} faults`);
if (faults.length === 0) rmSync(home, { recursive: true });
process.exitCode = faults.length === 0 ? 0 : 1;

/**
 * `npm run measure`: how often the diagnosis names what was wrong, of real failures and of random ones. The first
 * argument limits it to `cases`, `cases-2`, `field`, or `random COUNT SEEDS FIRST-SEED`. `check` compares what must not
 * get worse with `bars.json`, and ends with the exit code 1 if a figure is below its bar.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Evidence } from '../../src/evidence/evidence.ts';
import { printAsked } from './asked.ts';
import { type CaseRun, runCases } from './cases.ts';
import { checkBars } from './check-bars.ts';
import { printField } from './print-field.ts';
import { printRandom } from './print-random.ts';

/** Beside the checkout, unless the environment says where. */
const SHARED = process.env.SIGV4_SHARED ?? join(import.meta.dirname, '..', '..', '..', 'shared');

const CASE_FOLDERS = ['cases', 'cases-2'] as const;

function printCases(name: string): void {
  const folder = join(SHARED, 'causes', name);
  if (!existsSync(folder)) return void console.log(`${name}: not run, because the folder is absent.`);
  const runs = runCases(folder, filters);
  if (filters.length > 0 || process.env.VERBOSE) for (const run of runs) console.log(caseInLines(run));
  console.log(`${name}: ${caseFigures(runs)}`);
  if (name === 'cases-2') printAsked(folder);
}

function caseInLines({ name, want, causes, evidence, isNamed, isSureOfAnother, milliseconds }: CaseRun): string {
  const mark = isNamed ? 'ok ' : isSureOfAnother ? 'NOT' : '-- ';
  const got = causes.map(({ id, standing }) => `${id} ${standing}`).join(', ');
  const { answer, client, request } = evidence ?? {};
  const of = (side: Evidence['client'] | undefined) =>
    side ? `${side.canonicalRequest?.proof ?? '-'}/${side.stringToSign ? 'sts' : '-'}` : '-';
  const read = `answer ${answer?.form ?? '-'} ${answer?.status ?? ''} ${answer?.code ?? ''} ${of(answer)}, client ${of(client)}, request ${
    request ? `${request.head.method.octets} ${request.head.headers.length}` : '-'
  }`;
  return `${mark} ${name} ${milliseconds.toFixed(0)} ms | want ${want} | got ${got}\n    ${evidence ? read : 'UNREADABLE'}`;
}

function caseFigures(runs: readonly CaseRun[]): string {
  const count = (test: (run: CaseRun) => boolean) => runs.filter(test).length;
  const share = (test: (run: CaseRun) => boolean) =>
    `${count((run) => test(run) && run.isDecidable && run.isNamed)} of ${count((run) => test(run) && run.isDecidable)}`;
  return [
    `${share(() => true)} decidable named in the first three`,
    `established ${share(({ isEstablished }) => isEstablished)}`,
    `without those that only words decide ${share(({ needsWords }) => !needsWords)}`,
    `first line sure and another cause: ${count(({ isSureOfAnother }) => isSureOfAnother)}`,
    `unreadable ${count(({ evidence }) => evidence === null)} of ${runs.length}`,
  ].join('; ');
}

const [only, ...filters] = process.argv.slice(2);

for (const name of CASE_FOLDERS) if (only === undefined || only === name) printCases(name);
if (only === undefined || only === 'field') printField(SHARED, filters);
if (only === undefined || only === 'random') {
  const [count = 500, seeds = 4, first = 1] = filters.map(Number);
  printRandom({ count, seeds, first });
}
if (only === 'check' && !checkBars(SHARED)) process.exitCode = 1;

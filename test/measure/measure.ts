/** `npm run measure`: how often the diagnosis names what was wrong, of real failures and of random ones. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Evidence } from '../../src/evidence/evidence.ts';
import { printAsked } from './asked.ts';
import { type CaseRun, runCases } from './cases.ts';
import { bestRuns, type FieldRun, runField, type SecretMode, worseByMore } from './field.ts';
import { printRandom } from './print-random.ts';

/** Beside the checkout, unless the environment says where. */
const SHARED = process.env.SIGV4_SHARED ?? join(import.meta.dirname, '..', '..', '..', 'shared');

function printField(): void {
  const folder = join(SHARED, 'causes', 'field');
  if (!existsSync(folder)) return void console.log('Real failures: not run, because their folder is absent.');
  const runs = runField(folder, filters);
  if (filters.length > 0 || process.env.VERBOSE) for (const run of runs) console.log(inOneLine(run));
  for (const mode of ['none', 'server', 'client'] as const) console.log(inFigures(runs, mode));
  const worse = worseByMore(runs);
  console.log(`Made worse by one file more or by the secret: ${worse.length}`);
  for (const line of worse) console.log(`  ${line}`);
}

const inOneLine = ({
  outcome,
  name,
  input,
  mode,
  milliseconds,
  isPairNamed,
  expected,
  causes,
  isSaidNotSignature,
}: FieldRun): string =>
  `${outcome.padEnd(13)} ${name} [${input}] ${mode} ${milliseconds.toFixed(0)} ms${expected.pair ? ` pair ${isPairNamed}` : ''}${isSaidNotSignature ? ' not-signature' : ''}\n    ${causes.slice(0, 4).join('\n    ')}`;

function inFigures(runs: readonly FieldRun[], mode: SecretMode): string {
  const ofMode = runs.filter((run) => run.mode === mode);
  const best = bestRuns(runs, mode).filter(
    ({ expected }) => expected.accept.length > 0 && expected.decidable !== false,
  );
  const first = best.filter(({ outcome }) => outcome === 'first').length;
  const three = best.filter(({ outcome }) => ['first', 'misordered', 'top3', 'possible'].includes(outcome)).length;
  const cases = [...Map.groupBy(ofMode, ({ name }) => name).values()];
  const pairs = cases.filter(([run]) => run?.expected.pair);
  const others = cases.filter(([run]) => run?.expected.accept.length === 0);
  const count = (some: typeof cases, test: (run: FieldRun) => boolean) => some.filter((of) => of.some(test)).length;
  return [
    `Real failures, secret: ${mode}, ${ofMode.length} runs: ${tally(ofMode)}`,
    `  decidable with a cause: ${first} first, ${three} in the first three, of ${best.length}`,
    `  pairs named: ${count(pairs, (run) => run.isPairNamed)} of ${pairs.length}; not about the signature, said: ${count(others, (run) => run.isSaidNotSignature)} of ${others.length}`,
  ].join('\n');
}

const tally = (runs: readonly FieldRun[]): string =>
  [...Map.groupBy(runs, ({ outcome }) => outcome)].map(([outcome, some]) => `${outcome} ${some.length}`).join(', ');

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
    side ? `${side.canonicalRequest?.standing ?? '-'}/${side.stringToSign ? 'sts' : '-'}` : '-';
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
if (only === undefined || only === 'field') printField();
if (only === undefined || only === 'random') printRandom(Number(filters[0] ?? 500), Number(filters[1] ?? 4));

/**
 * Gives each reader and each service bytes that are nearly right: `npm run fuzz -- --minutes N`, or `npm run fuzz -- --minutes N ID…`
 * for single ones. The time is shared between them, in two processes, and `most` of a reader is the most that it is given.
 * `--growth` measures how the time grows with the length instead. Without IDs, the run is written into docs/hardness.md.
 */
import { parseArgs } from 'node:util';
import { writeHardness } from '../attack/hardness.ts';
import { growthTable } from './growth.ts';
import { type Fuzzed, fuzzReaders } from './in-child.ts';
import { isSlow, READERS } from './readers.ts';
import { fuzzService, SERVICES } from './services.ts';

const { values, positionals } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, growth: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const milliseconds = Number(values.minutes) * 60_000;
const isWanted = ({ id }: { readonly id: string }) => positionals.length === 0 || positionals.includes(id);

if (values.growth) {
  const { table, failed } = await growthTable(READERS.filter(isWanted), milliseconds);
  report('growth', table, failed);
} else {
  await fuzz(milliseconds);
}

/** Fuzzes for this time, the services for a tenth of it each. */
async function fuzz(time: number): Promise<void> {
  const start = Date.now();
  const found: Fuzzed[] = [];
  for (const service of SERVICES.filter(isWanted)) found.push(await fuzzService(service, time / 10));
  const readers = READERS.filter(isWanted).toSorted((one, other) => other.most - one.most);
  const left = start + time - Date.now();
  // Those that search for causes take as long as all others together.
  const groups = [readers.filter((reader) => !isSlow(reader)), readers.filter(isSlow)];
  found.push(...(await Promise.all(groups.map((group) => fuzzReaders(group, left)))).flat());
  for (const fuzzed of found)
    process.stdout.write(`${fuzzed.failure === null ? 'PASS' : 'FAIL'}  ${fuzzed.id}: ${said(fuzzed)}\n`);
  const inputs = found.reduce((sum, fuzzed) => sum + fuzzed.inputs, 0).toLocaleString('en');
  const minutes = Math.round((Date.now() - start) / 60_000);
  const rows = found.map(({ id, inputs, slowest, failure }) =>
    ['', id, inputs.toLocaleString('en'), slowest.toFixed(0), failure === null ? 'PASS' : 'FAIL', '']
      .join(' | ')
      .trim(),
  );
  const heading = ['| what reads | inputs | slowest, ms of CPU time | |', '|---|---|---|---|'];
  const failed = found.filter(({ failure }) => failure !== null).length;
  report('fuzz', [`${inputs} inputs in ${minutes} minutes.`, '', ...heading, ...rows].join('\n'), failed);
}

function said({ inputs, failure }: Fuzzed): string {
  if (failure === null) return `${inputs} inputs`;
  return `input ${failure.input}: ${failure.says}\n${JSON.stringify(failure.text)}`;
}

function report(section: string, table: string, failed: number): void {
  process.stdout.write(`${table}\n`);
  if (positionals.length === 0) writeHardness(section, table);
  if (failed > 0) process.exitCode = 1;
}

/**
 * Gives each reader and each service bytes that are nearly right: `npm run fuzz -- --minutes N`, or `npm run fuzz -- --minutes N ID…`
 * for single ones. The time is shared between them, in two processes, and `most` of a reader is the most that it is given.
 * With `--counts FILE`, each goes on where the run before it ended, and `--minutes 0` only writes what is known.
 * `--growth` measures how the time grows with the length instead. Without IDs, the run is written into docs/hardness.md; the rows
 * of a growth run with IDs replace those of the same readers.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { HARDNESS, replaceRows, writeSection } from '../support/recorded-section.ts';
import { growthTable } from './growth.ts';
import { type Fuzzed, fuzzReaders, notYet } from './in-child.ts';
import { isSlow, READERS } from './readers.ts';
import { fuzzService, SERVICES } from './services.ts';

const { values, positionals } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    counts: { type: 'string' },
    growth: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const milliseconds = Number(values.minutes) * 60_000;
const isWanted = ({ id }: { readonly id: string }) => positionals.length === 0 || positionals.includes(id);
const isKept = values.counts !== undefined && existsSync(values.counts);
const counts: Record<string, Fuzzed> = isKept ? JSON.parse(readFileSync(values.counts ?? '', 'utf8')) : {};

const knownOf = (id: string): Fuzzed => counts[id] ?? notYet(id);

function keep(fuzzed: Fuzzed): void {
  counts[fuzzed.id] = fuzzed;
  if (values.counts === undefined) return;
  // Renamed, so that a run that is killed leaves a whole file.
  writeFileSync(`${values.counts}.new`, JSON.stringify(counts));
  renameSync(`${values.counts}.new`, values.counts);
}

if (values.growth) {
  const { table, failed } = await growthTable(READERS.filter(isWanted), milliseconds);
  if (positionals.length > 0) replaceRows(HARDNESS, 'growth', table.split('\n'));
  report('growth', table, failed);
} else {
  await fuzz(milliseconds);
}

/** Fuzzes for this time, the services for a tenth of it each, and the readers from the one that needs the least to its count. */
async function fuzz(time: number): Promise<void> {
  const end = Date.now() + time;
  for (const service of SERVICES.filter(isWanted)) keep(await fuzzService(service, knownOf(service.id), time / 10));
  const readers = READERS.filter(isWanted).toSorted((one, other) => needed(one) - needed(other));
  // Those that search for causes take as long as all others together.
  const groups = [readers.filter((reader) => !isSlow(reader)), readers.filter(isSlow)];
  const [left, begun] = [end - Date.now(), groups.map((group) => group.map(({ id }) => knownOf(id)))];
  await Promise.all(begun.map((group) => fuzzReaders(group, left, keep)));

  const all = [...SERVICES, ...READERS].filter(isWanted).map(({ id, most }) => ({ ...knownOf(id), most }));
  for (const fuzzed of all)
    process.stdout.write(`${fuzzed.failure === null ? 'PASS' : 'FAIL'}  ${fuzzed.id}: ${said(fuzzed)}\n`);
  const rows = all.map(({ id, inputs, most, slowest, failure }) => {
    const had = inputs < most ? `${shown(inputs)} of ${shown(most)}` : shown(inputs);
    return `| ${id} | ${had} | ${slowest.toFixed(0)} | ${failure === null ? 'PASS' : 'FAIL'} |`;
  });
  const heading = ['| what reads | inputs | slowest, ms of CPU time | |', '|---|---|---|---|'];
  const failed = all.filter(({ failure }) => failure !== null).length;
  const [inputs, taken] = [sum(all.map((each) => each.inputs)), sum(all.map((each) => each.taken))];
  const whole = `${shown(inputs)} inputs in ${Math.round(taken / 60_000)} minutes of CPU time.`;
  report('fuzz', [whole, '', ...heading, ...rows].join('\n'), failed);
}

/** Milliseconds until a reader has had all inputs, by those that it has had. */
function needed({ id, most }: { readonly id: string; readonly most: number }): number {
  const { inputs, taken } = knownOf(id);
  return inputs === 0 ? 0 : ((most - inputs) * taken) / inputs;
}

function shown(count: number): string {
  return count.toLocaleString('en');
}

function sum(counted: readonly number[]): number {
  return counted.reduce((all, one) => all + one, 0);
}

function said({ inputs, failure }: Fuzzed): string {
  if (failure === null) return `${inputs} inputs`;
  return `input ${failure.input}: ${failure.says}\n${JSON.stringify(failure.text)}`;
}

function report(section: string, table: string, failed: number): void {
  process.stdout.write(`${table}\n`);
  if (positionals.length === 0) writeSection(HARDNESS, section, table);
  if (failed > 0) process.exitCode = 1;
}

/**
 * Gives each reader and each service bytes that are nearly right: `npm run fuzz -- --minutes N`, or `npm run fuzz -- --minutes N ID…`
 * for single ones. The time is shared between them, and `most` of a reader is the most that it is given. `--growth` measures
 * how the time grows with the length instead. Without IDs, the run is written into docs/hardness.md.
 */
import { parseArgs } from 'node:util';
import { writeHardness } from '../attack/hardness.ts';
import { growthTable } from './growth.ts';
import { type Fuzzed, fuzzReader } from './in-child.ts';
import { READERS } from './readers.ts';
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

/** Fuzzes for this time. What one leaves of its share goes to those after it. */
async function fuzz(time: number): Promise<void> {
  const contestants = [
    ...SERVICES.filter(isWanted).map((service) => ({
      ...service,
      run: (share: number) => fuzzService(service, share),
    })),
    ...READERS.filter(isWanted)
      .toSorted((one, other) => other.most - one.most)
      .map((reader) => ({ ...reader, run: (share: number) => fuzzReader(reader, share) })),
  ];
  const end = Date.now() + time;
  const rows: string[] = [];
  let [failed, inputs] = [0, 0];
  for (const [index, { id, run }] of contestants.entries()) {
    const fuzzed = await run((end - Date.now()) / (contestants.length - index));
    inputs += fuzzed.inputs;
    if (fuzzed.failure !== null) failed++;
    process.stdout.write(`${fuzzed.failure === null ? 'PASS' : 'FAIL'}  ${id}: ${said(fuzzed)}\n`);
    rows.push(
      `| ${id} | ${fuzzed.inputs.toLocaleString('en')} | ${Math.round(fuzzed.slowest)} | ${fuzzed.failure === null ? 'PASS' : 'FAIL'} |`,
    );
  }
  const sum = `${inputs.toLocaleString('en')} inputs in ${Math.round((Date.now() - end + time) / 60_000)} minutes.`;
  report(
    'fuzz',
    [sum, '', '| what reads | inputs | slowest, ms of CPU time | |', '|---|---|---|---|', ...rows].join('\n'),
    failed,
  );
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

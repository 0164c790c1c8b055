/**
 * Sends requests through `sigv4 capture` to `sigv4 sandbox` for a long time, and measures what each of the two processes
 * holds: `npm run soak -- --minutes 30`. It must not grow. The run is written into docs/hardness.md.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MOST_REQUESTS } from '../../src/app/traffic/shown-traffic.ts';
import { underAttack } from '../attack/tools.ts';
import { EXAMPLE_KEYS } from '../support/commands/test-world.ts';
import { HARDNESS, writeSection } from '../support/recorded-section.ts';
import { type Held, heldRows } from './held.ts';
import { takeTurns } from './turns.ts';

/** In a run, for each process. */
const MEASUREMENTS = 120;
/** Milliseconds between two turns: the soak is long, not heavy. */
const PAUSE = 20;
const PROCESSES = ['sandbox', 'capture'] as const;
/** The ends of the names of the files of a process and of its thread. */
const FILES = ['', '-thread'] as const;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } });
const milliseconds = Number(values.minutes) * 60_000;
const rows: string[] = [];
let turns = 0;

const measured = (file: string): readonly Held[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];

const achieved = await underAttack({
  id: 'soak',
  says: '',
  async run({ folder, service }) {
    const started = (name: (typeof PROCESSES)[number], ...options: string[]) =>
      service([name, ...options], {
        environment: {
          ...EXAMPLE_KEYS,
          NODE_OPTIONS: `--import=${resolve('test/soak/measured.mjs')}`,
          SOAK_FILE: join(folder, name),
          SOAK_EVERY: String(milliseconds / MEASUREMENTS),
        },
      });
    const sandbox = await started('sandbox');
    const capture = await started('capture', '--upstream', `http://127.0.0.1:${sandbox.port}`);
    // The logs of both are full after it.
    await takeTurns(capture.port, { turns: MOST_REQUESTS });
    const begun = PROCESSES.map((name) => FILES.map((file) => measured(join(folder, `${name}${file}`)).length));
    turns = await takeTurns(capture.port, { milliseconds, pause: PAUSE });
    for (const [at, name] of PROCESSES.entries()) {
      const [whole = [], thread = []] = FILES.map((file, which) =>
        measured(join(folder, `${name}${file}`)).slice(begun[at]?.[which]),
      );
      rows.push(...heldRows(name, whole), ...heldRows(`${name}, its thread for causes`, thread, ['heap']));
    }
    const ended = [sandbox, capture].find(({ isRunning }) => !isRunning());
    return ended ? `a service has ended: ${ended.said().slice(-500)}` : null;
  },
});
const head = ['| process | what it holds | first quarter | last quarter | |', '|---|---|---|---|---|'];
const says = achieved ?? `${turns.toLocaleString('en')} turns in ${values.minutes} minutes.`;
const table = [says, '', ...head, ...rows].join('\n');
process.stdout.write(`${table}\n`);
writeSection(HARDNESS, 'soak', table);
if (achieved !== null || rows.some((row) => row.includes('FAIL'))) process.exitCode = 1;

/**
 * What must not get worse when the code changes, in one document: `npm run baseline -- [--dist DIR] [--out FILE]`. It measures
 * the built program in that folder, on failures, captures, and pastes that are not in the repository: `SIGV4_SHARED` names
 * their folder, and without it they are looked for beside the checkout. What cannot be run is said loudly, and ends with 1.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { dist: { type: 'string', default: 'dist' }, out: { type: 'string' } } });
const dist = resolve(values.dist);
const program = join(dist, 'sigv4.js');
const shared = resolve(process.env.SIGV4_SHARED ?? '../shared');
const causes = join(shared, 'causes');

interface Part {
  readonly title: string;
  /** What it needs; without it, it is not run. */
  readonly needs: string;
  /** Resolves with the lines that say what came out. */
  readonly run: () => Promise<string>;
}

/** Runs a program and resolves with what it prints. */
async function printed(command: string, words: readonly string[], cwd: string, env = {}): Promise<string> {
  const all = { ...process.env, NODE: process.execPath, BIN: program, NO_COLOR: '1', ...env };
  const child = spawn(command, words, { cwd, env: all, stdio: ['ignore', 'pipe', 'inherit'] });
  const said = await text(child.stdout);
  return said.trimEnd();
}

const python = (...words: string[]) => printed('python3', words, causes, { CASES: join(causes, 'field') });
/** The last lines, from the one that begins like this. */
const from = (said: string, start: string) => said.slice(said.lastIndexOf(`\n${start}`) + 1);
const only = (wanted: RegExp, said: string) =>
  said
    .split('\n')
    .filter((line) => wanted.test(line))
    .join('\n');
const PASTES = ['--seed', '20260701', '--count', '200'];

/** The verdict about each captured request: of those that real clients signed, and of those that have no such signature. */
async function captures(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'sigv4-baseline-'));
  try {
    return ['.', 'own', 'not-sigv4'].map((name) => capturesIn(name, folder)).join('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const SEPARATOR = '---- raw request bytes follow, to the end of the file ----\n';

function capturesIn(name: string, folder: string): string {
  const from = join(shared, 'captures', name);
  const verdicts = readdirSync(from)
    .filter((file) => /\.txt$/.test(file))
    .map((file) => {
      const whole = readFileSync(join(from, file));
      const at = whole.indexOf(SEPARATOR);
      const field = (key: string) => new RegExp(`^${key}: (.*)$`, 'm').exec(whole.toString('latin1', 0, at))?.[1] ?? '';
      const [request, secret] = [join(folder, 'request'), join(folder, 'secret')];
      writeFileSync(request, whole.subarray(at + SEPARATOR.length));
      writeFileSync(secret, field('secret-key'));
      return { file, verdict: verdictOf([request, '--at', field('captured-at'), '--secret-from', secret]) };
    });
  const byVerdict = Map.groupBy(verdicts, ({ verdict }) => verdict);
  // A verdict that few have is one to look at.
  const said = [...byVerdict].map(([verdict, all]) => {
    const names = all.length > 3 ? '' : ` (${all.map(({ file }) => file).join(', ')})`;
    return `${all.length} ${verdict}${names}`;
  });
  return `${name}: ${said.join(', ')}`;
}

function verdictOf(words: readonly string[]): string {
  try {
    return JSON.parse(
      execFileSync(process.execPath, [program, 'verify', ...words, '--json'], { stdio: 'pipe' }).toString(),
    ).verdict;
  } catch (error) {
    // A request that is not right has another exit code, and its verdict all the same.
    const { stdout } = error as { stdout?: Buffer };
    return stdout && stdout.length > 0 ? JSON.parse(stdout.toString()).verdict : 'refused as input';
  }
}

const checkout = resolve(dist, '..');
const PARTS: readonly Part[] = [
  ...['cases', 'cases-2', 'cases-3'].map((name) => ({
    title: `Public failures, ${name}`,
    needs: join(causes, name),
    run: () => python('measure.py', name),
  })),
  {
    title: 'Failures of real clients, proxies, and servers',
    needs: join(causes, 'field'),
    run: async () => from(await python('field.py'), 'secret none:'),
  },
  {
    title: 'Drawn pastes, 200 of seed 20260701',
    needs: join(causes, 'pastes'),
    run: async () =>
      only(/^secret|^ +controls|^named|^time/, await python('pastes/pastes.py', ...PASTES, '--mode', 'both')),
  },
  { title: 'Captured requests', needs: join(shared, 'captures'), run: captures },
  {
    title: 'Published vectors',
    needs: program,
    run: async () => (await printed(process.execPath, [program, 'vectors'], '.')).split('\n\n')[0] ?? '',
  },
  {
    title: 'The search for secrets, in the checkout of this program',
    needs: join(checkout, 'vitest.config.ts'),
    run: async () =>
      from(await printed('npx', ['vitest', 'run', '--mode', 'fast', 'secrets'], checkout), ' Test Files'),
  },
];

const document: string[] = [
  `Baseline of sigv4 ${(await printed(process.execPath, [program, '--version'], '.')).trim()}`,
];
let missing = 0;
for (const { title, needs, run } of PARTS) {
  process.stderr.write(`${title}…\n`);
  const start = performance.now();
  const isHere = existsSync(needs);
  if (!isHere) missing += 1;
  const said = isHere ? await run() : 'NOT RUN: what it needs is not here. SIGV4_SHARED names the folder.';
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  document.push(`## ${title}\n\n${said}\n\n${isHere ? `${seconds} s` : ''}`.trimEnd());
}
const whole = `${document.join('\n\n')}\n`;
if (values.out === undefined) process.stdout.write(whole);
else writeFileSync(values.out, whole);
if (missing > 0) process.exitCode = 1;

/** Standard output that takes nothing, or not all: every command says so and ends with exit code 1. */
import { type SpawnSyncOptionsWithStringEncoding, type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isClosed } from '../../src/cli/files/standard-output.ts';
import { hasTool, PROGRAM, run } from '../support/cli/program.ts';
import { EXAMPLE_KEYS } from '../support/commands/test-world.ts';
import { sampled } from '../support/sweep.ts';
import { WAIT } from '../support/waits.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigv4-standard-output-'));
const at = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ENVIRONMENT = { ...EXAMPLE_KEYS, AWS_REGION: 'us-east-1', HOME: folder, PATH: process.env.PATH ?? '' };
writeFileSync(at('request'), 'GET / HTTP/1.1\r\nHost: h\r\n\r\n');
writeFileSync(at('answer'), '<Error><Code>SignatureDoesNotMatch</Code></Error>');

/** A script of a shell, in which `sigv4` is the program. */
function shell(script: string, tool = 'sh'): SpawnSyncReturns<string> {
  const program = `sigv4() { "${process.execPath}" "${PROGRAM}" "$@"; }`;
  return spawnSync(tool, ['-c', `${program}\n${script}`], {
    cwd: folder,
    env: ENVIRONMENT,
    encoding: 'utf8',
    timeout: WAIT,
    maxBuffer: 64 * 2 ** 20,
  });
}

/** Commands in each of their ways of writing; those that compute for long write as another one does. */
const COMMANDS = [
  'walk --json',
  'sign s3://b/k',
  'sign --as curl s3://b/k',
  'sign --presign s3://b/k',
  'verify request',
  'verify --json request',
  'diagnose answer',
  "grade --only 's3-documentation/get-object' -- cat",
  'learn list',
  'sandbox',
  'completion bash',
  '--help',
  'help sign',
  '--version',
];

const FULL =
  'sigv4: Standard output cannot be written: there is no space left. Free some space, or redirect it elsewhere.\n';
const CLOSED = 'sigv4: Standard output cannot be written: it is closed. Redirect it to a file or a pipe.\n';

describe('a device that is full', () => {
  it.for(sampled(COMMANDS, 4))('ends it with a sentence: %s', (command, context) => {
    context.skip(!existsSync('/dev/full'), 'there is no /dev/full');
    const { status, stderr } = shell(`sigv4 ${command} > /dev/full`);
    expect([status, stderr]).toEqual([1, expect.stringContaining(FULL)]);
    expect(stderr).not.toMatch(/node:|^\s+at /m);
  });
});

describe('a file that takes only the beginning', () => {
  it.each(['walk --json', 'causes --json'])('is no success: %s', (command) => {
    // The limit is in blocks of 512 bytes, or of 1024.
    const { status, stderr } = shell(`ulimit -f 2\nsigv4 ${command} > short`);
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/^sigv4: Standard output cannot be written: [^\n]+\n$/),
    ]);
    const { size } = statSync(at('short'));
    expect([1024, 2048]).toContain(size);
    // A walk has the time in it.
    if (command === 'walk --json') return;
    expect(readFileSync(at('short'), 'utf8')).toBe(shell(`sigv4 ${command}`).stdout.slice(0, size));
  });
});

const HAS_PROC = existsSync('/proc/self/fdinfo/1');

describe('a standard output that is closed', () => {
  it.for(sampled(COMMANDS, 3))('ends it with a sentence: %s', (command, context) => {
    context.skip(!HAS_PROC, 'this system does not say what was closed');
    const { status, stderr } = shell(`sigv4 ${command} >&-`);
    expect([status, stderr]).toEqual([1, expect.stringContaining(CLOSED)]);
  });

  it.for([
    ['of a shell that has one', 'bash', 'sigv4 --version >&-'],
    ['of a shell that has none', 'bash', 'exec >&-; sigv4 --version'],
    ['of a group of commands', 'sh', '{ sigv4 --version; } >&-'],
  ])('is found out: %s', ([_whose, tool = '', script = ''], context) => {
    context.skip(!HAS_PROC || !hasTool(tool), 'this system does not say what was closed');
    const { status, stderr } = shell(script, tool);
    expect({ status, stderr }).toEqual({ status: 1, stderr: CLOSED });
  });

  it('is no failure where nothing is to be written there', () => {
    const { status, stderr } = shell('sigv4 verify --jsonl < /dev/null >&-');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describe('an output that no one wants', () => {
  it.each([
    ['/dev/null', 'sigv4 --help > /dev/null'],
    ['/dev/null, added to', 'sigv4 --help >> /dev/null'],
    ['that of the shell', 'exec > /dev/null; sigv4 --help'],
  ])('is a success: %s', (_what, script) => {
    const { status, stderr } = shell(script);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  // Both open /dev/null for reading and writing.
  it('is a success: that of a program which opens /dev/null itself, with a shell between or without', () => {
    const options: SpawnSyncOptionsWithStringEncoding = {
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
      env: ENVIRONMENT,
    };
    const alone = spawnSync(process.execPath, [PROGRAM, '--help'], options);
    const inShell = spawnSync('sh', ['-c', `"${process.execPath}" "${PROGRAM}" --help; exit $?`], options);
    for (const { status, stderr } of [alone, inShell]) expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('is a success: that of a reader who leaves', () => {
    const { stdout, stderr } = shell('{ sigv4 causes --json; echo "exit $?" >&2; } | head -c 1');
    expect({ stdout, stderr }).toEqual({ stdout: '{', stderr: 'exit 0\n' });
  });

  it('does not matter on standard error, closed or full', () => {
    for (const where of ['2>&-', ...(existsSync('/dev/full') ? ['2>/dev/full'] : [])]) {
      expect(shell(`sigv4 --help ${where}`).status).toBe(0);
      expect(shell(`sigv4 nothing ${where}`).status).toBe(2);
    }
  });
});

describe('a pipe', () => {
  it('that is read slowly gets everything', () => {
    const whole = run('causes', '--json').stdout;
    expect(whole.length).toBeGreaterThan(65_536);
    expect(shell('sigv4 causes --json | { sleep 1; cat; }').stdout === whole).toBe(true);
  });
});

describe('whether /dev/null is there because nothing was', () => {
  const [WRITE, BOTH] = [0o2100001, 0o2100002];

  it.each([
    [true, BOTH, { program: 'bash', output: '/dev/pts/1' }],
    [true, BOTH, { program: 'sh', output: null }],
    [true, BOTH, { program: 'timeout', output: null }],
    [false, BOTH, { program: 'python3', output: '/dev/pts/1' }],
    [false, BOTH, { program: 'bash', output: '/dev/null' }],
    [false, WRITE, { program: 'bash', output: '/dev/pts/1' }],
    [false, Number.NaN, { program: 'bash', output: null }],
  ])('is %s with the flags %d and the parent %j', (expected, flags, parent) => {
    expect(isClosed(flags, parent)).toBe(expected);
  });
});

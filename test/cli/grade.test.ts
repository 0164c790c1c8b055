/** `sigv4 grade` as its user runs it: the talk of the graded program, its environment, an interruption. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { PROGRAM, run } from '../support/cli/program.ts';

const NODE = process.execPath;
/** As Node.js 22.13 and Windows have it. */
const WITHOUT_EXECVE = ['--import', 'data:text/javascript,delete process.execve'];
const MARKED = 'made-up-and-marked';
/** In bytes: 64 MiB. */
const LIMIT = 67_108_864;
const ONE = ['grade', '--only', 's3-documentation/get-object'];

describe('the program that is graded', () => {
  it('has its own standard error, which is not compared', () => {
    const program = [NODE, 'test/support/grading/learner-signer.ts'];
    const talking = ['-e', "process.stderr.write('talk\\n'); process.stdin.resume()"];
    expect(run(...ONE, '--', ...program)).toMatchObject({ status: 0, stderr: '' });
    const { status, stdout, stderr } = run(...ONE, '--', NODE, ...talking);
    expect([status, stderr]).toEqual([1, 'talk\n']);
    expect(stdout).not.toContain('talk\n');
  });

  it('is stopped in time when its standard error floods, of which the first 64 MiB of each process are passed on', () => {
    const floods = ['-e', "const piece = Buffer.alloc(65_536, 'x'); for (;;) require('node:fs').writeSync(2, piece)"];
    const { status, stdout, stderr } = spawnSync(NODE, [PROGRAM, ...ONE, '--', NODE, ...floods], {
      encoding: 'latin1',
      maxBuffer: 4 * LIMIT,
    });
    expect(status).toBe(1);
    expect(stdout).toContain('all cases together took longer than 10 s');
    expect(stderr.length).toBeGreaterThanOrEqual(LIMIT);
    expect(stderr.length % LIMIT).toBe(0);
  });

  it('has options of its own after --', () => {
    const program = [NODE, '-e', 'process.stderr.write(process.argv.slice(1).join())', '--', '--json', '-v'];
    expect(run(...ONE, '--', ...program).stderr).toBe('--json,-v');
  });

  it('does not see the credentials of the person who grades it', () => {
    const environment = { ...process.env, AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', SECRET: 'c' };
    const prints = ['-e', 'process.stderr.write(JSON.stringify(process.env))'];
    const { stderr } = spawnSync(NODE, [PROGRAM, ...ONE, '--', NODE, ...prints], {
      encoding: 'utf8',
      env: environment,
    });
    const names = Object.keys(JSON.parse(stderr));
    expect(names).toContain('PATH');
    expect(names.filter((name) => /AWS|SECRET|NODE|npm/.test(name))).toEqual([]);
  });

  // Each way of starting again with one signal: what passes them on does not ask which one it is.
  it.each([
    ['SIGINT', 130, WITHOUT_EXECVE],
    ['SIGTERM', 143, []],
  ] as const)('ends with the grader at %s, and so does what it has started', async (signal, exitCode, before) => {
    const child = "require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])";
    const waits = ['-e', `process.stderr.write([process.pid, ${child}.pid].join()); setInterval(() => {}, 1000)`];
    const line = [...before, PROGRAM, ...ONE, '--', NODE, ...waits];
    const grading = spawn(NODE, line, { stdio: ['ignore', 'ignore', 'pipe'] });
    const [numbers] = await once(grading.stderr, 'data');
    grading.kill(signal);
    expect(await once(grading, 'exit')).toEqual([exitCode, null]);
    for (const pid of String(numbers).split(',')) await expect.poll(() => stateOf(pid)).toMatch(/^(?:Z.*)?$/);
  });

  it.skipIf(process.platform !== 'linux').each([
    ['in its place', []],
    ['as a child, where Node.js cannot do that', WITHOUT_EXECVE],
  ])('does not find the secrets of the grader, which starts again %s', async (_how, before) => {
    const environment = { ...process.env, AWS_SECRET_ACCESS_KEY: MARKED, GITHUB_TOKEN: MARKED };
    const reads = "process.stderr.write(require('node:fs').readFileSync('/proc/' + process.ppid + '/environ', 'utf8'))";
    const line = [...before, PROGRAM, ...ONE, '--', NODE, '-e', reads];
    const { stderr, status } = spawnSync(NODE, line, { encoding: 'utf8', env: environment });
    expect(status).toBe(1);
    expect(stderr).toContain('PATH=');
    expect(stderr).not.toContain(MARKED);
    expect(stderr).not.toContain('Warning');
  });
});

const stateOf = (pid: string) => spawnSync('ps', ['-o', 'state=', '-p', pid], { encoding: 'utf8' }).stdout.trim();

describe('a grader that starts itself again as a child', () => {
  it('has the same input, output and exit code', () => {
    const program = [NODE, 'test/support/grading/learner-signer.ts'];
    const { status, stdout, stderr } = spawnSync(NODE, [...WITHOUT_EXECVE, PROGRAM, ...ONE, '--', ...program], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^✓ 1 of 1 cases are right/);
    expect(spawnSync(NODE, [...WITHOUT_EXECVE, PROGRAM, 'grade', '--say', '4', '--', 'x']).status).toBe(2);
  });
});

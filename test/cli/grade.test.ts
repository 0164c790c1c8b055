/** `sigv4 grade` as its user runs it: the talk of the graded program, its environment, an interruption. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { PROGRAM, run } from '../support/program.ts';

const NODE = process.execPath;
const ONE = ['grade', '--only', 's3-documentation/get-object'];

describe('the program that is graded', () => {
  it('has its own standard error, which nobody compares', () => {
    const program = [NODE, 'test/support/learner-signer.ts'];
    const talking = ['-e', "process.stderr.write('talk\\n'); process.stdin.resume()"];
    expect(run(...ONE, '--', ...program)).toMatchObject({ status: 0, stderr: '' });
    const { status, stdout, stderr } = run(...ONE, '--', NODE, ...talking);
    expect([status, stderr]).toEqual([1, 'talk\n']);
    expect(stdout).not.toContain('talk\n');
  });

  it('has options of its own behind --', () => {
    const program = [NODE, '-e', 'process.stderr.write(process.argv.slice(1).join())', '--', '--json', '-v'];
    expect(run(...ONE, '--', ...program).stderr).toBe('--json,-v');
  });

  it('does not see the credentials of whoever grades it', () => {
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

  it('ends when somebody interrupts', async () => {
    const waits = ['-e', 'process.stderr.write(String(process.pid)); setInterval(() => {}, 1000)'];
    const grading = spawn(NODE, [PROGRAM, ...ONE, '--', NODE, ...waits], { stdio: ['ignore', 'ignore', 'pipe'] });
    const [pid] = await once(grading.stderr, 'data');
    grading.kill('SIGINT');
    expect(await once(grading, 'exit')).toEqual([130, null]);
    await expect
      .poll(() => spawnSync('ps', ['-o', 'state=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim())
      .toMatch(/^(?:Z.*)?$/);
  });
});

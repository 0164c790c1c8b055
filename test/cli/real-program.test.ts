/** Running a program of somebody else: this program ends, even if that one leaves processes. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { WAIT } from '../support/waits.ts';

/** Holds on to the standard error that it was given, outside the group of the process that started it. */
const STAYS = 'setInterval(() => {}, 1_000)';
const LEAVES_IT_BEHIND = `
  const stdio = ['ignore', 'ignore', 'inherit'];
  const left = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(STAYS)}], { detached: true, stdio });
  left.unref();
  console.log(left.pid);`;
/** Prints the line that it is told, which is enough, and then how the program ended. */
const RUNS_IT = `
  const { runProgram } = await import('./src/cli/processes/real-program.ts');
  const end = await runProgram({
    words: [process.execPath, '-e', process.argv[1]],
    environment: process.env,
    input: new Uint8Array(),
    onLines: ([line]) => {
      console.log(Buffer.from(line).toString());
      return 'enough';
    },
    onTalk: () => {},
    limits: { patience: 10_000, milliseconds: 10_000, bytes: 1_000 },
    signal: new AbortController().signal,
  });
  console.log(end.kind);`;

/** Starts a program that never ends, prints its number, and then does this. */
const startsOneAnd = (does: string) => `
  const { runProgram } = await import('./src/cli/processes/real-program.ts');
  const stays = 'console.log(process.pid); setInterval(() => {}, 1000)';
  void runProgram({
    words: [process.execPath, '-e', stays],
    environment: process.env,
    input: new Uint8Array(),
    onLines: ([line]) => {
      console.log(Buffer.from(line).toString());
      setTimeout(() => { ${does} });
      return 'nothing';
    },
    onTalk: () => {},
    limits: { patience: 60_000, milliseconds: 60_000, bytes: 1_000 },
    signal: new AbortController().signal,
  });`;

describe('a program that runs', () => {
  it.each([
    ['ends by itself', 'process.exit(3)', 3],
    ['has a fault', "throw new Error('a fault')", 1],
    ['is rejected', "Promise.reject(new Error('a fault'))", 1],
  ])('ends with the process that has started it, where that %s', async (_how, does, code) => {
    const words = ['--no-warnings', '--input-type=module', '-e', startsOneAnd(does)];
    const { stdout, status } = spawnSync(process.execPath, words, { encoding: 'utf8', timeout: WAIT });
    expect(status).toBe(code);
    expect(stdout).toMatch(/^\d+\n$/);
    await expect
      .poll(() => spawnSync('ps', ['-o', 'state=', '-p', stdout.trim()], { encoding: 'utf8' }).stdout.trim())
      .toMatch(/^(?:Z.*)?$/);
  });
});

describe('a program that is stopped', () => {
  it('does not wait for the standard error that it has handed on', () => {
    const words = ['--no-warnings', '--input-type=module', '-e', RUNS_IT, LEAVES_IT_BEHIND];
    const { stdout, status } = spawnSync(process.execPath, words, { encoding: 'utf8', timeout: WAIT });
    const [left, ended] = stdout.split('\n');
    process.kill(Number(left), 'SIGKILL');
    expect([ended, status]).toEqual(['stopped', 0]);
  });
});

/** Running a program of somebody else: whatever it leaves behind, this program ends. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

/** Holds on to the standard error that it was given, outside of the group of whoever started it. */
const STAYS = 'setTimeout(() => {}, 20_000)';
const LEAVES_IT_BEHIND = `
  const stdio = ['ignore', 'ignore', 'inherit'];
  require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(STAYS)}], { detached: true, stdio }).unref();
  console.log('a line');`;
const RUNS_IT = `
  const { runProgram } = await import('./src/cli/real-program.ts');
  const end = await runProgram({
    words: [process.execPath, '-e', process.argv[1]],
    environment: process.env,
    input: new Uint8Array(),
    onLines: () => false,
    onTalk: () => {},
    patience: 10_000,
    signal: new AbortController().signal,
  });
  console.log(end.kind);`;

describe('a program that is stopped', () => {
  it('keeps nobody waiting for the standard error that it has handed on', () => {
    const words = ['--no-warnings', '--input-type=module', '-e', RUNS_IT, LEAVES_IT_BEHIND];
    const { stdout, status } = spawnSync(process.execPath, words, { encoding: 'utf8', timeout: 12_000 });
    expect([stdout, status]).toEqual(['stopped\n', 0]);
  }, 30_000);
});

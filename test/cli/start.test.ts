/** What a start loads of Node.js: a process each, because what this one has loaded stays. */
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { PROGRAM } from '../support/cli/program.ts';

/** Prints the modules of Node.js that were loaded, when the process ends. */
const TELLING = `data:text/javascript,process.on('exit', () =>
  process.stderr.write(process.moduleLoadList.filter((name) => name.startsWith('NativeModule ')).join()))`;

function loadedBy(...commandLine: readonly string[]) {
  const words = ['--import', TELLING, PROGRAM, ...commandLine];
  const { stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  return { stdout, loaded: new Set(stderr.split(',').map((name) => name.replace('NativeModule ', ''))) };
}

it('for the version loads none of what the commands need', () => {
  const { stdout, loaded } = loadedBy('--version');
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(loaded).toContain('fs');
  expect(['child_process', 'crypto', 'tls', 'worker_threads', 'zlib'].filter((name) => loaded.has(name))).toEqual([]);
});

it('of a walk as text loads no TLS, which a request to the sandbox does not use, and no threads', () => {
  const { stdout, loaded } = loadedBy('walk', '--plain');
  expect(stdout).toContain('match those that AWS publishes');
  expect(loaded).toContain('crypto');
  expect(['tls', 'worker_threads'].filter((name) => loaded.has(name))).toEqual([]);
});

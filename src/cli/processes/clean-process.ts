/**
 * A process that may run a learner's program is started again without what could be a secret in its environment: on
 * Linux, a program reads the environment with which its parent was started, whatever that has deleted from it since.
 * This file is loaded before all others, so that it imports almost nothing.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { ENDING_SIGNALS } from '../../app/world/ending-signals.ts';
import { graderEnvironment } from '../../grading/environment.ts';

/** Commands that run what somebody names. */
const RUN_PROGRAMS = ['grade', 'learn'];

/** In the environment of a process that was started again: the number of the process that did so. */
const MARK = 'SIGV4_STARTED_BY';

/** Whether this process has to be started again before it runs this command line. */
export function hasToBeClean(commandLine: readonly string[]): boolean {
  // `sigv4 -- grade` is a command line too.
  const command = commandLine.find((word) => !word.startsWith('-'));
  if (command === undefined || !RUN_PROGRAMS.includes(command)) return false;
  const { env, pid, ppid } = process;
  // Some systems add variables of their own to every process: it would never be clean enough.
  const isStartedAgain = [pid, ppid].map(String).includes(env[MARK] ?? '');
  return !isStartedAgain && Object.keys(env).length > Object.keys(graderEnvironment(env)).length;
}

/**
 * Starts it again: in its place where Node.js can do that (`process.execve`, from 22.15 on, not on Windows), else as a
 * child, to which signals and from which the exit code are passed on.
 */
export function startClean(): void {
  const environment = { ...graderEnvironment(process.env), [MARK]: String(process.pid) };
  const words = [...process.execArgv, ...process.argv.slice(1)];
  if (canReplace()) process.execve?.(process.execPath, [process.argv0, ...words], environment);
  const child = spawn(process.execPath, words, { env: environment, stdio: 'inherit' });
  for (const signal of Object.keys(ENDING_SIGNALS) as (keyof typeof ENDING_SIGNALS)[]) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', ({ message }) => {
    process.stderr.write(`sigv4: Node.js cannot be started without the secrets of the environment: ${message}.\n`);
    process.exitCode = 1;
  });
  child.on('exit', (code, signal) => {
    process.exit(code ?? exitCodeOf(signal));
  });
}

/** It aborts with a stack trace where there is no such file. */
function canReplace(): boolean {
  try {
    accessSync(process.execPath, constants.X_OK);
    return process.platform !== 'win32';
  } catch {
    return false;
  }
}

/** Of a process that a signal has ended. */
const exitCodeOf = (signal: NodeJS.Signals | null) =>
  Object.entries(ENDING_SIGNALS).find(([name]) => name === signal)?.[1] ?? 1;

/**
 * A process that may run a learner's program is started again with an environment without secrets: on Linux, a program can
 * read the environment that its parent was started with, even if the parent has deleted variables since. This file is
 * loaded first, so it imports almost nothing.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { ENDING_SIGNALS } from '../../app/world/ending-signals.ts';
import { graderEnvironment } from '../../grading/environment.ts';

/** Commands that run a program of the user. */
const RUN_PROGRAMS = ['grade', 'learn'];

/** The variable that marks a process that was started again, with the number of the process that did so. */
const MARK = 'SIGV4_STARTED_BY';

/** Tells whether this process must be started again before it runs the command line. */
export function hasToBeClean(commandLine: readonly string[]): boolean {
  // `sigv4 -- grade` is a command line too.
  const command = commandLine.find((word) => !word.startsWith('-'));
  if (command === undefined || !RUN_PROGRAMS.includes(command)) return false;
  const { env, pid, ppid } = process;
  // Without the mark, a system that adds variables to every process would start it again forever.
  const isStartedAgain = [pid, ppid].map(String).includes(env[MARK] ?? '');
  return !isStartedAgain && Object.keys(env).length > Object.keys(graderEnvironment(env)).length;
}

/**
 * Starts the process again. Replaces it if Node.js can (`process.execve`, since 22.15, not on Windows); otherwise starts a
 * child, and passes on signals and the exit code.
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

/** Tells whether `execve` can be used, which aborts with a stack trace if the file does not exist. */
function canReplace(): boolean {
  try {
    accessSync(process.execPath, constants.X_OK);
    return process.platform !== 'win32';
  } catch {
    return false;
  }
}

/** Finds the exit code of a process that a signal ended. */
const exitCodeOf = (signal: NodeJS.Signals | null) =>
  Object.entries(ENDING_SIGNALS).find(([name]) => name === signal)?.[1] ?? 1;

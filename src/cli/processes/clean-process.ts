/**
 * Restarts a process that may run a learner's program, with an environment that contains no secrets. This is necessary
 * because on Linux, a program can read the environment that its parent was started with, even if the parent has deleted
 * variables since. This file is loaded first, so it imports almost nothing.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { ENDING_SIGNALS } from '../../app/world/ending-signals.ts';
import { graderEnvironment } from '../../grading/environment.ts';

/** The commands that run one of the user's programs. */
const RUN_PROGRAMS = ['grade', 'learn'];

/** The variable that marks a restarted process. Its value is the ID of the process that restarted it. */
const MARK = 'SIGV4_STARTED_BY';

/** Returns whether this process must be restarted before it runs the command line. */
export function hasToBeClean(commandLine: readonly string[]): boolean {
  // In `sigv4 -- grade`, the command is not the first word.
  const command = commandLine.find((word) => !word.startsWith('-'));
  if (command === undefined || !RUN_PROGRAMS.includes(command)) return false;
  const { env, pid, ppid } = process;
  // Without this check, a system that adds variables to every process would cause endless restarts.
  const isStartedAgain = [pid, ppid].map(String).includes(env[MARK] ?? '');
  return !isStartedAgain && Object.keys(env).length > Object.keys(graderEnvironment(env)).length;
}

/**
 * Restarts the process. If Node.js can replace it, it is replaced (`process.execve`, since 22.15, not on Windows).
 * Otherwise, a child is started, and this process passes on signals and the exit code.
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

/** Returns whether `execve` can be used. It would abort with a stack trace if the file does not exist. */
function canReplace(): boolean {
  try {
    accessSync(process.execPath, constants.X_OK);
    return process.platform !== 'win32';
  } catch {
    return false;
  }
}

const exitCodeOf = (signal: NodeJS.Signals | null) =>
  Object.entries(ENDING_SIGNALS).find(([name]) => name === signal)?.[1] ?? 1;

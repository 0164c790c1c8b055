/**
 * Runs another program without a shell. Writes lines to it, reads lines from it, and passes on its standard error.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { ProgramEnd, ProgramEnding, ProgramOrder } from '../../app/world/programs.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { quotedOperand } from '../../bytes/quoted-operand.ts';
import { lineSplitter } from '../../intake/lines/split-lines.ts';

/** The maximum number of bytes of a line that are kept, 16 MiB. An answer is only a few thousand bytes long. */
const LONGEST_LINE = 16_777_216;

/**
 * Whether the program gets its own process group, so that all of its processes can be ended together. Windows has no
 * process groups.
 */
const HAS_GROUPS = process.platform !== 'win32';

/**
 * Runs a program. Ends it, and everything that it started, when a limit of `order` is reached, when no more output is
 * needed, or when the signal is aborted. Resolves with a problem if the program cannot be started. The program also
 * ends together with this process, unless this process is ended by SIGKILL.
 */
export function runProgram(order: ProgramOrder): Promise<ProgramEnd | Problem> {
  const { promise, resolve } = Promise.withResolvers<ProgramEnd | Problem>();
  const child = start(order);
  if (isProblem(child)) return Promise.resolve(child);
  const watch = watchProgram(order, child, resolve);
  child.on('error', (error: NodeJS.ErrnoException) => {
    watch.stop();
    resolve(cannotRun(order.words[0], error));
  });
  // The program may end or stop reading before everything has been written. Its answers will show that.
  child.stdin?.on('error', () => {});
  child.stdin?.end(order.input);
  return promise;
}

/** Starts the process. Most failures to start are reported later, as an event. */
function start({ words, environment }: ProgramOrder): ChildProcess | Problem {
  const [file, ...args] = words;
  try {
    return spawn(file, args, {
      env: { ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: HAS_GROUPS,
      shell: false,
    });
  } catch (error) {
    return cannotRun(file, error instanceof Error ? error : new Error(String(error)));
  }
}

/** Passes on the output of a program. Ends the program at a limit, at an interruption, or when this process ends. */
function watchProgram(
  { onLines, onTalk, limits, signal }: ProgramOrder,
  child: ChildProcess,
  resolve: (end: ProgramEnd) => void,
): { readonly stop: () => void } {
  const splitter = lineSplitter(LONGEST_LINE);
  const begun = performance.now();
  const read = { output: 0, talk: 0 };
  const endAll = () => kill(child);
  const finish = (how: ProgramEnding) => {
    stop();
    endAll();
    resolve({ ...how, spent: { milliseconds: performance.now() - begun, bytes: read.output } });
  };
  let silence: NodeJS.Timeout | undefined;
  const waitForAnswer = () => {
    clearTimeout(silence);
    silence = setTimeout(() => finish({ kind: 'silent' }), limits.patience);
  };
  const whole = setTimeout(() => finish({ kind: 'out-of-time' }), limits.milliseconds);
  const interrupt = () => finish({ kind: 'interrupted' });
  const stop = () => {
    clearTimeout(silence);
    clearTimeout(whole);
    signal.removeEventListener('abort', interrupt);
    process.off('exit', endAll);
    child.stdout?.removeAllListeners('data');
    child.stderr?.removeAllListeners('data');
    child.removeAllListeners('close');
  };
  /** Passes on lines. Returns whether the program may continue. */
  const take = (lines: ReturnType<typeof splitter.take>): boolean => {
    const worth = lines.length === 0 ? 'nothing' : onLines(lines);
    if (worth === 'answer') waitForAnswer();
    return worth !== 'enough';
  };
  /** Takes exactly as many bytes as the limit allows, so that the result does not depend on the size of the pieces. */
  child.stdout?.on('data', (piece: Uint8Array) => {
    const allowed = piece.subarray(0, limits.bytes - read.output);
    read.output += allowed.length;
    if (!take(splitter.take(allowed))) finish({ kind: 'stopped' });
    else if (allowed.length < piece.length) finish({ kind: 'out-of-bytes' });
  });
  child.stderr?.on('data', (piece: Uint8Array) => {
    const allowed = piece.subarray(0, limits.bytes - read.talk);
    read.talk += allowed.length;
    if (allowed.length > 0) onTalk(allowed);
  });
  child.on('close', (code, by) => {
    finish(take(splitter.end()) ? { kind: 'ended', code, signal: by } : { kind: 'stopped' });
  });
  waitForAnswer();
  process.on('exit', endAll);
  if (signal.aborted) interrupt();
  else signal.addEventListener('abort', interrupt);
  return { stop };
}

function kill(child: ChildProcess): void {
  try {
    if (HAS_GROUPS && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // The process has already ended.
  }
  // A process outside of the group may keep the pipes open, and this program would then wait for it.
  child.stdout?.destroy();
  child.stderr?.destroy();
  child.stdin?.destroy();
}

function cannotRun(file: string, { code, message }: NodeJS.ErrnoException): Problem {
  const name = quotedOperand(file);
  switch (code) {
    case 'ENOENT':
      return problem(
        'program',
        `The program ${name}, or the interpreter in its first line, does not exist.`,
        'Give its path, as in sigv4 grade -- ./mysigner, or its interpreter, as in sigv4 grade -- python3 mysigner.py.',
      );
    case 'EACCES':
      return problem(
        'program',
        `There is no permission to run the program ${name}.`,
        'Make it executable with chmod +x, or name its interpreter, as in sigv4 grade -- python3 mysigner.py.',
      );
    default:
      return problem(
        'program',
        `The program ${name} cannot be started: ${message}.`,
        'Run the program by itself to see why.',
      );
  }
}

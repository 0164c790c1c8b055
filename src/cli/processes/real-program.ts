/** Running a program of somebody else: lines in, lines out, its talk passed through. No shell stands between. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { ProgramEnd, ProgramEnding, ProgramOrder } from '../../app/world/programs.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { quotedOperand } from '../../bytes/quoted-operand.ts';
import { lineSplitter } from '../../intake/lines/split-lines.ts';

/** The most bytes of a line that is kept, 16 MiB: an answer is a few thousand. */
const LONGEST_LINE = 16_777_216;

/** A process group of its own, so that what the program has started ends with it. Windows has none. */
const HAS_GROUPS = process.platform !== 'win32';

/**
 * Resolves once the program has ended, or was ended with all that it has started: at a limit of `order`, when no more is
 * wanted, at an interruption. A problem where it cannot be started. It also ends with this process, whatever ends that,
 * except SIGKILL.
 */
export function runProgram(order: ProgramOrder): Promise<ProgramEnd | Problem> {
  const { words, input, onTalk } = order;
  const [file, ...args] = words;
  const { promise, resolve } = Promise.withResolvers<ProgramEnd | Problem>();
  const child = start(file, args, order);
  if (isProblem(child)) return Promise.resolve(child);
  const watch = watchProgram(order, child, resolve);
  child.on('error', (error: NodeJS.ErrnoException) => {
    watch.stop();
    resolve(cannotRun(file, error));
  });
  if (onTalk) child.stderr?.on('data', onTalk);
  // It may end, or read no more, before all is written: its answers say so.
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
  return promise;
}

/** Most failures to start come later, as an event. */
function start(
  file: string,
  args: readonly string[],
  { environment, onTalk }: Pick<ProgramOrder, 'environment' | 'onTalk'>,
): ChildProcess | Problem {
  try {
    return spawn(file, args, {
      env: { ...environment },
      stdio: ['pipe', 'pipe', onTalk ? 'pipe' : 'inherit'],
      detached: HAS_GROUPS,
      shell: false,
    });
  } catch (error) {
    return cannotRun(file, error instanceof Error ? error : new Error(String(error)));
  }
}

/** Hands out its lines, and ends it at a limit, at an interruption, and when this process ends. */
function watchProgram(
  { onLines, limits, signal }: ProgramOrder,
  child: ChildProcess,
  resolve: (end: ProgramEnd) => void,
): { readonly stop: () => void } {
  const splitter = lineSplitter(LONGEST_LINE);
  const begun = performance.now();
  let bytes = 0;
  const finish = (how: ProgramEnding) => {
    stop();
    kill(child);
    resolve({ ...how, spent: { milliseconds: performance.now() - begun, bytes } });
  };
  const waitForAnswer = () => setTimeout(() => finish({ kind: 'silent' }), limits.patience);
  let patience = waitForAnswer();
  const whole = setTimeout(() => finish({ kind: 'out-of-time' }), limits.milliseconds);
  const interrupt = () => finish({ kind: 'interrupted' });
  const killNow = () => kill(child);
  const stop = () => {
    clearTimeout(patience);
    clearTimeout(whole);
    signal.removeEventListener('abort', interrupt);
    process.off('exit', killNow);
    child.stdout?.removeAllListeners('data');
    child.removeAllListeners('close');
  };
  /** Whether the program may go on. */
  const take = (lines: ReturnType<typeof splitter.take>): boolean => {
    const said = lines.length === 0 ? 'nothing' : onLines(lines);
    if (said === 'answer') {
      clearTimeout(patience);
      patience = waitForAnswer();
    }
    return said !== 'enough';
  };
  child.stdout?.on('data', (piece: Uint8Array) => {
    bytes += piece.length;
    if (!take(splitter.take(piece))) finish({ kind: 'stopped' });
    else if (bytes > limits.bytes) finish({ kind: 'out-of-bytes' });
  });
  child.on('close', (code, by) => {
    finish(take(splitter.end()) ? { kind: 'ended', code, signal: by } : { kind: 'stopped' });
  });
  process.on('exit', killNow);
  if (signal.aborted) interrupt();
  else signal.addEventListener('abort', interrupt);
  return { stop };
}

/** Before its pipes are closed, of which it would complain. */
function kill(child: ChildProcess): void {
  try {
    if (HAS_GROUPS && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It has ended, and all that it started.
  }
  // Somebody outside of the group may hold them open, and would keep this program waiting.
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
        `The program ${name} is not there, or the interpreter in its first line is not.`,
        'Give its path: sigv4 grade -- ./mysigner; behind an interpreter: sigv4 grade -- python3 mysigner.py.',
      );
    case 'EACCES':
      return problem(
        'program',
        `The program ${name} may not be run.`,
        'Make it executable: chmod +x; or name its interpreter in front of it: sigv4 grade -- python3 mysigner.py.',
      );
    default:
      return problem('program', `The program ${name} cannot be started: ${message}.`, 'Try it by itself.');
  }
}

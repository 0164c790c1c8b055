/** Running a program of somebody else: lines in, lines out, its talk passed through. No shell stands between. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { ProgramEnd, ProgramOrder } from '../app/world/world.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { quotedOperand } from '../bytes/quoted-operand.ts';
import { lineSplitter } from '../intake/lines/split-lines.ts';

/** The most bytes of a line that is kept, 16 MiB: an answer is a few thousand. */
const LONGEST_LINE = 16_777_216;

/** A process group of its own, so that what the program has started ends with it. Windows has none. */
const HAS_GROUPS = process.platform !== 'win32';

/**
 * Resolves once it has ended, or was ended with all that it has started: silent for longer than `patience`
 * (milliseconds), no more wanted, interrupted. A problem where it cannot be started.
 */
export function runProgram(order: ProgramOrder): Promise<ProgramEnd | Problem> {
  const { words, input, onTalk } = order;
  const [file, ...args] = words;
  const { promise, resolve } = Promise.withResolvers<ProgramEnd | Problem>();
  const child = start(file, args, order);
  if (isProblem(child)) return Promise.resolve(child);
  const alarm = watch(order, child, resolve);
  child.on('error', (error: NodeJS.ErrnoException) => {
    alarm.stop();
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

/** Hands out its lines, and ends it where it says nothing for too long or somebody interrupts. */
function watch(
  { onLines, patience, signal }: ProgramOrder,
  child: ChildProcess,
  resolve: (end: ProgramEnd) => void,
): { readonly stop: () => void } {
  const splitter = lineSplitter(LONGEST_LINE);
  const finish = (end: ProgramEnd) => {
    stop();
    kill(child);
    resolve(end);
  };
  let timer = setTimeout(() => finish({ kind: 'silent' }), patience);
  const interrupt = () => finish({ kind: 'interrupted' });
  const stop = () => {
    clearTimeout(timer);
    signal.removeEventListener('abort', interrupt);
    child.stdout?.removeAllListeners('data');
    child.removeAllListeners('close');
  };
  const take = (lines: ReturnType<typeof splitter.take>) => {
    if (lines.length === 0) return;
    if (!onLines(lines)) return finish({ kind: 'stopped' });
    clearTimeout(timer);
    timer = setTimeout(() => finish({ kind: 'silent' }), patience);
  };
  child.stdout?.on('data', (piece: Uint8Array) => take(splitter.take(piece)));
  child.on('close', (code, by) => {
    take(splitter.end());
    finish({ kind: 'ended', code, signal: by });
  });
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

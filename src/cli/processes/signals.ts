/** Signals that ask the process to end: how a command learns of them, and the exit code. */
import { ENDING_SIGNALS } from '../../app/world/ending-signals.ts';

/** The exit code of the first signal; `null` before it. */
let received: number | null = null;

/**
 * Makes a signal that aborts when the process is asked to end. A second signal of the same kind ends the process at once.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const [signal, exitCode] of Object.entries(ENDING_SIGNALS)) {
    process.once(signal, () => {
      received ??= exitCode;
      controller.abort();
    });
  }
  return controller.signal;
}

/** Resolves at the first signal that asks for an end. */
export function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    interruption().addEventListener('abort', () => resolve());
  });
}

/** Finds the exit code of the process after a command, which is the signal's if a signal interrupted it. */
export function exitCodeAfter(exitCode: number): number {
  return exitCode === ENDING_SIGNALS.SIGINT ? (received ?? exitCode) : exitCode;
}

/**
 * Ends the process with `process.exit` at a signal, unless there is another listener. Node.js then restores the terminal even
 * after SIGHUP and SIGQUIT. A signal that arrives while the program is busy also reaches a listener that is added later.
 * Returns a function that stops all this.
 */
export function exitAtSignals(): () => void {
  const listeners = Object.entries(ENDING_SIGNALS).map(([signal, exitCode]) => {
    const exit = () => {
      if (process.listenerCount(signal) === 1) process.exit(exitCode);
    };
    return [signal, exit] as const;
  });
  for (const [signal, exit] of listeners) process.on(signal, exit);
  return () => {
    for (const [signal, exit] of listeners) process.off(signal, exit);
  };
}

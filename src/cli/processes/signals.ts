/** Handles signals that ask the process to end: notifies commands and determines the exit code. */
import { ENDING_SIGNALS } from '../../app/world/ending-signals.ts';

/** The exit code for the first signal; `null` until one arrives. */
let received: number | null = null;

/**
 * Creates an AbortSignal that is aborted when the process is asked to end. If the same process signal arrives a second
 * time, the process ends immediately.
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

/** Resolves when the first signal asks the process to end. */
export function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    interruption().addEventListener('abort', () => resolve());
  });
}

/**
 * Returns the exit code of the process after a command has returned one. If a signal interrupted the command, the
 * result is the exit code for that signal.
 */
export function exitCodeAfter(exitCode: number): number {
  return exitCode === ENDING_SIGNALS.SIGINT ? (received ?? exitCode) : exitCode;
}

/**
 * Ends the process with `process.exit` at a signal, unless the signal has another listener. This way, Node.js restores
 * the terminal even after SIGHUP and SIGQUIT. If a signal arrives while the program is busy, a listener that is added
 * before the signal is handled also receives it. Returns a function that removes this behavior.
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

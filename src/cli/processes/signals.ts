/** How a command learns that the process is asked to end, and what the process then ends with. */
import { ENDING_SIGNALS } from '../../app/world/ending-signals.ts';

/** The exit code of the first signal that came; `null` while none has come. */
let received: number | null = null;

/**
 * Aborts at the first signal that asks for an end. The second of the same kind ends the process at once, as if nobody
 * had listened.
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

/** The exit code of the process after a command that returned `exitCode`: where a signal interrupted it, that of the signal. */
export function exitCodeAfter(exitCode: number): number {
  return exitCode === ENDING_SIGNALS.SIGINT ? (received ?? exitCode) : exitCode;
}

/**
 * Ends the process through `process.exit` at a signal that asks for it, unless somebody else listens for that signal:
 * by itself, Node.js restores the terminal after SIGINT and SIGTERM, and not after SIGHUP and SIGQUIT. Returns what stops
 * that. Those who begin to listen later get a signal that came while the program was busy; without any listener between,
 * Node.js would forget it.
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

/** Watches for the end and the continuation of the process, and stops it. */

import { ENDING_SIGNALS } from '../../app/world/ending-signals.ts';

interface ProcessHandlers {
  /** The process ends now: only synchronous work is done. */
  readonly onEnd: () => void;
  /** The process continues after a stop. */
  readonly onContinue: () => void;
}

/**
 * Watches for the end of the process: by `process.exit`, by an uncaught exception, by a signal. A signal ends it through
 * `process.exit`, so other cleanup at its exit runs too. Returns a function that stops watching.
 */
export function watchProcess({ onEnd, onContinue }: ProcessHandlers): () => void {
  const endings = Object.entries(ENDING_SIGNALS).map(([signal, code]) => {
    const end = () => {
      onEnd();
      process.exit(code);
    };
    return [signal, end] as const;
  });
  for (const [signal, end] of endings) process.on(signal, end);
  process.on('exit', onEnd);
  process.on('SIGCONT', onContinue);
  return () => {
    for (const [signal, end] of endings) process.off(signal, end);
    process.off('exit', onEnd);
    process.off('SIGCONT', onContinue);
  };
}

const STOPS_WITHIN = 100;

/**
 * Stops the process and its group, as Ctrl-Z does in a terminal that is not raw, and resolves when it continues. It also
 * resolves soon if nothing could make it continue: in a group without a shell, the system ignores the signal. Nothing
 * may listen for SIGTSTP meanwhile. The timer keeps the event loop alive; otherwise, Node.js would end.
 */
export function stopProcess(): Promise<void> {
  return new Promise((resolve) => {
    const goOn = () => {
      clearTimeout(timer);
      process.off('SIGCONT', goOn);
      resolve();
    };
    const timer = setTimeout(goOn, STOPS_WITHIN);
    process.on('SIGCONT', goOn);
    process.kill(0, 'SIGTSTP');
  });
}

/** How the process ends or stops other than by a key, and how it stops itself. */

import { ENDING_SIGNALS } from '../../app/world/ending-signals.ts';

interface ProcessHandlers {
  /** The process ends now: only synchronous work is done. */
  readonly ends: () => void;
  /** The process continues after a stop. */
  readonly goesOn: () => void;
}

/**
 * Watches for the end of the process: by `process.exit`, by an uncaught exception, by a signal. A signal ends it through
 * `process.exit`, so other cleanup at its exit runs too. Returns what ends the watch.
 */
export function watchProcess({ ends, goesOn }: ProcessHandlers): () => void {
  const endings = Object.entries(ENDING_SIGNALS).map(([signal, code]) => {
    const end = () => {
      ends();
      process.exit(code);
    };
    return [signal, end] as const;
  });
  for (const [signal, end] of endings) process.on(signal, end);
  process.on('exit', ends);
  process.on('SIGCONT', goesOn);
  return () => {
    for (const [signal, end] of endings) process.off(signal, end);
    process.off('exit', ends);
    process.off('SIGCONT', goesOn);
  };
}

/** Milliseconds after which a stop that did not happen is given up. */
const STOPS_WITHIN = 100;

/**
 * Stops the process and its group, as Ctrl-Z does in a terminal that is not raw, and resolves when it continues. It also
 * resolves soon if nothing could make it continue: in a group without a shell, the system ignores the signal. Nothing
 * may listen for SIGTSTP meanwhile. The timer keeps the event loop alive, so that Node.js does not end.
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

/** How the process ends or stops without being asked by a key, and how it stops itself. */

import { ENDING_SIGNALS } from '../../app/world/ending-signals.ts';

export interface ProcessHandlers {
  /** The process ends now: only what is done at once is done. */
  readonly ends: () => void;
  /** It goes on after it was stopped, by whatever. */
  readonly goesOn: () => void;
}

/**
 * Watches for the end of the process: by `process.exit`, by an exception that nobody catches, by a signal. A signal ends
 * it through `process.exit`, so that others who clean up at its exit do so too. Returns what ends the watch.
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

/** Milliseconds after which a stop that did not happen is not waited for any more. */
const STOPS_WITHIN = 100;

/**
 * Stops the process and all of its group, as Ctrl-Z does where the terminal is not raw, and resolves when it goes on.
 * Resolves soon too where nobody could make it go on again: in a group without a shell the system ignores the signal.
 * Nobody may listen for SIGTSTP meanwhile. The timer keeps the event loop alive, or Node.js would end instead.
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

/** Detects when the process ends or continues, and stops the process on request. */

import { ENDING_SIGNALS } from '../../app/world/ending-signals.ts';

interface ProcessHandlers {
  /** Called when the process is about to exit. Only synchronous work is completed. */
  readonly onEnd: () => void;
  readonly onContinue: () => void;
  /** Called instead of ending the process at a signal. If it is omitted, a signal ends the process. */
  readonly onSignal?: () => void;
}

/**
 * Watches for the end of the process through `process.exit`, an uncaught exception, or a signal. A signal ends the
 * process through `process.exit`, so that other exit handlers run too. Returns a function that stops watching.
 */
export function watchProcess({ onEnd, onContinue, onSignal }: ProcessHandlers): () => void {
  const endings = Object.entries(ENDING_SIGNALS).map(([signal, code]) => {
    const end = () => {
      if (onSignal) return onSignal();
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
 * Stops the process and its group, like Ctrl-Z in a terminal that is not in raw mode. Resolves when the process
 * continues. Also resolves after a short time if the system ignored the signal, which happens in a process group
 * without a shell that could continue it. Nothing may listen for SIGTSTP in the meantime. The timer keeps the event
 * loop alive; without it, Node.js would exit.
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

/** For as long as the terminal is raw: an end at which Node.js makes it what it was. */
import { ENDING_SIGNALS } from '../../app/world/ending-signals.ts';

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

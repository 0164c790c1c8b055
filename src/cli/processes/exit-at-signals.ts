/** For as long as the terminal is raw: an end at which Node.js makes it what it was. */
import { ENDING_SIGNALS } from '../../app/world/ending-signals.ts';

/**
 * Ends the process through `process.exit` at a signal that asks for it: by itself, Node.js restores the terminal after
 * SIGINT and SIGTERM, and not after SIGHUP and SIGQUIT. Returns what stops that.
 */
export function exitAtSignals(): () => void {
  const listeners = Object.entries(ENDING_SIGNALS).map(
    ([signal, exitCode]) => [signal, () => process.exit(exitCode)] as const,
  );
  for (const [signal, listener] of listeners) process.on(signal, listener);
  return () => {
    for (const [signal, listener] of listeners) process.off(signal, listener);
  };
}

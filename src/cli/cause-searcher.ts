/** Searches for the causes of refusals in a worker thread, so that a server goes on meanwhile. */
import { Worker } from 'node:worker_threads';
import type { CauseSearcher, FoundCauses } from '../app/world/programs.ts';

/** The worker is next to the built program, or next to this file if the program runs from its sources. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './cause-worker.ts' : './cause-worker.js', import.meta.url);

/** The memory of the thread in MiB: for new objects, almost all of which are short-lived, and for all others. */
const MEMORY = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 256 } as const;

export function causeSearcher(): CauseSearcher {
  let worker: Worker | null = null;
  /** Ends the search that is running. */
  let settle = (_found: FoundCauses | null): void => {};
  const start = (): Worker => {
    const started = new Worker(WORKER, { resourceLimits: MEMORY });
    started.on('message', (found: FoundCauses | null) => settle(found));
    // A search that fails, or that needs too much memory, ends the thread. The next search starts another one.
    started.on('error', () => {});
    started.on('exit', () => {
      if (worker === started) worker = null;
      settle(null);
    });
    return started;
  };
  return {
    async search(job) {
      const { promise, resolve } = Promise.withResolvers<FoundCauses | null>();
      settle = resolve;
      worker ??= start();
      worker.postMessage(job);
      return promise;
    },
    close: async () => void (await worker?.terminate()),
  };
}

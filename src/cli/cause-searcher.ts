/** Searches for the causes of refusals in a worker thread, so that a server goes on meanwhile. */
import { Worker } from 'node:worker_threads';
import type { CauseSearcher, FoundCauses } from '../app/traffic/cause-searches.ts';
import type { StopFlag } from './cause-worker.ts';

/** The worker is next to the built program, or next to this file if the program runs from its sources. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? './cause-worker.ts' : './cause-worker.js', import.meta.url);

/** The memory of the thread in MiB: for new objects, almost all of which are short-lived, and for all others. */
const MEMORY = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 256 } as const;

/** The milliseconds that a search gets to return what it has found so far. */
const LONGEST_STOP = 1000;

/** Creates a searcher. When it is closed, it waits at most `longestStop` milliseconds for a search. */
export function causeSearcher(longestStop = LONGEST_STOP): CauseSearcher {
  const flag: StopFlag = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  let worker: Worker | null = null;
  let running = Promise.withResolvers<FoundCauses | null>();
  running.resolve(null);
  const start = (): Worker => {
    const started = new Worker(WORKER, { workerData: flag, resourceLimits: MEMORY });
    started.on('message', (found: FoundCauses | null) => running.resolve(found));
    // A search that fails, or that needs too much memory, ends the thread. The next search starts another one.
    started.on('error', () => {});
    started.on('exit', () => {
      if (worker === started) worker = null;
      running.resolve(null);
    });
    return started;
  };
  return {
    async search(job) {
      running = Promise.withResolvers();
      worker ??= start();
      worker.postMessage(job);
      return running.promise;
    },
    async close() {
      Atomics.store(flag, 0, 1);
      const stopped = new Promise<void>((resolve) => void setTimeout(resolve, longestStop).unref());
      await Promise.race([running.promise, stopped]);
      await worker?.terminate();
    },
  };
}

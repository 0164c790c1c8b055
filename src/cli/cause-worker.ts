/** Runs a worker thread that searches for the causes of refusals. */
import { parentPort, workerData } from 'node:worker_threads';
import type { SearchJob } from '../app/traffic/cause-searches.ts';
import { searchCauses } from '../app/traffic/exchange-search.ts';

/** A number in shared memory. If it is not 0, a search ends soon, with what it has found so far. */
export type StopFlag = Int32Array<SharedArrayBuffer>;

/** The milliseconds of CPU time after which a search ends. The longest searches take a few seconds. */
const LONGEST_SEARCH = 10_000;

const flag = workerData as StopFlag;

parentPort?.on('message', (job: SearchJob) => {
  const [end, cpuEnd] = [performance.now() + LONGEST_SEARCH, cpuTime() + LONGEST_SEARCH];
  // The clock is read first, because it is faster to read, and no less than the CPU time.
  const isOver = () => Atomics.load(flag, 0) !== 0 || (performance.now() > end && cpuTime() > cpuEnd);
  parentPort?.postMessage(searchCauses(job, isOver));
});

/**
 * Returns the CPU time of this thread in milliseconds, so that a search is not given up because the machine is busy. Before
 * Node.js 23.9, returns the time of the clock.
 */
function cpuTime(): number {
  const used = process.threadCpuUsage?.();
  return used ? (used.user + used.system) / 1000 : performance.now();
}

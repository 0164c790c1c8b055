/** Runs a worker thread that searches for the causes of refusals. */
import { parentPort, workerData } from 'node:worker_threads';
import type { SearchJob } from '../app/traffic/cause-searches.ts';
import { searchCauses } from '../app/traffic/exchange-search.ts';

/** A number in shared memory. If it is not 0, a search ends soon, with what it has found so far. */
export type StopFlag = Int32Array<SharedArrayBuffer>;

/** The milliseconds after which a search ends. The longest searches take a second of CPU time. */
const LONGEST_SEARCH = 10_000;

const flag = workerData as StopFlag;

parentPort?.on('message', (job: SearchJob) => {
  const end = performance.now() + LONGEST_SEARCH;
  const isOver = () => performance.now() > end || Atomics.load(flag, 0) !== 0;
  parentPort?.postMessage(searchCauses(job, isOver));
});

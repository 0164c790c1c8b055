/** Runs a worker thread that searches for the causes of refusals. */
import { parentPort } from 'node:worker_threads';
import { searchCauses } from '../app/traffic/exchange-search.ts';
import type { SearchJob } from '../app/world/programs.ts';

/** The milliseconds after which a search ends. The longest searches take a second of CPU time. */
const LONGEST_SEARCH = 10_000;

parentPort?.on('message', (job: SearchJob) => {
  const end = performance.now() + LONGEST_SEARCH;
  parentPort?.postMessage(searchCauses(job, () => performance.now() > end));
});

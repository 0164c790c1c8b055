/** Searches for causes in the thread of the tests, where nothing has to be answered meanwhile. */

import type { CauseSearcher, FoundCauses, SearchJob } from '../../../src/app/traffic/cause-searches.ts';
import { searchCauses } from '../../../src/app/traffic/exchange-search.ts';
import type { TrafficCauses } from '../../../src/views/traffic/traffic-entry.ts';

export const searcherHere = (): CauseSearcher => ({
  search: async (job) => searchCauses(job, () => false),
  close: async () => {},
});

/** A search that was begun, and that ends when the test says so. */
export interface BegunSearch {
  readonly job: SearchJob;
  readonly end: (found: (TrafficCauses & Partial<FoundCauses>) | null) => void;
}

/** A searcher that searches nothing: the test ends each search. Closing it ends the search that has begun, as a thread does. */
export function heldSearcher() {
  const begun: BegunSearch[] = [];
  const searcher: CauseSearcher = {
    search(job) {
      const { promise, resolve } = Promise.withResolvers<FoundCauses | null>();
      begun.push({ job, end: (found) => resolve(found && { isComplete: true, ...found }) });
      return promise;
    },
    close: async () => begun.at(-1)?.end(null),
  };
  return { searcher, begun };
}

/** Gives all that has been settled the time to go on. */
export const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

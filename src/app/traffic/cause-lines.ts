/**
 * Writes what is said of each request, in the order of the requests. A search for the cause of a refusal may take
 * seconds; it runs in the background, and meanwhile the server answers.
 */
import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import type { Search } from '../../search/search.ts';
import { backgroundSearches } from './background-searches.ts';

export interface CauseLines {
  /**
   * Calls `write` with the result of the search, after everything that was added before. The result is `null` if there
   * is no search, or if the search was given up.
   */
  readonly add: (begin: (() => Search<Diagnosis> | null) | null, write: (diagnosis: Diagnosis | null) => void) => void;
  /** Gives up all searches, and resolves after everything has been written. */
  readonly close: () => Promise<void>;
}

/** What is written of a request; `null` until its search has ended. */
interface Place {
  write: (() => void) | null;
}

export function causeLines(): CauseLines {
  const searches = backgroundSearches({ found: () => {}, givenUp: () => {} });
  const places: Place[] = [];
  const running = new Set<Promise<void>>();
  let count = 0;
  const writeKnown = () => {
    for (let write = places[0]?.write; write; write = places[0]?.write) {
      places.shift();
      write();
    }
  };
  return {
    add(begin, write) {
      const place: Place = { write: begin ? null : () => write(null) };
      places.push(place);
      if (begin === null) return writeKnown();
      count += 1;
      const search = searches.find(count, begin).then((diagnosis) => {
        place.write = () => write(diagnosis);
        running.delete(search);
        writeKnown();
      });
      running.add(search);
    },
    async close() {
      searches.stop();
      await Promise.all(running);
    },
  };
}

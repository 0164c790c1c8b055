/** Runs a search for a diagnosis, which a screen or a terminal watches and can stop. */
import type { Search, SearchWatch } from '../../search/search.ts';

const UNWATCHED: SearchWatch = { isStopped: () => false, onProgress: () => {} };

/** Runs a search until its end or until it is stopped, and returns the results so far. */
export async function watchedSearch<Result>(
  search: Search<Result>,
  { isStopped, onProgress }: SearchWatch = UNWATCHED,
): Promise<Result> {
  let step = search.next(true);
  while (!step.done) {
    onProgress(step.value);
    // Signals and keys are only delivered between two turns of the event loop.
    await new Promise<void>((resolve) => setImmediate(resolve));
    step = search.next(!isStopped());
  }
  return step.value;
}

/** The number of combinations between two reports on the screen: about five reports a second. */
const REPORT_AFTER = 50_000;

/** Creates a watch for a screen. The search ends when one of the signals is aborted, and then reports nothing more. */
export function watchSearch(signals: readonly AbortSignal[], report: (tried: number) => void): SearchWatch {
  let next = 0;
  const isStopped = () => signals.some(({ aborted }) => aborted);
  return {
    isStopped,
    onProgress: ({ tried }) => {
      if (isStopped() || tried < next) return;
      next = tried + REPORT_AFTER;
      report(tried);
    },
  };
}

/** Watches a search for a diagnosis from a screen, which shows its progress and can stop it. */
import type { SearchWatch } from '../../search/search.ts';

/** The number of combinations between two reports on the screen: about five reports a second. */
const REPORT_AFTER = 50_000;

/** Creates a watch. The search ends when one of the signals is aborted, and then reports nothing more. */
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

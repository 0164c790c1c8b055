/** Shows the progress of long tasks, such as reading large files or sending, on a line of the terminal. */
import { isProblem } from '../../bytes/problem.ts';
import type { ExchangeProgress, ReadProgress, ReadWatch } from '../../http/body/progress.ts';
import type { Search, SearchProgress } from '../../search/search.ts';
import { progressText, readingText, searchText } from '../../views/progress-text.ts';
import type { Clock, World } from '../world/world.ts';
import { watchedSearch } from './watched-search.ts';

/**
 * Runs `use` and reports the progress of its reading. Files that are read later, while the request is sent, are not
 * reported.
 */
export async function watchedReading<Result>(
  world: World,
  watch: ReadWatch,
  use: (world: World) => Promise<Result>,
): Promise<Result> {
  let watching: ReadWatch | null = watch;
  const openBody: World['openBody'] = async (path, isHashed) => {
    const body = await world.openBody(path, isHashed, watching);
    return isProblem(body) ? body : { ...body, open: () => body.open(watching) };
  };
  try {
    return await use({ ...world, openBody });
  } finally {
    watching = null;
  }
}

/**
 * Runs `use` and shows on a line of the terminal how much it has read. `signal` stops the reading. If `signal` is
 * `null`, reading stops only when the process ends.
 */
export async function shownReading<Result>(
  world: World,
  signal: AbortSignal | null,
  use: (world: World) => Promise<Result>,
): Promise<Result> {
  const line = progressLine<ReadProgress>(world, (reports) => `Hashing the body… ${readingText(reports)}`);
  try {
    return await watchedReading(world, { signal, onProgress: (progress) => line?.onProgress(progress) }, use);
  } finally {
    line?.end();
  }
}

/** The milliseconds that pass before the line appears. */
const SILENT = 500;
/** The number of reports from which the rate is computed. These reports cover about three seconds. */
const REPORTS = 30;

/** Moves to the beginning of the line (CR in ECMA-48) and erases it (EL). */
const EMPTY_LINE = '\r\x1b[K';

interface ProgressLine<Report> {
  readonly onProgress: (report: Report) => void;
  /** Removes the line. Later reports are not shown. */
  readonly end: () => void;
}

const LAST_COLUMNS = 3;

type Talk = Pick<World, 'errors' | 'errorsWidth' | 'environment'>;

/** Creates a progress line. Returns `null` if standard error is not a terminal or cannot erase a line. */
function progressLine<Report extends { readonly milliseconds: number }>(
  { errors, errorsWidth, environment }: Talk,
  textOf: (reports: readonly Report[]) => string,
): ProgressLine<Report> | null {
  if (errorsWidth() === null || environment.TERM === 'dumb') return null;
  let reports: readonly Report[] = [];
  let line: 'unseen' | 'shown' | 'over' = 'unseen';
  return {
    onProgress: (report) => {
      reports = [...reports, report].slice(-REPORTS);
      if (line === 'over' || report.milliseconds < SILENT) return;
      line = 'shown';
      // The last columns stay empty. After the last column, a terminal moves to the next line, which would not be
      // erased, and for Ctrl-C, a terminal writes ^C after the text.
      errors(EMPTY_LINE + textOf(reports).slice(0, Math.max((errorsWidth() ?? 1) - LAST_COLUMNS, 0)));
    },
    end: () => {
      if (line === 'shown') errors(EMPTY_LINE);
      line = 'over';
    },
  };
}

/**
 * Runs a search to its end and shows its progress on a line of the terminal. An interruption stops the search, and the
 * results so far are returned. Without such a terminal, an interruption ends the program.
 */
export async function shownSearch<Result>(world: Talk & Clock, search: Search<Result>): Promise<Result> {
  const begun = world.now().getTime();
  const line = progressLine<SearchReport>(world, (reports) => searchText(reports.at(-1)?.tried ?? 0, 'Ctrl-C'));
  let interruption: AbortSignal | null = null;
  const result = await watchedSearch(search, {
    isStopped: () => interruption?.aborted === true,
    onProgress: (progress) => {
      const milliseconds = world.now().getTime() - begun;
      line?.onProgress({ ...progress, milliseconds });
      if (line !== null && milliseconds >= SILENT) interruption ??= world.interruption();
    },
  });
  line?.end();
  return result;
}

type SearchReport = SearchProgress & { readonly milliseconds: number };

export const exchangeLine = (talk: Talk): ProgressLine<ExchangeProgress> | null =>
  progressLine<ExchangeProgress>(talk, (reports) => progressText(reports, null));

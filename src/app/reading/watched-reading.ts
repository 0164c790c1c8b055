/** Large files that are read before anything can be signed: somebody is told how far it is, and can stop it. */
import { isProblem } from '../../bytes/problem.ts';
import type { ExchangeProgress, ReadProgress, ReadWatch } from '../../http/body/progress.ts';
import { progressText, readingText } from '../../render/progress-text.ts';
import type { World } from '../world/world.ts';

/** Watched for as long as `use` takes; what is read later, while it is sent, is not. */
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

/** The same, told by a line on the terminal. `signal` stops it; `null` where nothing but the end of the process does. */
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

/** Milliseconds before anything is said: what is quick needs no words. */
const SILENT = 500;
/** How many reports the rate is made of: those of three seconds. */
const REPORTS = 30;

/** To the beginning of the line (ECMA-48: CR), and nothing of it left (EL). */
const EMPTY_LINE = '\r\x1b[K';

export interface ProgressLine<Report> {
  readonly onProgress: (report: Report) => void;
  /** Takes the line away; what is reported later is not shown. */
  readonly end: () => void;
}

type Talk = Pick<World, 'errors' | 'errorsWidth' | 'environment'>;

/** `null` where talk goes to no terminal, or to one that cannot empty a line. */
export function progressLine<Report extends { readonly milliseconds: number }>(
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
      // In the last column a terminal may go to the next line, where nothing takes it away.
      errors(EMPTY_LINE + textOf(reports).slice(0, (errorsWidth() ?? 1) - 1));
    },
    end: () => {
      if (line === 'shown') errors(EMPTY_LINE);
      line = 'over';
    },
  };
}

/** Of a request that is sent, and of its answer. */
export const exchangeLine = (talk: Talk): ProgressLine<ExchangeProgress> | null =>
  progressLine<ExchangeProgress>(talk, (reports) => progressText(reports, null));

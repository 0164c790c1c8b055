/** How far long work has come, as a line on the terminal that is written again and again and leaves nothing behind. */
import type { ExchangeProgress } from '../../http/body/progress.ts';
import { progressText } from '../../render/progress-text.ts';
import type { World } from '../world/world.ts';

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

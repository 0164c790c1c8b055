/**
 * Defines a search that can be watched and stopped, because there are hundreds of thousands of combinations of two
 * mistakes.
 */

/** The progress of a search. */
export interface SearchProgress {
  /** The number of combinations tried so far. */
  readonly tried: number;
}

/**
 * A search that yields its progress from time to time. If resumed with `true`, the search continues. If resumed with
 * `false`, the search soon ends and returns the results so far.
 */
export type Search<Result> = Generator<SearchProgress, Result, boolean>;

/** Receives the progress of a search, and decides whether the search goes on. */
export interface SearchWatch {
  readonly isStopped: () => boolean;
  readonly onProgress: (progress: SearchProgress) => void;
}

/** Runs a search to its end without reporting progress. */
export function finished<Result>(search: Search<Result>): Result {
  let step = search.next(true);
  while (!step.done) step = search.next(true);
  return step.value;
}

/** Runs a search until `isEnough` returns true for its progress, and returns the results so far. */
export function until<Result>(search: Search<Result>, isEnough: (progress: SearchProgress) => boolean): Result {
  let step = search.next(true);
  while (!step.done) step = search.next(!isEnough(step.value));
  return step.value;
}

/** Runs a search until it has tried `most` combinations, and returns the results so far. */
export const limited = <Result>(search: Search<Result>, most: number): Result =>
  until(search, ({ tried }) => tried >= most);

/**
 * The result of a search, and the progress at which the search was stopped; the progress is `null` if the search was
 * not stopped.
 */
export interface Watched<Result> {
  readonly result: Result;
  readonly stopped: SearchProgress | null;
}

/** Runs a search and records whether the search was stopped. */
export function* noteStop<Result>(search: Search<Result>): Search<Watched<Result>> {
  let stopped: SearchProgress | null = null;
  let step = search.next(true);
  while (!step.done) {
    const goesOn: boolean = stopped === null && (yield step.value);
    if (!goesOn) stopped ??= step.value;
    step = search.next(goesOn);
  }
  return { result: step.value, stopped };
}

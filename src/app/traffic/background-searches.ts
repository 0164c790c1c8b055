/**
 * Searches for causes in the background, a part at a time, so that requests and keys are handled in between. The newest
 * request is first.
 */
import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import type { Search } from '../../search/search.ts';

export interface BackgroundSearches {
  /** Begins a search. If too many searches are waiting, the oldest one is dropped. */
  readonly add: (number: number, begin: () => Search<Diagnosis> | null) => void;
  /**
   * Resolves with the diagnosis of a request, whose search moves to the front of the queue; `null` if there is nothing
   * to diagnose.
   */
  readonly find: (number: number, begin: () => Search<Diagnosis> | null) => Promise<Diagnosis | null>;
  /** Cancels all searches. */
  readonly stop: () => void;
}

interface Listener {
  readonly found: (number: number, diagnosis: Diagnosis) => void;
  readonly givenUp: (number: number) => void;
}

/** The maximum number of searches that wait. */
const MOST_WAITING = 64;
/** The maximum number of diagnoses that are kept. */
const MOST_KEPT = 32;

interface Waiting {
  readonly number: number;
  readonly begin: () => Search<Diagnosis> | null;
  search: Search<Diagnosis> | null;
}

export function backgroundSearches({ found, givenUp }: Listener): BackgroundSearches {
  /** The last one is searched first. */
  let waiting: Waiting[] = [];
  let isRunning = false;
  const kept = new Map<number, Diagnosis>();
  const asked = new Map<number, ((diagnosis: Diagnosis | null) => void)[]>();

  const settle = (number: number, diagnosis: Diagnosis | null) => {
    waiting = waiting.filter((each) => each.number !== number);
    if (diagnosis !== null) keep(number, diagnosis);
    for (const resolve of asked.get(number) ?? []) resolve(diagnosis);
    asked.delete(number);
  };
  const keep = (number: number, diagnosis: Diagnosis) => {
    kept.set(number, diagnosis);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    found(number, diagnosis);
  };
  /** Runs the next part of the search. */
  const advance = (current: Waiting) => {
    current.search ??= current.begin();
    const step = current.search?.next(true);
    if (step === undefined || step.done) settle(current.number, step?.value ?? null);
  };
  const run = async () => {
    isRunning = true;
    for (let current = waiting.at(-1); current !== undefined; current = waiting.at(-1)) {
      // Requests and keys that have arrived are handled first.
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (waiting.includes(current)) advance(current);
    }
    isRunning = false;
  };
  const push = (next: Waiting) => {
    waiting = [...waiting.filter(({ number }) => number !== next.number), next];
    const [oldest] = waiting;
    if (waiting.length > MOST_WAITING && oldest) {
      givenUp(oldest.number);
      settle(oldest.number, null);
    }
    if (!isRunning) void run();
  };
  return {
    add: (number, begin) => push({ number, begin, search: null }),
    find: (number, begin) => {
      const known = kept.get(number);
      if (known) return Promise.resolve(known);
      push(waiting.find((each) => each.number === number) ?? { number, begin, search: null });
      return new Promise((resolve) => {
        asked.set(number, [...(asked.get(number) ?? []), resolve]);
      });
    },
    stop: () => {
      for (const { number } of waiting) settle(number, null);
    },
  };
}

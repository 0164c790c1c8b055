/**
 * Searches for the causes of refusals, one after another, in a thread of its own. The usual mistakes are tried on each
 * request. All others take up to a second, so if they explain nothing, they are not tried again on requests that are
 * alike.
 */
import type { CapturedExchange } from '../../http/relay/captured.ts';
import type { CauseKnowledge, TrafficCauses } from '../../views/traffic/traffic-entry.ts';
import type { ExamineSettings } from './captured-request.ts';
import { likenessOf } from './likeness.ts';
import { keptLength, type PackedExchange, packExchange } from './packed-exchange.ts';

/** The part of the world that searches for causes. */
export interface CauseSearching {
  /** Creates a searcher for the causes of refusals. It works in a thread of its own, which starts with the first search. */
  readonly causeSearcher: () => CauseSearcher;
}

/** A search for the cause of a refusal, in a form that can be sent to a worker thread. */
export interface SearchJob {
  readonly exchange: PackedExchange;
  readonly settings: ExamineSettings;
  /** The mistakes to try: `usual` ones take milliseconds, and `all` of them up to a second. */
  readonly mistakes: 'usual' | 'all';
}

export interface FoundCauses extends TrafficCauses {
  /** Whether all mistakes of the job were tried, or as many as were needed to find the cause. */
  readonly isComplete: boolean;
}

export interface CauseSearcher {
  /**
   * Searches for the cause of a refusal. A search that takes too long ends with what it has found so far. Resolves with
   * `null` if there is nothing to diagnose, or if the search failed. Only one search can run at a time.
   */
  readonly search: (job: SearchJob) => Promise<FoundCauses | null>;
  /** Ends the search that is running, which resolves soon with what it has found so far, and then the thread. */
  readonly close: () => Promise<void>;
}

export interface CauseSearches {
  /**
   * Searches for the cause of a refusal, after all earlier searches. Resolves with what is known then: the search has
   * ended, or was given up because it took or waited too long. Returns at once that it is skipped if too much waits.
   */
  readonly find: (
    number: number,
    exchange: CapturedExchange,
    settings: ExamineSettings,
  ) => CauseKnowledge | Promise<CauseKnowledge>;
  /** Ends the search that is running with what it has found so far, skips those that wait, and ends the thread. */
  readonly close: () => Promise<void>;
}

/** The limits of what waits. */
const MOST_WAITING = 512;
const MOST_BYTES = 16_777_216;
/** The milliseconds after which a search of all mistakes is not worth beginning. That of the usual ones costs little. */
const LONGEST_WAIT = 30_000;
/** The milliseconds after a search that found nothing in which it serves what arrives and is alike. Then the client may differ. */
const LONGEST_SERVICE = 10_000;
/** The maximum number of searches that are remembered because they found nothing. */
const MOST_REMEMBERED = 64;

interface Waiting {
  readonly number: number;
  readonly exchange: PackedExchange;
  readonly settings: ExamineSettings;
  readonly likeness: string | null;
  readonly since: number;
  readonly settle: (known: CauseKnowledge) => void;
}

/** A complete search that found nothing certain. */
interface Fruitless {
  readonly number: number;
  readonly ended: number;
}

const SKIPPED: CauseKnowledge = { cause: null, suspect: null, search: 'skipped', alike: null };

/** `elapsed` returns a time in milliseconds. */
export function causeSearches(searcher: CauseSearcher, elapsed: () => number): CauseSearches {
  let waiting: Waiting[] = [];
  let bytes = 0;
  let isRunning = false;
  let isClosed = false;
  const fruitless = new Map<string, Fruitless>();
  const servingFor = ({ likeness, since }: Waiting): Fruitless | null => {
    const found = likeness === null ? undefined : fruitless.get(likeness);
    return found && since - found.ended < LONGEST_SERVICE ? found : null;
  };
  const remember = ({ number, likeness }: Waiting) => {
    if (likeness === null) return;
    fruitless.delete(likeness);
    fruitless.set(likeness, { number, ended: elapsed() });
    const [oldest] = fruitless.keys();
    if (fruitless.size > MOST_REMEMBERED && oldest !== undefined) fruitless.delete(oldest);
  };
  const searchFor = async (next: Waiting): Promise<CauseKnowledge> => {
    const { exchange, settings } = next;
    const alike = servingFor(next);
    if (alike === null && elapsed() - next.since > LONGEST_WAIT) return SKIPPED;
    // Without a thread, nothing is found.
    const found = await searcher.search({ exchange, settings, mistakes: alike ? 'usual' : 'all' }).catch(() => null);
    if (found === null) return SKIPPED;
    const { cause, suspect, isComplete } = found;
    if (cause !== null) return { cause, suspect, search: 'ended', alike: null };
    if (alike) return { cause, suspect, search: 'ended', alike: alike.number };
    if (isComplete) remember(next);
    return { cause, suspect, search: isComplete ? 'ended' : 'skipped', alike: null };
  };
  const run = async () => {
    isRunning = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      bytes -= lengthOf(next.exchange);
      next.settle(await searchFor(next));
    }
    isRunning = false;
  };
  return {
    find(number, exchange, { secrets, now }) {
      const packed = packExchange(exchange);
      const length = lengthOf(packed);
      if (isClosed || waiting.length >= MOST_WAITING || bytes + length > MOST_BYTES) return SKIPPED;
      const { promise, resolve: settle } = Promise.withResolvers<CauseKnowledge>();
      bytes += length;
      const likeness = likenessOf(exchange);
      waiting.push({ number, exchange: packed, settings: { secrets, now }, likeness, since: elapsed(), settle });
      if (!isRunning) void run();
      return promise;
    },
    async close() {
      isClosed = true;
      for (const { settle } of waiting) settle(SKIPPED);
      waiting = [];
      await searcher.close();
    },
  };
}

/** Returns what is known when a search has begun, or without one. `found` is what `find` returned; `null` if not called. */
export function knownAtFirst(
  { cause, suspect }: TrafficCauses,
  found: CauseKnowledge | Promise<CauseKnowledge> | null,
): CauseKnowledge {
  if (found !== null && !(found instanceof Promise)) return found;
  return { cause, suspect, search: found === null ? 'none' : 'running', alike: null };
}

const lengthOf = (exchange: PackedExchange): number =>
  exchange.requestHead.length + (exchange.responseHead?.length ?? 0) + keptLength(exchange);

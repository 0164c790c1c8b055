/** Keeps a list of requests: their exchanges, their rows and lines, and who watches the list. */
import type { CapturedExchange } from '../../http/relay/captured.ts';
import type { TrafficEntry } from '../../views/traffic/traffic-entry.ts';
import { keptExchanges } from './packed-exchange.ts';
import { MOST_REQUESTS, type ShownTraffic, type TrafficNews } from './shown-traffic.ts';

/** The maximum number of bytes of the bodies that are kept for verification. */
const MOST_BYTES = 67_108_864;
/** The number of requests whose lines are printed after the screen is left. */
const MOST_LINES = 100;

/** An exchange, and the server's time at which it ended, in milliseconds since 1970. */
interface Kept {
  readonly exchange: CapturedExchange;
  readonly serverTime: number;
}

export interface ListedRequests extends Pick<ShownTraffic, 'watch'> {
  /** Counts a request that has just ended, and returns its number. */
  readonly next: () => number;
  readonly keep: (number: number, kept: Kept) => void;
  /** Returns an exchange that was kept; `null` if it is no longer kept. */
  readonly find: (number: number) => Kept | null;
  /** Lists or changes the row of a request. `text` is what is printed of it. */
  readonly list: (entry: TrafficEntry, text: string) => void;
  /** Returns the time at which a request ended, in milliseconds since 1970. */
  readonly endOf: (number: number) => number;
  readonly entry: (number: number) => TrafficEntry | null;
  /** Returns what is printed of a request; `null` if it is no longer kept. */
  readonly text: (number: number) => string | null;
  readonly notice: (text: string) => void;
  /** Returns what is printed of the last requests, and the number of requests before them. */
  readonly lastLines: () => { readonly text: string; readonly omitted: number };
}

/** `now` is the time of this computer, in milliseconds since 1970. */
export function listedRequests(now: () => number): ListedRequests {
  const exchanges = keptExchanges({ exchanges: MOST_REQUESTS, bytes: MOST_BYTES });
  const serverTimes = new Map<number, number>();
  const ends = new Map<number, number>();
  const entries = new Map<number, TrafficEntry>();
  const lines = new Map<number, string>();
  const listeners = new Set<(news: TrafficNews) => void>();
  let count = 0;
  const tell = (news: TrafficNews) => {
    for (const listener of listeners) listener(news);
  };
  return {
    next() {
      count += 1;
      putLast(ends, count, now(), MOST_REQUESTS);
      return count;
    },
    keep(number, { exchange, serverTime }) {
      exchanges.add(number, exchange);
      putLast(serverTimes, number, serverTime, MOST_REQUESTS);
    },
    find(number) {
      const exchange = exchanges.find(number);
      return exchange && { exchange, serverTime: serverTimes.get(number) ?? now() };
    },
    list(entry, text) {
      const { number } = entry;
      const kind = entries.has(number) ? 'changed' : 'request';
      putLast(entries, number, entry, MOST_REQUESTS);
      putLast(lines, number, text, MOST_LINES);
      tell({ kind, entry });
    },
    endOf: (number) => ends.get(number) ?? now(),
    entry: (number) => entries.get(number) ?? null,
    text: (number) => lines.get(number) ?? null,
    notice: (text) => tell({ kind: 'notice', text }),
    watch(listener) {
      for (const entry of entries.values()) listener({ kind: 'request', entry });
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    lastLines: () => ({ text: [...lines.values()].join(''), omitted: count - lines.size }),
  };
}

/** Sets a value. If there are then more than `most` values, deletes the oldest. */
function putLast<Value>(map: Map<number, Value>, number: number, value: Value, most: number): void {
  const [oldest = number] = map.keys();
  if (map.size >= most && number < oldest) return;
  map.set(number, value);
  if (map.size > most) map.delete(oldest);
}

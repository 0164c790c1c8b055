/** Collects what happens into batches, so that a rush of requests does not redraw the screen for each of them. */
import type { TrafficNews } from '../../app/traffic/shown-traffic.ts';
import type { TrafficEvent } from './traffic-events.ts';

/** The minimum time between two batches, in milliseconds. */
const INTERVAL = 66;

export interface NewsBatches {
  readonly add: (news: TrafficNews) => void;
  /** Drops everything that was not delivered. */
  readonly end: () => void;
}

/** Delivers the first news at once, and later news together, about fifteen times a second. */
export function newsBatches(deliver: (event: TrafficEvent) => void): NewsBatches {
  let waiting: TrafficNews[] = [];
  let timer: NodeJS.Timeout | null = null;
  const flush = () => {
    timer = waiting.length === 0 ? null : setTimeout(flush, INTERVAL);
    if (waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    deliver({
      kind: 'arrived',
      entries: batch.flatMap((news) => (news.kind === 'request' ? [news.entry] : [])),
      changed: batch.flatMap((news) => (news.kind === 'changed' ? [news.entry] : [])),
      notice: batch.findLast((news) => news.kind === 'notice')?.text ?? null,
    });
  };
  return {
    add(news) {
      waiting.push(news);
      if (timer === null) timer = setTimeout(flush, 0);
    },
    end() {
      if (timer !== null) clearTimeout(timer);
      waiting = [];
    },
  };
}

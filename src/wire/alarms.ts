/** Time limits: one for what is waited for at the moment, one for everything. */
import * as timers from 'node:timers';
import type { Limits } from './send-order.ts';

/** What is waited for; `write` for the other side to take more of the request. */
export type Awaited = 'connect' | 'secure' | 'write' | 'firstByte' | 'idle';

export interface Alarms {
  /** From now on this is waited for, or waited for anew. */
  watch(awaited: Awaited): void;
  /** Nothing is waited for: it is our own side that takes its time. */
  rest(): void;
  /** For good. */
  close(): void;
}

/** The most milliseconds that a timer takes; with more it would ring at once. */
export const LONGEST_LIMIT = 2_147_483_647;

/**
 * Calls `ring` with what was waited for in vain, and for how many milliseconds. What came while this process itself
 * was held up counts as in time: it is read before anybody is told.
 */
export function alarms(limits: Limits, ring: (awaited: Awaited | 'whole', milliseconds: number) => void): Alarms {
  const set = (milliseconds: number, then: () => void) =>
    timers.setTimeout(then, Math.min(milliseconds, LONGEST_LIMIT));
  const whole = limits.whole === null ? undefined : set(limits.whole, () => ring('whole', limits.whole ?? 0));
  let current: { readonly awaited: Awaited; readonly timer: NodeJS.Timeout } | null = null;
  /** Goes up whenever something is waited for anew. */
  let turn = 0;
  let isClosed = false;
  const rest = () => {
    turn += 1;
    timers.clearTimeout(current?.timer);
    current = null;
  };
  const overdue = (awaited: Awaited, milliseconds: number) => {
    const then = turn;
    setImmediate(() => turn === then && ring(awaited, milliseconds));
  };
  return {
    watch(awaited) {
      if (isClosed) return;
      if (current?.awaited === awaited) {
        turn += 1;
        current.timer.refresh();
        return;
      }
      rest();
      const milliseconds = limits[awaited === 'write' ? 'idle' : awaited];
      current = { awaited, timer: set(milliseconds, () => overdue(awaited, milliseconds)) };
    },
    rest,
    close() {
      isClosed = true;
      rest();
      timers.clearTimeout(whole);
    },
  };
}

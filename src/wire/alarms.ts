/** Sets time limits for an exchange: a limit for the current step, and a limit for the whole exchange. */
import type { Limits } from './send-order.ts';

/** The event that the exchange is waiting for. `write` means that the other side accepts more of the request. */
export type Awaited = 'connect' | 'secure' | 'write' | 'firstByte' | 'idle';

export interface Alarms {
  /** Starts or restarts the time limit for this step. */
  watch(awaited: Awaited): void;
  /** Stops the current step's time limit while the program itself is busy. */
  rest(): void;
  /** Stops all time limits for good. */
  close(): void;
}

/** The maximum number of milliseconds that a timer accepts. With a larger number, the timer would fire immediately. */
export const LONGEST_LIMIT = 2_147_483_647;

/**
 * Calls `ring` with the step that took too long and the milliseconds that were allowed. Bytes that arrived in time are
 * read first, even if this process was busy.
 */
export function alarms(limits: Limits, ring: (awaited: Awaited | 'whole', milliseconds: number) => void): Alarms {
  const set = (milliseconds: number, then: () => void) => setTimeout(then, Math.min(milliseconds, LONGEST_LIMIT));
  const whole = limits.whole === null ? undefined : set(limits.whole, () => ring('whole', limits.whole ?? 0));
  let current: { readonly awaited: Awaited; readonly timer: NodeJS.Timeout } | null = null;
  /** A counter that is incremented each time waiting starts or stops. */
  let turn = 0;
  let isClosed = false;
  const rest = () => {
    turn += 1;
    clearTimeout(current?.timer);
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
      clearTimeout(whole);
    },
  };
}

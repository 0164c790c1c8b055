import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { alarms } from '../../src/wire/alarms.ts';
import { DEFAULT_LIMITS, type Limits } from '../../src/wire/send.ts';

/** Alarms of 30 ms, and what they rang for. */
function ringing(changes: Partial<Limits> = {}) {
  const rung: string[] = [];
  const limits = { connect: 30, secure: 30, firstByte: 30, idle: 30, whole: null, ...changes };
  return { rung, alarms: alarms(limits, (awaited, milliseconds) => rung.push(`${awaited} ${milliseconds}`)) };
}

/** No real time passes, so that a busy machine changes nothing. */
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
const pause = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

describe('alarms', () => {
  it('ring once for what is waited for last', async () => {
    const { rung, alarms } = ringing();
    alarms.watch('connect');
    alarms.watch('write');
    await pause(90);
    expect(rung).toEqual(['write 30']);
  });

  it('ring no more after a rest or the end', async () => {
    const rested = ringing();
    rested.alarms.watch('idle');
    rested.alarms.rest();
    const closed = ringing({ whole: 30 });
    closed.alarms.watch('idle');
    closed.alarms.close();
    closed.alarms.watch('idle');
    await pause(100);
    expect([...rested.rung, ...closed.rung]).toEqual([]);
  });

  it('begin anew when something comes, but the one for everything', async () => {
    const { rung, alarms } = ringing({ idle: 80, whole: 200 });
    for (let count = 0; count < 12; count++) {
      alarms.watch('idle');
      await pause(20);
    }
    alarms.close();
    expect(rung).toEqual(['whole 200']);
  });

  it('do not ring for what comes while the process is held up', async () => {
    const { rung, alarms } = ringing();
    alarms.watch('idle');
    // Both are due when the process goes on.
    setTimeout(() => alarms.watch('idle'), 30);
    vi.advanceTimersByTime(30);
    await pause(15);
    alarms.close();
    expect(rung).toEqual([]);
  });

  it.each([Number.MAX_SAFE_INTEGER, 2 ** 31])('of %i milliseconds do not ring at once', async (whole) => {
    const { rung, alarms } = ringing({ ...DEFAULT_LIMITS, whole });
    await pause(20);
    alarms.close();
    expect(rung).toEqual([]);
  });
});

/** Why a program is no longer waited for: what it computed, what it waited for, and a machine that is busy. */
import { describe, expect, it } from 'vitest';
import { silenceOf } from '../../src/cli/processes/real-program.ts';

const PATIENCE = 5_000;
const seconds = (clock: number, busy: number | null, lately: number | null = busy) =>
  silenceOf({
    clock: clock * 1_000,
    busy: busy === null ? null : busy * 1_000,
    lately: lately === null ? null : lately * 1_000,
    patience: PATIENCE,
  });

describe('a program without an answer', () => {
  it.each([
    ['is waited for while it has time', 4.9, 4.9, 1, null],
    ['has had its time when it computed that long', 5, 5, 1, 'computing'],
    ['has had its time on two cores', 3, 5, 1, 'computing'],
    ['is waited for when it computed less, because others compute too', 5, 1.7, 0.3, null],
    ['has its time even then', 14.9, 5, 0.3, 'computing'],
    ['is not waited for when it computes nothing', 5, 0.1, 0, 'waiting'],
    ['is not waited for when it stopped computing later', 9, 2, 0, 'waiting'],
    ['is not waited for without an end', 30, 0.4, 0.01, 'clock'],
    ['has the time of the clock where nothing else is known', 5, null, null, 'clock'],
    ['has all of that time', 4.9, null, null, null],
  ] as const)('%s', (_what, clock, busy, lately, by) => {
    expect(seconds(clock, busy, lately)).toBe(by);
  });
});

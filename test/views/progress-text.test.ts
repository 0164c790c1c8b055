/** How far an exchange has come, in words. */
import { describe, expect, it } from 'vitest';
import type { ExchangeProgress } from '../../src/http/body/progress.ts';
import { progressText } from '../../src/views/progress-text.ts';

const MIB = 2 ** 20;
const GIB = 2 ** 30;

const report = (milliseconds: number, changes: Partial<ExchangeProgress>): ExchangeProgress => ({
  milliseconds,
  sent: 0,
  total: GIB,
  received: 0,
  expected: null,
  ...changes,
});
const WHOLE = { sent: GIB };

describe('progress', () => {
  it.each<[string, ExchangeProgress[], string]>([
    ['nothing yet', [], 'Sending… · esc stops'],
    ['one report', [report(100, { sent: MIB })], 'Sending… 1 of 1024 MiB · esc stops'],
    [
      'an upload',
      [report(100, { sent: 107 * MIB }), report(600, { sent: 312 * MIB })],
      'Sending… 312 of 1024 MiB · 410 MiB/s · 2 s left · esc stops',
    ],
    [
      'an upload that has come to a halt',
      [report(100, { sent: MIB }), report(200, { sent: MIB })],
      'Sending… 1 of 1024 MiB · 0 bytes/s · esc stops',
    ],
    [
      'an upload that took a second to connect: the time before the first byte does not count',
      [report(100, {}), report(1100, { sent: 100 * MIB }), report(2100, { sent: 200 * MIB })],
      'Sending… 200 of 1024 MiB · 100 MiB/s · 9 s left · esc stops',
    ],
    [
      'all sent',
      [report(3000, WHOLE), report(4200, WHOLE)],
      'Sent 1024 MiB, waiting for the response · 4 s since the start · esc stops',
    ],
    [
      'an answer of known length',
      [
        report(1000, { ...WHOLE, received: 100 * MIB, expected: GIB }),
        report(3000, { ...WHOLE, received: 300 * MIB, expected: GIB }),
      ],
      'Receiving… 300 of 1024 MiB · 100 MiB/s · 8 s left · esc stops',
    ],
    [
      'an answer of unknown length',
      [report(1000, { ...WHOLE, received: 100 * MIB }), report(3000, { ...WHOLE, received: 300 * MIB })],
      'Receiving… 300 MiB · 100 MiB/s · esc stops',
    ],
    [
      'an answer that has more than it said',
      [report(1000, { ...WHOLE, received: 1, expected: 3 }), report(2000, { ...WHOLE, received: 5, expected: 3 })],
      'Receiving… 5 of 3 bytes · 4 bytes/s · esc stops',
    ],
    [
      'an answer before the request is whole',
      [report(1000, { sent: 5, received: 9 })],
      'Receiving… 9 bytes · esc stops',
    ],
  ])('of %s', (_what, reports, text) => {
    expect(progressText(reports)).toBe(text);
  });
});

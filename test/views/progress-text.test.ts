/** How far an exchange has come, in words. */
import { describe, expect, it } from 'vitest';
import type { ExchangeProgress } from '../../src/http/body/progress.ts';
import { durationText, progressText, rateText, shareText, sizeText } from '../../src/views/progress-text.ts';

const KIB = 2 ** 10;
const MIB = 2 ** 20;
const GIB = 2 ** 30;

describe('a size', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [4321, '4321 bytes'],
    [10_239, '10239 bytes'],
    [10_240, '10.0 KiB'],
    [12_595, '12.3 KiB'],
    [100 * KIB, '100 KiB'],
    [10 * MIB - 1, '10240 KiB'],
    [10 * MIB, '10.0 MiB'],
    [312 * MIB, '312 MiB'],
    [GIB, '1024 MiB'],
    [10 * GIB, '10.0 GiB'],
    [2 ** 50, '1024 TiB'],
    [Number.MAX_SAFE_INTEGER, '8192 TiB'],
  ])('of %i bytes is %s', (bytes, text) => {
    expect(sizeText(bytes)).toBe(text);
  });

  it.each([
    [0, 1, '0 of 1 byte'],
    [500, 4321, '500 of 4321 bytes'],
    [312 * MIB, GIB, '312 of 1024 MiB'],
    [KIB, GIB, '0 of 1024 MiB'],
    [5.25 * MIB, 11 * MIB, '5.3 of 11.0 MiB'],
    [GIB, null, '1024 MiB'],
  ])('of %i bytes out of %i is %s', (done, whole, text) => {
    expect(shareText(done, whole)).toBe(text);
  });

  it.each([
    [0, '0 bytes/s'],
    [410 * MIB, '410 MiB/s'],
    [1234.5678, '1235 bytes/s'],
  ])('each second: %d is %s', (bytes, text) => {
    expect(rateText(bytes)).toBe(text);
  });
});

describe('a time', () => {
  it.each([
    [0.001, '1 s'],
    [1.01, '2 s'],
    [59, '59 s'],
    [59.5, '1 min 0 s'],
    [65, '1 min 5 s'],
    [3599.1, '1 h 0 min'],
    [3601, '1 h 1 min'],
    [7380, '2 h 3 min'],
    [360_000, 'more than 100 h'],
    [Number.POSITIVE_INFINITY, 'more than 100 h'],
  ])('of %d seconds is %s', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });
});

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

/** What a process held during a soak, and whether it grew. */
import { median } from '../bench/measure.ts';

export interface Held {
  /** Bytes. */
  readonly rss: number;
  /** Bytes of objects and buffers, after a garbage collection. */
  readonly heap: number;
  readonly handles: number;
  readonly files: number;
}

const MEBIBYTE = 2 ** 20;

/** By how much the last quarter of the time may exceed the first one: what the collector and the allocator leave differs each time. */
const KINDS: Readonly<Record<keyof Held, { readonly label: string; readonly unit: number; readonly limit: number }>> = {
  rss: { label: 'memory of the process, MiB', unit: MEBIBYTE, limit: 1.1 },
  heap: { label: 'objects and buffers, MiB', unit: MEBIBYTE, limit: 1.05 },
  handles: { label: 'handles', unit: 1, limit: 1 },
  files: { label: 'open files', unit: 1, limit: 1 },
};

const ALL_KINDS = ['rss', 'heap', 'handles', 'files'] as const;

/**
 * Compares the medians of the first and the last quarter of the measurements. Returns a row for each of these kinds, with PASS
 * or FAIL.
 */
export function heldRows(
  name: string,
  measured: readonly Held[],
  kinds: readonly (keyof Held)[] = ALL_KINDS,
): string[] {
  const quarter = Math.floor(measured.length / 4);
  return kinds.map((kind) => {
    const { label, unit, limit } = KINDS[kind];
    const of = (held: readonly Held[]) => median(held.map((one) => one[kind])) / unit;
    const [first, last] = [of(measured.slice(0, quarter)), of(measured.slice(-quarter))];
    const verdict = last <= first * limit ? 'PASS' : 'FAIL';
    return `| ${name} | ${label} | ${Number(first.toFixed(1))} | ${Number(last.toFixed(1))} | ${verdict} |`;
  });
}

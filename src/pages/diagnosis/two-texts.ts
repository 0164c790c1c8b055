/** Two texts in step: what one side has beside what the other has, line by line and byte by byte. */
import { byteBeside, runAt, type SideName } from '../../diagnosis/difference/byte-alignment.ts';
import type { ByteRange, Position } from '../../trace/provenance.ts';
import type { TwoTexts } from '../page.ts';

export const SIDE_NAMES: readonly SideName[] = ['server', 'client'];

/** Whose the value is; `null` for one that is neither. */
export function sideOf({ sides }: TwoTexts, value: string): SideName | null {
  return SIDE_NAMES.find((side) => sides[side].value === value) ?? null;
}

/** The byte of the other text that stands beside this one; `null` where there is none. */
export function positionBeside({ sides, runs }: TwoTexts, { value, byte }: Position): Position | null {
  for (const [side, other] of [SIDE_NAMES, [...SIDE_NAMES].reverse()] as [SideName, SideName][]) {
    if (sides[side].value !== value) continue;
    const beside = byteBeside(runs, side, byte);
    return beside === null ? null : { value: sides[other].value, byte: beside };
  }
  return null;
}

/** Whether what stands beside this byte is another, or nothing. */
export function differsAt(texts: TwoTexts, { value, byte }: Position): boolean {
  const side = sideOf(texts, value);
  return side !== null && runAt(texts.runs, side, byte)?.standing === 'differs';
}

/** The first byte in which they differ, of the side that has one there; `null` where all is the same. */
export function firstDifferent({ sides, runs }: TwoTexts): Position | null {
  const run = runs.find(({ standing }) => standing === 'differs');
  if (!run) return null;
  const side = run.server.start < run.server.end ? 'server' : 'client';
  return { value: sides[side].value, byte: run[side].start };
}

/** By value, the bytes that are not as on the other side. */
export function differingBytes({ sides, runs }: TwoTexts): ReadonlyMap<string, readonly ByteRange[]> {
  const differing = runs.filter(({ standing }) => standing === 'differs');
  return new Map(
    SIDE_NAMES.map((side) => {
      const { value } = sides[side];
      const ranges = differing.map((run) => ({ value, ...run[side] })).filter(({ start, end }) => start < end);
      return [value, ranges];
    }),
  );
}

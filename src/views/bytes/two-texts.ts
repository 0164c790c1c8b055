/** Moves between two aligned texts, byte by byte. */
import { byteBeside, runAt, type SideName } from '../../sides/difference/byte-alignment.ts';
import type { ByteRange, Position } from '../../trace/provenance.ts';
import type { RedactedTrace } from '../../trace/redact.ts';
import { findValue } from '../../trace/trace.ts';
import type { TwoTexts } from '../page.ts';

export const SIDE_NAMES: readonly SideName[] = ['server', 'client'];

/** Returns the side to which a value belongs. Returns `null` if the value belongs to neither side. */
export function sideOf({ sides }: TwoTexts, value: string): SideName | null {
  return SIDE_NAMES.find((side) => sides[side].value === value) ?? null;
}

/** Returns the byte of the other text that is aligned with this byte. Returns `null` if there is no such byte. */
export function positionBeside({ sides, runs }: TwoTexts, { value, byte }: Position): Position | null {
  for (const [side, other] of [SIDE_NAMES, [...SIDE_NAMES].reverse()] as [SideName, SideName][]) {
    if (sides[side].value !== value) continue;
    const beside = byteBeside(runs, side, byte);
    return beside === null ? null : { value: sides[other].value, byte: beside };
  }
  return null;
}

/** Returns whether the aligned byte is different or missing. */
export function differsAt(texts: TwoTexts, { value, byte }: Position): boolean {
  const side = sideOf(texts, value);
  return side !== null && runAt(texts.runs, side, byte)?.standing === 'differs';
}

/**
 * Returns the first byte that differs: in the first piece that differs, the first one that both texts do not have in
 * common. The position is on the server's side unless the server's text has no byte there. Returns `null` if the texts
 * are equal.
 */
export function firstDifferent({ sides, runs }: TwoTexts, trace: RedactedTrace): Position | null {
  const run = runs.find(({ standing }) => standing === 'differs');
  if (!run) return null;
  const octetsOf = (side: SideName) =>
    findValue(trace, sides[side].value)?.bytes.octets.slice(run[side].start, run[side].end) ?? '';
  const [server, client] = [octetsOf('server'), octetsOf('client')];
  // What differs in a secret is not shown: there, all bytes are the same.
  const most = Math.max(server.length, client.length) - 1;
  let at = 0;
  while (at < most && server[at] === client[at]) at++;
  const side = at < server.length ? 'server' : 'client';
  return { value: sides[side].value, byte: run[side].start + at };
}

/** Returns the ranges of differing bytes, by value ID. */
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

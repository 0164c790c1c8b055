/** What an edit changed: a trace held against the one before it. */
import type { ChangedRange } from './changed-ranges.ts';
import { changedRangesOf, type RedactedValue } from './redact.ts';

export interface TraceChanges {
  /**
   * By id, each value that both traces have and that is not the same: which bytes of the new one are not as they were,
   * in order. No range where bytes are only gone. What is masked is changed as a whole, if any of it is.
   */
  readonly changed: ReadonlyMap<string, readonly ChangedRange[]>;
  /** The ids of values that only the new trace has. */
  readonly added: readonly string[];
  /** The ids of values that only the old one has. */
  readonly removed: readonly string[];
}

type Values = { readonly values: readonly RedactedValue[] };

/** Linear in the length of all values. Where bytes come from is not compared. */
export function changesBetween(before: Values, after: Values): TraceChanges {
  const old = new Map(before.values.map((value) => [value.id, value]));
  const ids = new Set(after.values.map(({ id }) => id));
  const changed = new Map<string, readonly ChangedRange[]>();
  for (const value of after.values) {
    const earlier = old.get(value.id);
    const ranges = earlier ? changedRangesOf(earlier, value) : null;
    if (ranges) changed.set(value.id, ranges);
  }
  return {
    changed,
    added: [...ids].filter((id) => !old.has(id)),
    removed: [...old.keys()].filter((id) => !ids.has(id)),
  };
}

const SIGNATURE = /^[0-9a-f]{64}$/;

/** The bits of a signature with HMAC-SHA256. */
export const SIGNATURE_BITS = 256;

/**
 * How many bits of two signatures differ, of 256; about half, whatever was changed. Both in hexadecimal; `null` where
 * one is no such signature: those of SigV4A have random numbers in them, so that nothing follows from their bits.
 */
export function flippedBits(beforeHex: string, afterHex: string): number | null {
  if (!SIGNATURE.test(beforeHex) || !SIGNATURE.test(afterHex)) return null;
  const difference = BigInt(`0x${beforeHex}`) ^ BigInt(`0x${afterHex}`);
  return difference.toString(2).replaceAll('0', '').length;
}

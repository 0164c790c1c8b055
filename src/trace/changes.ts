/** Compares a trace with the trace before an edit. */
import type { Range } from './ranges.ts';
import { changedRangesOf, type RedactedValue } from './redact.ts';

export interface TraceChanges {
  /**
   * The changed bytes of each value that differs between the traces, by the value's ID. The ranges are in order. An
   * empty range marks the place in a line where bytes were only removed; there is no range if only whole lines were
   * removed. If a masked range differs, all of it counts as changed.
   */
  readonly changed: ReadonlyMap<string, readonly Range[]>;
  /** The IDs of values that only the new trace contains. */
  readonly added: readonly string[];
  /** The IDs of values that only the old trace contains. */
  readonly removed: readonly string[];
}

type Values = { readonly values: readonly RedactedValue[] };

/** Compares the bytes of all values, but not where they come from. Takes linear time. */
export function changesBetween(before: Values, after: Values): TraceChanges {
  const old = new Map(before.values.map((value) => [value.id, value]));
  const ids = new Set(after.values.map(({ id }) => id));
  const changed = new Map<string, readonly Range[]>();
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

export const SIGNATURE_BITS = 256;

/**
 * Returns the bits of a hexadecimal HMAC-SHA256 signature, the highest bit of each digit first; `null` for anything else.
 * SigV4A signatures are excluded because they contain random numbers.
 */
export function signatureBits(hex: string): readonly boolean[] | null {
  if (!SIGNATURE.test(hex)) return null;
  return Array.from(hex, (digit) => Number.parseInt(digit, 16)).flatMap((value) =>
    [8, 4, 2, 1].map((bit) => (value & bit) !== 0),
  );
}

/**
 * Counts the bits that differ between two hexadecimal signatures, which is about half of 256 after any change. Returns
 * `null` if either has no bits to compare.
 */
export function flippedBits(beforeHex: string, afterHex: string): number | null {
  const [before, after] = [signatureBits(beforeHex), signatureBits(afterHex)];
  return before && after && before.filter((bit, index) => bit !== after[index]).length;
}

/** Compares a broken request with the correct one, step by step, for the report and for JSON. */
import type { Octets } from '../../bytes/octets.ts';
import { pairLines } from '../../sides/difference/line-difference.ts';
import { shownPairs } from '../../sides/difference/line-ends.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { changesBetween, flippedBits } from '../../trace/changes.ts';
import type { Range } from '../../trace/ranges.ts';
import type { RedactedTrace, RedactedValue } from '../../trace/redact.ts';
import { findValue, type StageDescription } from '../../trace/trace.ts';

/** A value that a break changes. `before` and `after` are `null` if only one of the two requests has the value. */
export interface ChangedValue {
  readonly stage: string;
  readonly before: RedactedValue | null;
  readonly after: RedactedValue | null;
  /** The changed bytes of `after`. Empty if bytes were only removed. */
  readonly ranges: readonly Range[];
}

export interface BreakChanges {
  readonly stages: readonly { readonly stage: StageDescription; readonly values: readonly ChangedValue[] }[];
  /** The number of bits of the signature that differ; `null` if the signature is not 64 digits. */
  readonly flippedBits: number | null;
}

export function breakChanges(before: RedactedTrace, after: RedactedTrace): BreakChanges {
  const { changed, removed, added } = changesBetween(before, after);
  const ofBoth = after.values.flatMap((value): ChangedValue[] => {
    const ranges = changed.get(value.id)?.filter(({ start, end }) => start < end);
    return ranges ? [{ stage: value.stage, before: findValue(before, value.id) ?? null, after: value, ranges }] : [];
  });
  const gone = removed.flatMap((id): ChangedValue[] => {
    const value = findValue(before, id);
    return value ? [{ stage: value.stage, before: value, after: null, ranges: [] }] : [];
  });
  const made = added.flatMap((id): ChangedValue[] => {
    const value = findValue(after, id);
    return value && value.secrecy === 'public' ? [{ stage: value.stage, before: null, after: value, ranges: [] }] : [];
  });
  const all = [...gone, ...ofBoth, ...made];
  const signature = (trace: RedactedTrace) => findValue(trace, SIGNATURE.id)?.bytes.octets ?? '';
  return {
    stages: after.stages.map((stage) => ({ stage, values: all.filter((one) => one.stage === stage.id) })),
    flippedBits: flippedBits(signature(before), signature(after)),
  };
}

/** A line of a text before and after; `null` if the text does not have it. */
export interface ChangedLine {
  readonly before: Octets | null;
  readonly after: Octets | null;
}

/** Returns the lines of a text that differ. */
export function changedLines(before: Octets, after: Octets): readonly ChangedLine[] {
  return shownPairs(pairLines(before, after))
    .map(({ server, client }) => ({ before: server, after: client }))
    .filter((line) => line.before !== line.after);
}

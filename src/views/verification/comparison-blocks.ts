/**
 * Compares a request's claims with the values that a server computes, value by value, and shows the first difference.
 */
import { type Octets, octetAt, sliceOctets } from '../../bytes/octets.ts';
import { type Comparison, differingByte, firstDifference } from '../../verification/comparison/comparison.ts';
import { byteName, visible } from '../characters/visible.ts';
import { aside, type Block, heading, inOneRow, type Line, line, type Run, words } from '../page.ts';

/** The IDs of the two compared values in the trace; `null` if a value is not in the trace, or if there is no trace. */
export interface ComparedBytes {
  readonly claimed: string | null;
  readonly computed: string | null;
}

const NO_VALUES: ComparedBytes = { claimed: null, computed: null };

/** Shows all comparisons with both sides of each difference. */
export function comparisonBlocks(comparisons: readonly Comparison[]): Block[] {
  const first = firstDifference(comparisons);
  return blocksOf(comparisons, (comparison, width) => {
    const manner = { width, values: NO_VALUES };
    return comparison === first ? differingLines(first, NO_VALUES) : comparisonLines(comparison, manner);
  });
}

/** Shows all comparisons below `firstDifferenceLines`: of the first difference, only its name is repeated. */
export function otherComparisonBlocks(
  comparisons: readonly Comparison[],
  valuesOf: (comparison: Comparison) => ComparedBytes,
): Block[] {
  const first = firstDifference(comparisons);
  return blocksOf(comparisons, (comparison, width) =>
    comparison === first
      ? [line('', [differingName(comparison), aside('  (above)')])]
      : comparisonLines(comparison, { width, values: valuesOf(comparison) }),
  );
}

function blocksOf(
  comparisons: readonly Comparison[],
  linesOf: (comparison: Comparison, width: number) => Line[],
): Block[] {
  if (comparisons.length === 0) return [];
  const width = comparisons.reduce((longest, { name }) => Math.max(longest, name.length), 0);
  return [
    heading('Claimed, and computed by a server'),
    ...comparisons.flatMap((comparison) => linesOf(comparison, width)),
  ];
}

/**
 * Shows the first value that differs: the request's claim, the value that a server computes, and the first byte that
 * differs.
 */
export function firstDifferenceLines(
  comparisons: readonly Comparison[],
  valuesOf: (comparison: Comparison) => ComparedBytes,
): Line[] {
  const first = firstDifference(comparisons);
  return first ? differingLines(first, valuesOf(first)).slice(1) : [];
}

interface Manner {
  readonly width: number;
  readonly values: ComparedBytes;
}

/** Shows one comparison. The first difference is shown otherwise, because the verdict above explains it. */
function comparisonLines(comparison: Comparison, { width, values }: Manner): Line[] {
  const { claimed, standing, says } = comparison;
  const name = `${comparison.name.padEnd(width)}  `;
  switch (standing) {
    case 'same':
      return [inOneRow(line('', [{ text: '✓ ', meaning: 'agrees' }, words(name), ...shown(claimed, values.claimed)]))];
    case 'unknown':
      return [
        inOneRow(line('', [{ text: '? ', meaning: 'name' }, words(name), ...shown(claimed, values.claimed)])),
        line('', [aside(`  ${says}`)]),
      ];
    case 'differs':
      return [...differingLines(comparison, values), line('', [words(says)])];
  }
}

const differingName = ({ name }: Comparison): Run => ({ text: `✗ ${name}`, meaning: 'differs' });

function differingLines(comparison: Comparison, values: ComparedBytes): Line[] {
  const { claimed, computed } = comparison;
  const at = claimed !== null && computed !== null ? differingByte(claimed, computed) : null;
  return [
    line('', [differingName(comparison)]),
    inOneRow(line('claimed', shown(claimed, values.claimed, at))),
    computed === null
      ? line('computed', [aside('not comparable: no two ECDSA signatures are the same, but each can be verified')])
      : inOneRow(line('computed', shown(computed, values.computed, at)), 'server'),
    ...(at === null || claimed === null || computed === null
      ? []
      : [line('', [words(difference(claimed, computed, at))])]),
  ];
}

/** Shows a value, marked as different from byte `differsFrom` to the end. */
function shown(octets: Octets | null, value: string | null, differsFrom: number | null = null): Run[] {
  if (octets === null) return [aside('(missing)')];
  if (octets === '') return [aside('(empty)')];
  const run = (start: number, end: number, meaning: 'given' | 'differs'): Run => ({
    text: visible(sliceOctets(octets, start, end)),
    meaning,
    ...(value === null ? {} : { shows: { value, start, end, as: 'text' } as const }),
  });
  const from = differsFrom ?? octets.length;
  return [run(0, from, 'given'), run(from, octets.length, 'differs')].filter(({ text }) => text !== '');
}

function difference(claimed: Octets, computed: Octets, at: number): string {
  return `They first differ at byte ${at}: ${byteAt(claimed, at)} versus ${byteAt(computed, at)}.`;
}

const byteAt = (octets: Octets, at: number) => (at < octets.length ? byteName(octetAt(octets, at)) : 'the end');

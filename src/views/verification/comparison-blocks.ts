/**
 * Compares a request's claims with the values that a server computes, value by value, and shows the first difference.
 */
import { type Octets, sliceOctets } from '../../bytes/octets.ts';
import { commonStart } from '../../trace/common-ends.ts';
import { areOtherHashes, type Comparison, firstDifference } from '../../verification/comparison/comparison.ts';
import { byteNameAt, visible } from '../characters/visible.ts';
import { agrees, aside, type Block, differs, heading, inOneRow, type Line, line, named, type Run } from '../page.ts';

/** The IDs of the two compared values in the trace; `null` if a value is not in the trace, or if there is no trace. */
export interface ComparedBytes {
  readonly claimed: string | null;
  readonly computed: string | null;
}

type ValuesOf = (comparison: Comparison) => ComparedBytes;

const NO_VALUES: ValuesOf = () => ({ claimed: null, computed: null });

/** Shows all comparisons with both sides of each difference. If the first difference is shown above, only names it. */
export function comparisonBlocks(
  comparisons: readonly Comparison[],
  valuesOf = NO_VALUES,
  firstIs: 'here' | 'above' = 'here',
): Block[] {
  if (comparisons.length === 0) return [];
  const first = firstDifference(comparisons);
  const width = comparisons.reduce((longest, { name }) => Math.max(longest, name.length), 0);
  return [
    heading('Claimed, and computed by a server'),
    ...comparisons.flatMap((comparison) => {
      if (comparison !== first) return comparisonLines(comparison, width, valuesOf(comparison));
      return firstIs === 'here'
        ? differingLines(comparison, valuesOf(comparison))
        : [line('', [differingName(comparison), aside('  (above)')])];
    }),
  ];
}

/**
 * Shows the first value that differs: the request's claim, the value that a server computes, and the first byte that
 * differs.
 */
export function firstDifferenceLines(comparisons: readonly Comparison[], valuesOf: ValuesOf): Line[] {
  const first = firstDifference(comparisons);
  return first ? differingLines(first, valuesOf(first)).slice(1) : [];
}

/** Shows one comparison. The first difference is shown otherwise, because the verdict above explains it. */
function comparisonLines(comparison: Comparison, width: number, values: ComparedBytes): Line[] {
  const { name, claimed, standing, says } = comparison;
  if (standing === 'differs') return [...differingLines(comparison, values), line('', says)];
  const mark: Run = standing === 'same' ? agrees('✓ ') : named('? ');
  return [
    inOneRow(line('', [mark, `${name.padEnd(width)}  `, ...shown(claimed, values.claimed)], null)),
    ...(standing === 'same' ? [] : [line('', aside(`  ${says}`))]),
  ];
}

const differingName = ({ name }: Comparison): Run => differs(`✗ ${name}`);

function differingLines(comparison: Comparison, values: ComparedBytes): Line[] {
  const { claimed, computed } = comparison;
  const isWhole = claimed !== null && computed !== null && areOtherHashes(claimed, computed);
  const at = claimed === null || computed === null ? null : isWhole ? 0 : commonStart(claimed, computed);
  return [
    line('', differingName(comparison)),
    inOneRow(line('claimed', shown(claimed, values.claimed, at), null)),
    computed === null
      ? line('computed', aside('not comparable: no two ECDSA signatures are the same, but each can be verified'))
      : inOneRow(line('computed', shown(computed, values.computed, at), null), 'server'),
    ...(at === null || claimed === null || computed === null || isWhole
      ? []
      : [line('', difference(claimed, computed, at))]),
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

const byteAt = (octets: Octets, at: number): string => byteNameAt(octets, at, 'the end');

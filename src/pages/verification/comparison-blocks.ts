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

export function comparisonBlocks(
  comparisons: readonly Comparison[],
  valuesOf: (comparison: Comparison) => ComparedBytes = () => NO_VALUES,
): Block[] {
  if (comparisons.length === 0) return [];
  const width = comparisons.reduce((longest, { name }) => Math.max(longest, name.length), 0);
  const first = firstDifference(comparisons);
  return [
    heading('Claimed, and computed by a server'),
    ...comparisons.flatMap((comparison) =>
      comparisonLines(comparison, { width, isFirst: comparison === first, values: valuesOf(comparison) }),
    ),
  ];
}

/** Shows the first value that differs: the request's claim and, below it, the value that a server computes. */
export function firstDifferenceLines(
  comparisons: readonly Comparison[],
  valuesOf: (comparison: Comparison) => ComparedBytes,
): Line[] {
  const first = firstDifference(comparisons);
  return first ? differingLines(first, valuesOf(first)).slice(1, LINES_OF_BOTH) : [];
}

/** The number of lines for a name and both sides. */
const LINES_OF_BOTH = 3;

interface Manner {
  readonly width: number;
  readonly isFirst: boolean;
  readonly values: ComparedBytes;
}

/** Shows one comparison. The first difference is not explained here because the verdict above explains it. */
function comparisonLines(comparison: Comparison, { width, isFirst, values }: Manner): Line[] {
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
      return [...differingLines(comparison, values), ...(isFirst ? [] : [line('', [words(says)])])];
  }
}

function differingLines({ name, claimed, computed }: Comparison, values: ComparedBytes): Line[] {
  const at = claimed !== null && computed !== null ? differingByte(claimed, computed) : null;
  return [
    line('', [{ text: `✗ ${name}`, meaning: 'differs' }]),
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
